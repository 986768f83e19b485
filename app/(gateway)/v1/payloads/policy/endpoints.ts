import { accountPayloadPolicy } from "@/lib/payloads/contract";
import { getPayloadPolicy } from "@/lib/payloads/queries";
import { updatePayloadPolicy } from "@/lib/payloads/update-payload-policy";
import { defineEndpoint } from "@/lib/transport/define-endpoint";

const example = { store: true, keepDays: 7, redact: ["ssn"], ceiling: false };

const common = {
  path: "/v1/payloads/policy",
  tag: "Usage and logs",
  resource: "logs",
  auth: true,
  errors: [],
  responses: { 200: { description: "The policy as it is now.", schema: accountPayloadPolicy, example } },
} as const;

const getPolicyEndpoint = defineEndpoint({
  ...common,
  method: "GET",
  operationId: "getPayloadPolicy",
  summary: "See what is kept of requests",
  description:
    "Whether what is asked and answered is kept, for how long, and what is left out. A key's or a gate's own policy comes first.",
  async run(ctx) {
    return { status: 200, body: await getPayloadPolicy(ctx) };
  },
});

const putPolicyEndpoint = defineEndpoint({
  ...common,
  method: "PUT",
  operationId: "setPayloadPolicy",
  summary: "Say what is kept of requests",
  description:
    "Holds for requests that begin later. What is stored already stays until its day, or until it is deleted. With `ceiling` no " +
    "key and no gate keeps more than this.",
  body: accountPayloadPolicy,
  bodyExample: example,
  async run(ctx, { body }) {
    return { status: 200, body: await updatePayloadPolicy(ctx, body) };
  },
});

/** Endpoints of `/v1/payloads/policy`. */
export const payloadPolicyEndpoints = [getPolicyEndpoint, putPolicyEndpoint];
