/** What is wrong with a value, as what to write instead; null when it is right. */
export type Rule = (value: unknown) => string | null;

const OVERRIDES = ["model", "temperature", "maxTokens", "topP", "systemPrompt", "responseFormat"];

const LIMITS = [
  "requestsPerMinute",
  "tokensPerMinute",
  "requestsPerDay",
  "requestsPerMonth",
  "concurrentRequests",
];

const text: Rule = (value) => (typeof value === "string" ? null : "use text.");
const filledText: Rule = (value) =>
  typeof value === "string" && value.trim() !== "" ? null : "use text that is not empty.";
const flag: Rule = (value) => (typeof value === "boolean" ? null : "use true or false.");
const weight = between(0, 1);

/** Every field of a gate in a file, and what it takes. */
export const FIELD_RULES: Record<string, Rule> = {
  name: (value) =>
    filledText(value) ??
    ([...(value as string).trim()].length <= 100 ? null : "use text of at most 100 characters."),
  model: filledText,
  description: text,
  taskType: oneOf("chat", "image", "video", "tts", "embeddings", "ocr"),
  taskSubtype: oneOf("reasoning", "code", "realtime"),
  systemPrompt: text,
  systemPromptMode: oneOf("default", "prepend"),
  allowOverrides,
  temperature: between(0, 2),
  maxTokens: whole(1, 10_000_000),
  topP: between(0, 1),
  tags: atMost(20),
  routingStrategy: oneOf("single", "fallback", "round-robin", "weighted"),
  fallbackModels: atMost(10),
  weights: (value) =>
    isObject(value) && Object.values(value).every((one) => between(0, 1_000)(one) === null)
      ? null
      : "use an object with a number from 0 to 1000 for each model.",
  timeoutMs: whole(100, 3_600_000),
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
  limits,
  payloads,
  isDefault: (value) => (value === true ? null : "use true, or leave it out."),
};

function limits(value: unknown): string | null {
  const isLimit = ([name, most]: [string, unknown]) =>
    LIMITS.includes(name) && Number.isInteger(most) && between(0, 1e12)(most) === null;
  return isObject(value) && Object.entries(value).every(isLimit)
    ? null
    : `use an object with whole numbers from 0 to 1000000000000 for some of ${LIMITS.join(", ")}.`;
}

function payloads(value: unknown): string | null {
  const isRight =
    isObject(value) &&
    Object.keys(value).sort().join() === "keepDays,redact,store" &&
    flag(value.store) === null &&
    Number.isInteger(value.keepDays) &&
    between(1, 90)(value.keepDays) === null &&
    listOfTexts(value.redact) === null &&
    areFieldNames(value.redact as string[]);
  return isRight
    ? null
    : "use an object with store (true or false), keepDays (1 to 90) and redact (a list of names).";
}

/** Names as the server keeps them, so that none is refused after other changes were saved. */
function areFieldNames(names: string[]): boolean {
  const isName = (name: string) => name === name.trim() && /^[^\p{Cc}\p{Surrogate}]{1,100}$/u.test(name);
  return names.length <= 50 && new Set(names).size === names.length && names.every(isName);
}

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

function atMost(most: number): Rule {
  return (value) =>
    listOfTexts(value) ?? ((value as string[]).length <= most ? null : `use at most ${most}.`);
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

function whole(least: number, most: number): Rule {
  return (value) =>
    Number.isInteger(value) && between(least, most)(value) === null
      ? null
      : `use a whole number from ${least} to ${most}.`;
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
