import { appendChanges } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import type { Gate } from "./contract";
import { lockGate } from "./lock-gate";
import { writeGatePolicies } from "./write-gate-policies";

/**
 * Says what is kept of a gate's requests; null follows the account. It is no change of what the gate does, so there is no new
 * version. Nothing is recorded when nothing changes. Throws `not_found`.
 */
export async function setGatePayloads(ctx: Ctx, { gateId, payloads }: SetGatePayloadsInput): Promise<Gate> {
  return ctx.db.transaction(async (tx) => {
    const gate = await lockGate(tx, ctx, { gateId });
    const { written, changes } = await writeGatePolicies(tx, ctx, gate, { payloads });
    await appendChanges(tx, ctx, changes);
    return { ...gate, ...written };
  });
}

type SetGatePayloadsInput = { gateId: string; payloads: Gate["payloads"] };
