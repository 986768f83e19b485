import { and, eq } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import type { Gate, GateIdInput } from "./contract";
import { liveGates } from "./gate-rows";
import { lockAccount } from "./lock-account";
import { lockGate } from "./lock-gate";

/**
 * Makes a gate the one that answers when a request names none, in place of the one before. It is no change of the gate itself,
 * so there is no new version. Throws `not_found`.
 */
export async function setDefaultGate(ctx: Ctx, { gateId }: GateIdInput): Promise<Gate> {
  return ctx.db.transaction(async (tx) => {
    await lockAccount(tx, ctx);
    const gate = await lockGate(tx, ctx, { gateId });
    await tx
      .update(gates)
      .set({ isDefault: false })
      .where(and(liveGates(ctx), eq(gates.isDefault, true)));
    await tx
      .update(gates)
      .set({ isDefault: true })
      .where(and(liveGates(ctx), eq(gates.id, gate.id)));
    return { ...gate, isDefault: true };
  });
}
