import { z } from "zod";
import { duplicateKey } from "@/lib/keys/duplicate-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { idempotencyHeaders, keyIdParams, ownerIdOf, tag } from "../../fields";
import { exampleCreated, exampleKey, keyOnWire, shownBefore, shownOnce } from "../../wire";

const limitsOfCopy = {
  spending_limits: z.int().meta({
    description: "How many spending limits the new key has: those of the other one, with nothing spent.",
  }),
};

const duplicateKeyEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/keys/{id}/duplicate",
  operationId: "duplicateKey",
  tag,
  summary: "Create an API key with the settings of another",
  description:
    "The new key has the description, tags, scope, guard, limits, spending limits (with nothing spent) and, while it is ahead, the " +
    "expiry of the other one, and a secret of its own, which is in this answer only. With an `Idempotency-Key`, a repetition within 24 hours makes no second key.",
  auth: true,
  resource: "keys",
  params: keyIdParams,
  headers: idempotencyHeaders,
  responses: {
    201: {
      description: "The new key.",
      schema: shownOnce.extend(limitsOfCopy),
      example: { ...exampleCreated, name: "Production copy", spending_limits: 1 },
    },
    200: {
      description: "The key that the same request made before; its secret was shown then.",
      schema: shownBefore.extend(limitsOfCopy),
      example: {
        ...exampleKey,
        name: "Production copy",
        key: null,
        secret_available: false,
        spending_limits: 1,
      },
    },
  },
  errors: ["conflict", "idempotency_conflict", "plan_limit_reached"],
  async run(ctx, { params, headers }) {
    const input = { keyId: params.id, idempotencyKey: headers["idempotency-key"] };
    const { key, secret, spendingLimits } = await duplicateKey(ctx, input);
    return {
      status: secret === null ? 200 : 201,
      body: {
        ...keyOnWire(key, await ownerIdOf(ctx)),
        key: secret,
        secret_available: secret !== null,
        spending_limits: spendingLimits,
      },
    };
  },
});

/** Endpoints of `/v1/keys/{id}/duplicate`. */
export const duplicateEndpoints = [duplicateKeyEndpoint];
