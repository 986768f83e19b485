import { and, eq, ne } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { gates } from "@/db/schema/gates";
import type { Change } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import { gateColumns, liveGates } from "./gate-rows";
import { gateChanges, type RecordedGate } from "./record-gate";

/**
 * Makes a locked gate the default in place of the one before, in a transaction that holds the account and tells the trail last: of
 * both gates.
 */
export async function writeDefaultGate(tx: Transaction, ctx: Ctx, gate: RecordedGate): Promise<Change[]> {
  if (gate.isDefault) return [];
  const replaced = await tx
    .update(gates)
    .set({ isDefault: false })
    .where(and(liveGates(ctx), eq(gates.isDefault, true), ne(gates.id, gate.id)))
    .returning(gateColumns);
  await tx
    .update(gates)
    .set({ isDefault: true })
    .where(and(liveGates(ctx), eq(gates.id, gate.id)));
  return [
    ...replaced.flatMap((after) =>
      gateChanges("gate.updated", { before: { ...after, isDefault: true }, after }),
    ),
    ...gateChanges("gate.updated", { before: gate, after: { ...gate, isDefault: true } }),
  ];
}
