import type { Transaction } from "@/db/client";
import { appendChanges, type Change } from "@/lib/audit/append-changes";
import type { Ctx } from "@/lib/context";
import type { GateId, SpendingLimitId } from "@/lib/core/ids";
import { writeNewGate } from "./add-gate";
import { changesSpending } from "./changed-beside";
import type { Gate } from "./contract";
import { type GateBeside, NOTHING_BESIDE } from "./gate-beside";
import type { GateImportPlan } from "./gate-import-diff";
import type { GateSpendingInput } from "./plan-gate-spending";
import { gateChanges, type RecordedGate } from "./record-gate";
import { saveGate } from "./save-gate";
import { writeDefaultGate } from "./write-default-gate";
import { writeGatePolicies } from "./write-gate-policies";
import { writeGateSpending } from "./write-gate-spending";

const NOTE = "Imported from a file";

/** A gate whose settings are written, and what it has beside them before and after. */
type Written = {
  gate: RecordedGate & Pick<Gate, "limits" | "payloads">;
  before: GateBeside;
  after: GateBeside;
};

/**
 * Does what a plan says to locked gates of a held account. `limitIds` are to be squared after the commit. First gates and names, then
 * spending, the trail last: whoever waits for one of them must not hold what is still to be written.
 */
export async function writeImport(
  tx: Transaction,
  ctx: Ctx,
  plan: GateImportPlan,
): Promise<{ createdIds: Set<GateId>; limitIds: SpendingLimitId[] }> {
  const { written, changes } = await writeSettings(tx, ctx, plan);
  for (const { gate, after } of written) {
    const { limits, payloads } = after;
    changes.push(...(await writeGatePolicies(tx, ctx, gate, { limits, payloads })).changes);
  }
  const chosen = written.find(({ after }) => after.isDefault);
  if (chosen !== undefined) changes.push(...(await writeDefaultGate(tx, ctx, chosen.gate)));
  const limitIds: SpendingLimitId[] = [];
  for (const { gate, before, after } of written) {
    if (!changesSpending(before, after)) continue;
    const spending = await writeGateSpending(tx, ctx, gate.id, givenOf(after));
    changes.push(...spending.changes);
    if (spending.limitId !== null) limitIds.push(spending.limitId);
  }
  await appendChanges(tx, ctx, changes);
  const created = written.slice(0, plan.creates.length);
  return { createdIds: new Set(created.map(({ gate }) => gate.id)), limitIds };
}

/** New gates, then those that change, as the plan has them. */
async function writeSettings(
  tx: Transaction,
  ctx: Ctx,
  { creates, updates }: GateImportPlan,
): Promise<{ written: Written[]; changes: Change[] }> {
  const written: Written[] = [];
  const changes: Change[] = [];
  const more = { note: NOTE };
  for (const { name, settings, beside: after } of creates) {
    const made = await writeNewGate(tx, ctx, name, settings);
    written.push({ gate: { ...made, limits: null, payloads: null }, before: NOTHING_BESIDE, after });
    changes.push(...gateChanges("gate.created", { before: null, after: made, more }));
  }
  for (const { gate: was, before, after } of updates) {
    const { name, settings } = after;
    const { gate } = await saveGate(tx, ctx, was, { name, settings, action: "manual_update", note: NOTE });
    written.push({ gate, before: before.beside, after: after.beside });
    changes.push(...gateChanges("gate.updated", { before: was, after: gate, more }));
  }
  return { written, changes };
}

function givenOf({ spending }: GateBeside): GateSpendingInput {
  if (spending === null) return { amount: null };
  const { amountNanoUsd: amount, ...terms } = spending;
  return { amount, ...terms };
}
