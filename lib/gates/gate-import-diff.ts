import type { Ctx } from "@/lib/context";
import type { GateId } from "@/lib/core/ids";
import { changedBeside } from "./changed-beside";
import { changedFields } from "./changed-fields";
import type { Gate } from "./contract";
import { besideOf, type GateBeside, NOTHING_BESIDE } from "./gate-beside";
import type { GateInFile, GatesFile, WholeGate } from "./gate-in-file";
import type { GateSpending } from "./gate-spending";
import { noLimitWords, planGateSpending, termWithoutLimit } from "./plan-gate-spending";

export type GateImportUpdate = { gate: Gate; changedFields: string[]; before: WholeGate; after: WholeGate };
/** What a file would do. Gates that are not in it are in none of the three: they stay as they are. */
export type GateImportPlan = {
  creates: WholeGate[];
  updates: GateImportUpdate[];
  unchanged: Gate[];
  /** The name of the gate that would be the default no more, where another would. */
  defaultBefore: string | null;
};

type GatesNow = { gates: readonly Gate[]; spending: ReadonlyMap<GateId, GateSpending> };

/**
 * Compares a file with the gates there are. They are matched by name; names that look the same are the same. Throws `invalid_field`
 * with the line for what a limit should be that is not there, and `scope_access` for a change of spending by a key with a scope.
 */
export function gateImportDiff(
  ctx: Pick<Ctx, "actor">,
  file: GatesFile,
  { gates, spending }: GatesNow,
): GateImportPlan {
  const byForm = new Map(gates.map((gate) => [formOf(gate), gate]));
  const chosen = file.gates.find(({ given }) => given.isDefault === true);
  const defaultNow = gates.find(({ isDefault }) => isDefault);
  const isMoved = chosen !== undefined && defaultNow !== undefined && formOf(chosen) !== formOf(defaultNow);
  const plan: GateImportPlan = {
    creates: [],
    updates: [],
    unchanged: [],
    defaultBefore: isMoved ? defaultNow.name : null,
  };
  for (const described of file.gates) {
    const { name, settings } = described;
    const gate = byForm.get(formOf(described));
    const beside = gate === undefined ? NOTHING_BESIDE : besideOf(gate, spending.get(gate.id));
    const isDefault = chosen === undefined ? beside.isDefault : chosen === described;
    const after = { name, settings, beside: { ...besideAfter(ctx, file, described, beside), isDefault } };
    if (gate === undefined) {
      plan.creates.push(after);
      continue;
    }
    const before = { name: gate.name, settings: gate.settings, beside };
    const changed = [...changedFields(before, after), ...changedBeside(beside, after.beside)];
    if (changed.length === 0) plan.unchanged.push(gate);
    else plan.updates.push({ gate, changedFields: changed, before, after });
  }
  return plan;
}

function formOf({ name }: { name: string }): string {
  return name.normalize("NFKC");
}

function besideAfter(
  ctx: Pick<Ctx, "actor">,
  file: GatesFile,
  described: GateInFile,
  before: GateBeside,
): GateBeside {
  const { spending: given, ...rest } = described.given;
  const shown = before.spending ?? undefined;
  const field = termWithoutLimit(shown, given);
  if (field !== null) throw file.refusal(described, field, noLimitWords(field));
  const plan = planGateSpending(ctx, shown, given);
  const spending = plan.kind === "same" ? before.spending : plan.kind === "put" ? plan.terms : null;
  return { ...before, ...rest, spending };
}
