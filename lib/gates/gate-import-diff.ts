import { changedFields } from "./changed-fields";
import type { Gate } from "./contract";
import type { GateInFile } from "./gate-yaml";

export type GateImportUpdate = {
  gate: Gate;
  changedFields: string[];
  before: GateInFile;
  after: GateInFile;
};
/** What a file would do. Gates that are not in it are in none of the three: they stay as they are. */
export type GateImportPlan = { creates: GateInFile[]; updates: GateImportUpdate[]; unchanged: Gate[] };

/** Compares a file with the gates there are. They are matched by name; names that look the same are the same. */
export function gateImportDiff(described: readonly GateInFile[], gates: readonly Gate[]): GateImportPlan {
  const byForm = new Map(gates.map((gate) => [gate.name.normalize("NFKC"), gate]));
  const plan: GateImportPlan = { creates: [], updates: [], unchanged: [] };
  for (const after of described) {
    const gate = byForm.get(after.name.normalize("NFKC"));
    if (gate === undefined) {
      plan.creates.push(after);
      continue;
    }
    const before = { name: gate.name, settings: gate.settings };
    const changed = changedFields(before, after);
    if (changed.length === 0) plan.unchanged.push(gate);
    else plan.updates.push({ gate, changedFields: changed, before, after });
  }
  return plan;
}
