import type { Transaction } from "@/db/client";
import type { AuditAction } from "@/lib/audit/contract";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { Gate } from "./contract";
import { gateFields } from "./gate-fields";

/** A gate as the trail needs to know it. */
export type RecordedGate = Pick<Gate, "id" | "name" | "settings" | "isDefault" | "version">;

/**
 * Writes what became of a gate to the trail; nothing when it is as it was. `more` are facts of the change that are no fields of a
 * gate. Call it after everything else in the transaction that changes the gate.
 */
export async function recordGate(
  tx: Transaction,
  ctx: Ctx,
  action: AuditAction,
  { before, after, more }: { before: RecordedGate | null; after: RecordedGate | null; more?: object },
): Promise<void> {
  const gate = after ?? before;
  if (gate === null || before === after) return;
  await recordChange(tx, ctx, {
    action,
    subject: { kind: "gate", id: gate.id, name: gate.name },
    before: before && gateFields(before),
    after: after && { ...gateFields(after), ...more },
  });
}
