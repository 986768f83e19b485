import { and, eq } from "drizzle-orm";
import { gates } from "@/db/schema/gates";
import type { Ctx } from "@/lib/context";
import { type GateId, isUuid } from "@/lib/core/ids";
import type { GateIdInput } from "./contract";
import { gateNotFound } from "./gate-rows";
import { lockGate } from "./lock-gate";
import { recordGate } from "./record-gate";

/**
 * Deletes a gate: once this has returned, no request that begins later runs through it, and its name is free. Its row stays, so
 * that its usage keeps a name. After the default gate's deletion the account has none. Deleting it again changes nothing and is
 * no error. Throws `not_found` for an id that was never a gate of the account, and `conflict` when somebody saved
 * since `ifVersion`.
 */
export async function deleteGate(ctx: Ctx, { gateId, ifVersion }: GateIdInput): Promise<void> {
  if (!isUuid(gateId)) throw gateNotFound();
  const own = and(eq(gates.accountId, ctx.accountId), eq(gates.id, gateId as GateId));
  await ctx.db.transaction(async (tx) => {
    const [gate] = await tx.select({ deletedAt: gates.deletedAt }).from(gates).where(own).for("update");
    if (gate === undefined) throw gateNotFound();
    if (gate.deletedAt !== null) return;
    const before = await lockGate(tx, ctx, { gateId, ifVersion });
    await tx.update(gates).set({ deletedAt: ctx.clock.now() }).where(own);
    await recordGate(tx, ctx, "gate.deleted", { before, after: null });
  });
}
