import type { Api } from "../../index";
import { usageError } from "../cli-error";
import type { Flags, Given } from "../command";

type Changes = Api.UpdateGateBody;

/** Options that set a gate; `none` clears what may be empty. */
export const GATE_FLAGS: Flags = {
  model: { value: "model", words: "The model that answers" },
  description: { value: "text", words: "What it is for" },
  temperature: { value: "number", words: "From 0 to 2; none leaves it to the model" },
  "system-prompt": { value: "text", words: "What every request is told first; none takes it away" },
  "max-tokens": { value: "number", words: "The longest answer; none leaves it to the model" },
  "top-p": { value: "number", words: "From 0 to 1; none leaves it to the model" },
  "task-type": { value: "task", words: "chat, image, video, tts, embeddings or ocr" },
  strategy: { value: "name", words: "single, fallback, round-robin or weighted" },
  fallback: { value: "models", words: "Models to try next, with commas between" },
  tags: { value: "tags", words: "With commas between" },
  "timeout-ms": { value: "number", words: "How long a model may take to begin" },
  "spending-limit": { value: "USD", words: "What it may spend in a month; none takes the limit away" },
  "spending-enforcement": { value: "kind", words: "block or alert_only" },
};

/** What the options of a command set. The server judges the values, so that there is one place that knows them. */
export function gateChanges(given: Given): Changes {
  const changes: Record<string, unknown> = {};
  for (const [option, field, read] of FIELDS) {
    const text = given.text(option);
    if (text !== undefined) changes[field] = read(text, option);
  }
  return changes as Changes;
}

const words = (text: string) => text;
const wordsOrNull = (text: string) => (text === "none" ? null : text);
const list = (text: string) =>
  text === "none"
    ? []
    : text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== "");

function numberOrNull(text: string, option: string): number | null {
  if (text === "none") return null;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw usageError(`--${option}: use a number.`);
  return value;
}

const FIELDS: Array<[option: string, field: keyof Changes, read: (text: string, option: string) => unknown]> =
  [
    ["model", "model", words],
    ["description", "description", wordsOrNull],
    ["temperature", "temperature", numberOrNull],
    ["system-prompt", "systemPrompt", wordsOrNull],
    ["max-tokens", "maxTokens", numberOrNull],
    ["top-p", "topP", numberOrNull],
    ["task-type", "taskType", words],
    ["strategy", "routingStrategy", words],
    ["fallback", "fallbackModels", list],
    ["tags", "tags", list],
    ["timeout-ms", "timeoutMs", numberOrNull],
    ["spending-limit", "spendingLimit", wordsOrNull],
    ["spending-enforcement", "spendingEnforcement", words],
  ];
