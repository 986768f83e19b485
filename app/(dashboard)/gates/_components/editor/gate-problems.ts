import type { GateSettings } from "@/lib/core/gate-settings";
import type { GateProblem } from "@/lib/gates/contract";
import { gateNameProblem } from "@/lib/gates/gate-name-problem";
import { gateFaults } from "@/lib/gates/gate-problems";
import { fieldPlace, type Said } from "../field-words";
import { plainProblem } from "../gate-state";
import type { Faults } from "./gate-form";

export type EditorTab = "basics" | "models" | "parameters" | "prompt" | "history";

const TAB_OF: Record<string, EditorTab> = {
  name: "basics",
  description: "basics",
  taskType: "basics",
  taskSubtype: "basics",
  tags: "basics",
  model: "models",
  fallbackModels: "models",
  routingStrategy: "models",
  weights: "models",
  timeoutMs: "models",
  systemPrompt: "prompt",
  systemPromptMode: "prompt",
};

/** Where in the editor a field stands. */
export function tabOf(field: string): EditorTab {
  return TAB_OF[field] ?? "parameters";
}

/** What this very browser can say against a draft. A model that is not chosen yet is a fault of its line. */
export function draftProblems({ name, settings }: Said, faults: Faults): GateProblem[] {
  const error = (field: string, message: string): GateProblem => ({ field, severity: "error", message });
  const nameFault = gateNameProblem(name);
  const read = Object.entries(faults).map(([field, message]) => error(field, message ?? ""));
  const missing = [settings.model, ...settings.fallbackModels].includes("")
    ? [error("model", "Choose a model for each line, or remove the line.")]
    : [];
  const own = nameFault === null ? [] : [error("name", nameFault)];
  const rules = gateFaults(withoutBlanks(settings)).filter(({ field }) => faults[field] === undefined);
  return [...own, ...read, ...missing, ...rules];
}

/** Lines without a model are told apart already; the rules would call them doubles of each other. */
function withoutBlanks(settings: GateSettings): GateSettings {
  return { ...settings, fallbackModels: settings.fallbackModels.filter((model) => model !== "") };
}

/** One list of problems without doubles, in plain sentences: errors first, each kind in the order of the editor. */
export function mergedProblems(...lists: ReadonlyArray<readonly GateProblem[]>): GateProblem[] {
  const seen = new Set<string>();
  return lists
    .flat()
    .map((problem) => ({ ...problem, message: plainProblem(problem.message) }))
    .filter(({ field, message }) => {
      const isNew = !seen.has(`${field} ${message}`);
      seen.add(`${field} ${message}`);
      return isNew;
    })
    .sort((a, b) => a.severity.localeCompare(b.severity) || fieldPlace(a.field) - fieldPlace(b.field));
}
