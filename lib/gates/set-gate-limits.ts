import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { storedLimits } from "@/lib/limits/stored-limits";
import type { Gate } from "./contract";
import { liveGates } from "./gate-rows";
import { lockGate } from "./lock-gate";

/**
 * Says how often and how much may run through a gate, from all keys together; null and `{}` are no limit of its own. It is no
 * change of what the gate does, so there is no new version. Nothing is recorded when nothing changes. Throws `not_found`.
 */
export async function setGateLimits(ctx: Ctx, { gateId, ...input }: SetGateLimitsInput): Promise<Gate> {
  const limits = storedLimits(input.limits);
  return ctx.db.transaction(async (tx) => {
    const gate = await lockGate(tx, ctx, { gateId });
    if (isDeepStrictEqual(gate.limits, limits)) return gate;
    await tx
      .update(gates)
      .set({ limits })
      .where(and(liveGates(ctx), eq(gates.id, gate.id)));
    await recordChange(tx, ctx, {
      action: "gate.updated",
      subject: { kind: "gate", id: gate.id, name: gate.name },
      before: { limits: gate.limits },
      after: { limits },
    });
    return { ...gate, limits };
  });
}

type SetGateLimitsInput = { gateId: string; limits: Gate["limits"] };
