/** What is wrong with a value, as what to write instead; null when it is right. */
export type Rule = (value: unknown) => string | null;

const OVERRIDES = ["model", "temperature", "maxTokens", "topP", "systemPrompt", "responseFormat"];

const text: Rule = (value) => (typeof value === "string" ? null : "use text.");
const filledText: Rule = (value) =>
  typeof value === "string" && value.trim() !== "" ? null : "use text that is not empty.";
const flag: Rule = (value) => (typeof value === "boolean" ? null : "use true or false.");
const weight = between(0, 1);

/** Every field of a gate in a file, and what it takes. */
export const FIELD_RULES: Record<string, Rule> = {
  name: filledText,
  model: filledText,
  description: text,
  taskType: oneOf("chat", "image", "video", "tts", "embeddings", "ocr"),
  taskSubtype: oneOf("reasoning", "code", "realtime"),
  systemPrompt: text,
  systemPromptMode: oneOf("default", "prepend"),
  allowOverrides,
  temperature: between(0, 2),
  maxTokens: whole(1),
  topP: between(0, 1),
  tags: listOfTexts,
  routingStrategy: oneOf("single", "fallback", "round-robin", "weighted"),
  fallbackModels: listOfTexts,
  weights: (value) =>
    isObject(value) && Object.values(value).every((one) => typeof one === "number" && one >= 0)
      ? null
      : "use an object with a number for each model.",
  timeoutMs: whole(100),
  costWeight: weight,
  latencyWeight: weight,
  qualityWeight: weight,
  analysisMethod: oneOf("cost", "balanced", "performance", "custom"),
  maxCostPer1kTokens: above(0),
  maxLatencyMs: above(0),
  taskAnalysis: object,
  reanalysisPeriod: oneOf("daily", "weekly", "monthly", "never"),
  autoApplyRecommendations: flag,
  responseFormatEnabled: flag,
  responseFormatType: oneOf("text", "json_object", "json_schema"),
  responseFormatSchema: object,
  spendingLimit: (value) =>
    /^\d+(\.\d+)?$/.test(String(value)) ? null : 'use an amount in USD, such as "25.00".',
  spendingLimitPeriod: oneOf("monthly", "daily"),
  spendingEnforcement: oneOf("alert_only", "block"),
};

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function object(value: unknown): string | null {
  return isObject(value) ? null : "use an object.";
}

function listOfTexts(value: unknown): string | null {
  return Array.isArray(value) && value.every((one) => typeof one === "string")
    ? null
    : "use a list of texts.";
}

function oneOf(...values: string[]): Rule {
  return (value) => (values.includes(value as string) ? null : `use one of ${values.join(", ")}.`);
}

function between(least: number, most: number): Rule {
  return (value) =>
    typeof value === "number" && value >= least && value <= most
      ? null
      : `use a number from ${least} to ${most}.`;
}

function above(bound: number): Rule {
  return (value) => (typeof value === "number" && value > bound ? null : `use a number above ${bound}.`);
}

function whole(least: number): Rule {
  return (value) =>
    Number.isInteger(value) && (value as number) >= least ? null : `use a whole number of at least ${least}.`;
}

function allowOverrides(value: unknown): string | null {
  const isKnown = (name: unknown) => OVERRIDES.includes(name as string);
  if (typeof value === "boolean") return null;
  if (Array.isArray(value) && value.every(isKnown)) return null;
  if (
    isObject(value) &&
    Object.entries(value).every(([name, on]) => isKnown(name) && typeof on === "boolean")
  )
    return null;
  return `use true, false, a list of fields (${OVERRIDES.join(", ")}), or an object with true or false for each.`;
}
