import type { GateSettings } from "@/lib/core/gate-settings";

/** What is wrong with a gate. An `error` keeps it from being saved; a `warning` says what will not do what it seems to. */
export type GateProblem = {
  field: string;
  severity: "error" | "warning";
  message: string;
  /** What would cure it, where that is not done on the gate itself. */
  cure?: "provider key";
};

const error = (field: string, message: string): GateProblem => ({ field, severity: "error", message });
const warning = (field: string, message: string): GateProblem => ({ field, severity: "warning", message });

/** What can be said of settings by looking at nothing else. Errors come first. */
export function gateFaults(settings: GateSettings): GateProblem[] {
  const faults = [
    ...modelFaults(settings),
    ...weightFaults(settings),
    ...formatFaults(settings),
    ...routingWarnings(settings),
    ...promptWarnings(settings),
  ];
  return faults.toSorted((a, b) => a.severity.localeCompare(b.severity));
}

function modelFaults({ model, fallbackModels }: GateSettings): GateProblem[] {
  const seen = new Set<string>();
  return fallbackModels.flatMap((fallback) => {
    if (fallback === model) {
      return [
        error("fallbackModels", `"${fallback}" is the gate's model already. It cannot be its own fallback.`),
      ];
    }
    if (seen.has(fallback)) return [error("fallbackModels", `"${fallback}" is listed twice.`)];
    seen.add(fallback);
    return [];
  });
}

function weightFaults({ model, fallbackModels, weights, routingStrategy }: GateSettings): GateProblem[] {
  if (weights === null) {
    if (routingStrategy !== "weighted") return [];
    return [error("weights", "Give each model its share: the strategy weighted chooses by it.")];
  }
  const models = new Set([model, ...fallbackModels]);
  const strangers = Object.keys(weights).filter((name) => !models.has(name));
  const faults = strangers.map((name) =>
    error("weights", `"${name}" has a weight but is not a model of this gate.`),
  );
  if (!Object.values(weights).some((weight) => weight > 0)) {
    faults.push(error("weights", "At least one model needs a weight above 0."));
  }
  if (routingStrategy !== "weighted") {
    faults.push(warning("weights", `Weights have no effect with the strategy ${routingStrategy}.`));
  }
  return faults;
}

function formatFaults(settings: GateSettings): GateProblem[] {
  const { responseFormatEnabled: on, responseFormatType: type, responseFormatSchema: schema } = settings;
  if (on && type === null) return [error("responseFormatType", "Choose the format of the answers.")];
  if (on && type === "json_schema" && schema === null) {
    return [error("responseFormatSchema", "Give the schema that answers have to follow.")];
  }
  if (schema !== null && type !== "json_schema") {
    return [
      error("responseFormatSchema", "A schema needs the format json_schema. Choose it or clear the schema."),
    ];
  }
  return [];
}

function routingWarnings({ routingStrategy, fallbackModels }: GateSettings): GateProblem[] {
  if (routingStrategy === "single" && fallbackModels.length > 0) {
    return [warning("routingStrategy", "The strategy single never tries the fallback models.")];
  }
  if (routingStrategy !== "single" && fallbackModels.length === 0) {
    return [
      warning("routingStrategy", `The strategy ${routingStrategy} needs a second model to do anything.`),
    ];
  }
  return [];
}

function promptWarnings(settings: GateSettings): GateProblem[] {
  const { taskType, taskSubtype, systemPrompt, systemPromptMode } = settings;
  const found: GateProblem[] = [];
  if (taskSubtype !== null && taskType !== "chat") {
    found.push(warning("taskSubtype", "Only chat gates have a subtype."));
  }
  if (systemPromptMode === "prepend" && (systemPrompt ?? "") === "") {
    found.push(warning("systemPromptMode", "There is no system prompt to put in front of a request's own."));
  }
  return found;
}
