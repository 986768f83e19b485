import { z } from "zod";
import { PLANS } from "@/lib/accounts/contract";
import { limitHolders } from "@/lib/keys/limit-holders";
import { getKey } from "@/lib/keys/queries";
import { headRoom } from "@/lib/limits/head-room";
import { limitsInForce } from "@/lib/limits/limits-in-force";
import { spendingLimitsHolding } from "@/lib/spending/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { gatewayDeps } from "@/lib/transport/gateway-deps";
import { exampleKey, keyOnWire, wireKey, wireScope } from "../keys/wire";
import { exampleSpendingRoom, spendingRoomOnWire, wireSpendingRoom } from "../limits/spending-wire";
import { exampleLimits, limitOnWire, wireLimit } from "../limits/wire";

const identity = z
  .object({
    id: z.uuid(),
    name: z.string(),
    accountId: z.uuid(),
    prefix: z.string(),
    lastFour: z.string(),
    status: wireKey.shape.status,
    plan: z.enum(PLANS),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable(),
    expiresAt: z.iso.datetime().nullable(),
    permissions: z.enum(["full", "scoped"]).meta({ description: "`scoped` when `scope` limits the key." }),
    scope: wireScope,
    limits: z.array(wireLimit).meta({
      description:
        "The rate limits of the account and the key, each with its head-room now. A gate may have more: see `GET /v1/limits`.",
    }),
    spending: z.array(wireSpendingRoom).meta({
      description: "The spending limits of the account and the key, each with what is left of it now.",
    }),
  })
  .meta({ id: "CurrentKey" });

const whoAmIEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/key",
  operationId: "getCurrentKey",
  tag: "Keys",
  summary: "Who am I",
  description: "Tells which key the request was made with and what it may do: the quickest test of a key.",
  auth: true,
  resource: null,
  responses: {
    200: {
      description: "The key of this request.",
      schema: identity,
      example: {
        id: exampleKey.id,
        name: exampleKey.name,
        accountId: "0195f39f-0f3c-7a51-b6d2-90c4f7a81e11",
        prefix: exampleKey.keyPrefix,
        lastFour: exampleKey.keyLastFour,
        status: exampleKey.status,
        plan: "free",
        createdAt: exampleKey.createdAt,
        lastUsedAt: exampleKey.lastUsedAt,
        expiresAt: null,
        permissions: "full",
        scope: null,
        limits: exampleLimits,
        spending: [exampleSpendingRoom],
      },
    },
  },
  errors: [],
  async run(ctx) {
    const inForce = limitsInForce(limitHolders(ctx.admission, null));
    const [limits, spending] = await Promise.all([
      headRoom(gatewayDeps().limits, inForce, ctx.clock.now()),
      spendingLimitsHolding(ctx, { keyId: ctx.keyId, gateId: null }),
    ]);
    const key = keyOnWire(await getKey(ctx, ctx.keyId), ctx.accountId);
    const { id, name, keyPrefix, keyLastFour, status, createdAt, lastUsedAt, expiresAt, scope } = key;
    return {
      status: 200,
      body: {
        id,
        name,
        accountId: ctx.accountId,
        prefix: keyPrefix,
        lastFour: keyLastFour,
        status,
        plan: ctx.admission.plan,
        createdAt,
        lastUsedAt,
        expiresAt,
        permissions: scope === null ? "full" : "scoped",
        scope,
        limits: limits.map(limitOnWire),
        spending: spending.map((one) => spendingRoomOnWire(one, ctx.accountId)),
      },
    };
  },
});

export const keyEndpoints = [whoAmIEndpoint];
export const operations = keyEndpoints.map(({ operation }) => operation);
