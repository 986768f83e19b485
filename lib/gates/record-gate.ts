import type { Transaction } from "@/db/client";
import { appendChanges, type Change } from "@/lib/audit/append-changes";
import type { AuditAction } from "@/lib/audit/contract";
import type { Ctx } from "@/lib/context";
import type { Gate } from "./contract";
import { gateFields } from "./gate-fields";

/** A gate as the trail needs to know it. */
export type RecordedGate = Pick<Gate, "id" | "name" | "settings" | "isDefault" | "version">;

/** `more` are facts of the change that are no fields of a gate. */
type States = { before: RecordedGate | null; after: RecordedGate | null; more?: object };

/**
 * Writes what became of a gate to the trail; nothing when it is as it was. Call it after everything else in the transaction that
 * changes the gate.
 */
export async function recordGate(
  tx: Transaction,
  ctx: Ctx,
  action: AuditAction,
  states: States,
): Promise<void> {
  await appendChanges(tx, ctx, gateChanges(action, states));
}

/** The same as an entry that is still to be written, or none. */
export function gateChanges(action: AuditAction, { before, after, more }: States): Change[] {
  const gate = after ?? before;
  if (gate === null || before === after) return [];
  return [
    {
      action,
      subject: { kind: "gate", id: gate.id, name: gate.name },
      before: before && gateFields(before),
      after: after && { ...gateFields(after), ...more },
    },
  ];
}
