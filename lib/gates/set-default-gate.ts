import { and, eq, ne } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import type { Gate, GateIdInput } from "./contract";
import { gateColumns, liveGates } from "./gate-rows";
import { lockAccount } from "./lock-account";
import { lockGate } from "./lock-gate";
import { recordGate } from "./record-gate";

/**
 * Makes a gate the one that answers when a request names none, in place of the one before. It is no change of the gate itself,
 * so there is no new version. Throws `not_found`.
 */
export async function setDefaultGate(ctx: Ctx, { gateId }: GateIdInput): Promise<Gate> {
  return ctx.db.transaction(async (tx) => {
    await lockAccount(tx, ctx);
    const gate = await lockGate(tx, ctx, { gateId });
    if (gate.isDefault) return gate;
    const replaced = await tx
      .update(gates)
      .set({ isDefault: false })
      .where(and(liveGates(ctx), eq(gates.isDefault, true), ne(gates.id, gate.id)))
      .returning(gateColumns);
    await tx
      .update(gates)
      .set({ isDefault: true })
      .where(and(liveGates(ctx), eq(gates.id, gate.id)));
    const chosen = { ...gate, isDefault: true };
    for (const after of replaced) {
      await recordGate(tx, ctx, "gate.updated", { before: { ...after, isDefault: true }, after });
    }
    await recordGate(tx, ctx, "gate.updated", { before: gate, after: chosen });
    return chosen;
  });
}
