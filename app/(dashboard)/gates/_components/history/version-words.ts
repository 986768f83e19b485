import type { GateVersion } from "@/lib/gates/contract";
import { fieldLabel } from "../field-words";

/** A save as the browser gets it; `createdAt` is ISO 8601. */
export type SavedVersion = Omit<GateVersion, "createdAt"> & { createdAt: string };

const ACTIONS: Record<GateVersion["action"], string> = {
  create: "Created",
  manual_update: "Changed",
  auto_update: "Changed by a suggestion",
  reanalysis: "Analysed again",
  rollback: "Restored",
};

/** What a save did, in a few words: `Changed: Models, Temperature`. */
export function versionWords({ action, changedFields, restoredVersion }: SavedVersion): string {
  if (action === "rollback" && restoredVersion !== null) return `Restored version ${restoredVersion}`;
  const labels = [...new Set(changedFields.map(fieldLabel))];
  return labels.length === 0 ? ACTIONS[action] : `${ACTIONS[action]}: ${labels.join(", ")}`;
}

/** The two versions that are compared, older first; null until there are two. */
export function chosenPair(versions: readonly SavedVersion[], chosen: readonly string[]) {
  const found = versions.filter(({ id }) => chosen.includes(id)).sort((a, b) => a.version - b.version);
  const [older, newer] = found;
  return older === undefined || newer === undefined ? null : { older, newer };
}

/** The choice with one more; the oldest choice gives way to a third. */
export function withChoice(chosen: readonly string[], id: string): string[] {
  if (chosen.includes(id)) return chosen.filter((other) => other !== id);
  return [...chosen, id].slice(-2);
}
