import { z } from "zod";
import { keyGuard } from "@/lib/keys/guard-field";
import { type KeyPolicy, LEAK_POLICIES, updateKeyPolicyInput } from "@/lib/keys/policy/contract";
import { getKeyPolicy } from "@/lib/keys/policy/queries";
import { updateKeyPolicy } from "@/lib/keys/policy/update-key-policy";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const wirePolicy = z
  .object({
    onLeak: z.enum(LEAK_POLICIES),
    quietMinutes: z.int(),
    guard: keyGuard.nullable(),
  })
  .meta({ id: "KeyPolicy" });
const example: KeyPolicy = { onLeak: "disable", quietMinutes: 30, guard: null };

const common = {
  path: "/v1/keys/policy",
  tag: "Keys",
  resource: "keys",
  auth: true,
  errors: [],
  responses: { 200: { description: "The policy as it is now.", schema: wirePolicy, example } },
} as const;

const getPolicyEndpoint = defineEndpoint({
  ...common,
  method: "GET",
  operationId: "getKeyPolicy",
  summary: "See what is done about keys without being asked",
  description:
    "What happens to a key that a scanner reports, when an old secret looks safe to stop, and how keys are watched.",
  async run(ctx) {
    return { status: 200, body: await getKeyPolicy(ctx) };
  },
});

const updatePolicyEndpoint = defineEndpoint({
  ...common,
  method: "PATCH",
  operationId: "updateKeyPolicy",
  summary: "Change what is done about keys without being asked",
  description:
    "Changes what is sent and nothing else. A key with a scope may not: it protects all keys of the account.",
  body: updateKeyPolicyInput,
  bodyExample: { onLeak: "disable" },
  async run(ctx, { body }) {
    return { status: 200, body: await updateKeyPolicy(ctx, body) };
  },
});

/** Endpoints of `/v1/keys/policy`. */
export const policyEndpoints = [getPolicyEndpoint, updatePolicyEndpoint];
