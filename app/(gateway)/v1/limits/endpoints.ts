import { z } from "zod";
import { getGate } from "@/lib/gates/queries";
import { limitHolders } from "@/lib/keys/limit-holders";
import { gateVerdict } from "@/lib/keys/scope/gate-verdict";
import { headRoom } from "@/lib/limits/head-room";
import { limitsInForce } from "@/lib/limits/limits-in-force";
import { spendingLimitsHolding } from "@/lib/spending/queries";
import type { KeyCtx } from "@/lib/transport/authenticate-key";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { gatewayDeps } from "@/lib/transport/gateway-deps";
import { exampleSpendingRoom, spendingRoomOnWire, wireSpendingRoom } from "./spending-wire";
import { exampleLimits, limitOnWire, wireLimit } from "./wire";

const listLimitsEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/limits",
  operationId: "listLimits",
  tag: "Keys",
  summary: "List limits and what is left of them",
  description:
    "Every limit that a call with this key is held to, that of its account first: it has to fit into all of them. With `gate` also " +
    "those of a gate, for calls through it. Reading them counts nothing; requests that call no model are counted apart, against the " +
    "same requests per minute, and their own headers tell what is left of those. `spending` has the spending limits that hold such a call.",
  auth: true,
  resource: null,
  query: z.strictObject({
    gate: z.string().min(1).max(200).optional().meta({ description: "Id of a gate, or its name." }),
  }),
  responses: {
    200: {
      description: "The limits in force; none when nothing is limited.",
      schema: z.object({
        object: z.literal("list"),
        data: z.array(wireLimit),
        spending: z.array(wireSpendingRoom),
      }),
      example: { object: "list", data: exampleLimits, spending: [exampleSpendingRoom] },
    },
  },
  errors: ["not_found", "scope_access", "scope_gate"],
  async run(ctx, { query }) {
    const gate = query.gate === undefined ? null : await gateOfCaller(ctx, query.gate);
    const inForce = limitsInForce(limitHolders(ctx.admission, gate));
    const [rooms, spending] = await Promise.all([
      headRoom(gatewayDeps().limits, inForce, ctx.clock.now()),
      spendingLimitsHolding(ctx, { keyId: ctx.keyId, gateId: gate?.id ?? null }),
    ]);
    const body = {
      object: "list",
      data: rooms.map(limitOnWire),
      spending: spending.map((one) => spendingRoomOnWire(one, ctx.accountId)),
    };
    return { status: 200, body };
  },
});

/** A gate that the key may call through. */
async function gateOfCaller(ctx: KeyCtx, idOrName: string) {
  const { scope, admittedAt } = ctx.admission;
  const gate = await getGate(ctx, idOrName);
  const refusal = scope === null ? null : gateVerdict(scope, gate, admittedAt);
  if (refusal !== null) throw refusal;
  return gate;
}

/** Endpoints of `/v1/limits`. */
export const limitsEndpoints = [listLimitsEndpoint];
export const operations = limitsEndpoints.map(({ operation }) => operation);
