import { appendChanges } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import { storedLimits } from "@/lib/limits/stored-limits";
import type { Gate } from "./contract";
import { lockGate } from "./lock-gate";
import { writeGatePolicies } from "./write-gate-policies";

/**
 * Says how often and how much may run through a gate, from all keys together; null and `{}` are no limit of its own. It is no
 * change of what the gate does, so there is no new version. Nothing is recorded when nothing changes. Throws `not_found`.
 */
export async function setGateLimits(ctx: Ctx, { gateId, limits }: SetGateLimitsInput): Promise<Gate> {
  return ctx.db.transaction(async (tx) => {
    const gate = await lockGate(tx, ctx, { gateId });
    const { written, changes } = await writeGatePolicies(tx, ctx, gate, { limits: storedLimits(limits) });
    await appendChanges(tx, ctx, changes);
    return { ...gate, ...written };
  });
}

type SetGateLimitsInput = { gateId: string; limits: Gate["limits"] };
