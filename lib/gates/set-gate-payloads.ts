import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { Gate } from "./contract";
import { liveGates } from "./gate-rows";
import { lockGate } from "./lock-gate";

/**
 * Says what is kept of a gate's requests; null follows the account. It is no change of what the gate does, so there is no new
 * version. Nothing is recorded when nothing changes. Throws `not_found`.
 */
export async function setGatePayloads(ctx: Ctx, { gateId, payloads }: SetGatePayloadsInput): Promise<Gate> {
  return ctx.db.transaction(async (tx) => {
    const gate = await lockGate(tx, ctx, { gateId });
    if (isDeepStrictEqual(gate.payloads, payloads)) return gate;
    await tx
      .update(gates)
      .set({ payloads })
      .where(and(liveGates(ctx), eq(gates.id, gate.id)));
    await recordChange(tx, ctx, {
      action: "gate.updated",
      subject: { kind: "gate", id: gate.id, name: gate.name },
      before: { payloads: gate.payloads },
      after: { payloads },
    });
    return { ...gate, payloads };
  });
}

type SetGatePayloadsInput = { gateId: string; payloads: Gate["payloads"] };
