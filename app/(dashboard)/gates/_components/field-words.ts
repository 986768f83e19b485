import {
  type GateSettings,
  OVERRIDE_FIELDS,
  type OverrideField,
  type ROUTING_STRATEGIES,
  type TASK_TYPES,
} from "@/lib/core/gate-settings";

/** What a gate is to a person: its name and everything set on it. */
export type Said = { name: string; settings: GateSettings };

export const TASK_WORDS: Record<(typeof TASK_TYPES)[number], string> = {
  chat: "Chat",
  image: "Image",
  video: "Video",
  tts: "Speech",
  embeddings: "Embeddings",
  ocr: "Text recognition",
};

export const STRATEGY_WORDS: Record<(typeof ROUTING_STRATEGIES)[number], string> = {
  single: "Single",
  fallback: "Fallback",
  "round-robin": "Round-robin",
  weighted: "Weighted",
};

export const PROMPT_MODE_WORDS: Record<GateSettings["systemPromptMode"], string> = {
  default: "When a request brings none",
  prepend: "In front of the request’s own",
};

export const OVERRIDE_WORDS: Record<OverrideField, string> = {
  model: "model",
  temperature: "temperature",
  maxTokens: "max tokens",
  topP: "top-p",
  systemPrompt: "system prompt",
  responseFormat: "response format",
};

/** A field of a gate as people see it. The models are one list, though two fields keep it. */
type Shown = { field: string; label: string; words: (said: Said) => string };

const NONE = "not set";
const text = (value: string | number | null) => (value === null || value === "" ? NONE : String(value));
const json = (value: unknown) => (value === null ? NONE : JSON.stringify(sorted(value), null, 2));
const weight = (name: keyof GateSettings & `${string}Weight`) => (said: Said) => text(said.settings[name]);

const SHOWN: Shown[] = [
  { field: "name", label: "Name", words: ({ name }) => text(name) },
  { field: "description", label: "Description", words: ({ settings }) => text(settings.description) },
  { field: "taskType", label: "Task type", words: ({ settings }) => TASK_WORDS[settings.taskType] },
  { field: "taskSubtype", label: "Subtype", words: ({ settings }) => text(settings.taskSubtype) },
  { field: "tags", label: "Tags", words: ({ settings }) => text(settings.tags.join(", ")) },
  {
    field: "model",
    label: "Models",
    words: ({ settings }) => text(modelsOf(settings).filter(Boolean).join(" → ")),
  },
  {
    field: "routingStrategy",
    label: "Strategy",
    words: ({ settings }) => STRATEGY_WORDS[settings.routingStrategy],
  },
  { field: "weights", label: "Weights", words: ({ settings }) => weightWords(settings.weights) },
  { field: "timeoutMs", label: "Timeout", words: ({ settings }) => timeoutWords(settings.timeoutMs) },
  { field: "temperature", label: "Temperature", words: ({ settings }) => text(settings.temperature) },
  { field: "maxTokens", label: "Max tokens", words: ({ settings }) => text(settings.maxTokens) },
  { field: "topP", label: "Top-p", words: ({ settings }) => text(settings.topP) },
  {
    field: "responseFormatType",
    label: "Response format",
    words: ({ settings }) =>
      settings.responseFormatEnabled ? text(settings.responseFormatType ?? "text") : "left to the request",
  },
  {
    field: "responseFormatSchema",
    label: "JSON schema",
    words: ({ settings }) => json(settings.responseFormatSchema),
  },
  {
    field: "allowOverrides",
    label: "Callers may override",
    words: ({ settings }) => overrideWords(settings.allowOverrides),
  },
  { field: "systemPrompt", label: "System prompt", words: ({ settings }) => text(settings.systemPrompt) },
  {
    field: "systemPromptMode",
    label: "Use of the system prompt",
    words: ({ settings }) => PROMPT_MODE_WORDS[settings.systemPromptMode],
  },
  { field: "costWeight", label: "Cost weight", words: weight("costWeight") },
  { field: "latencyWeight", label: "Latency weight", words: weight("latencyWeight") },
  { field: "qualityWeight", label: "Quality weight", words: weight("qualityWeight") },
  {
    field: "analysisMethod",
    label: "Analysis method",
    words: ({ settings }) => text(settings.analysisMethod),
  },
  { field: "taskAnalysis", label: "Task analysis", words: ({ settings }) => json(settings.taskAnalysis) },
  {
    field: "reanalysisPeriod",
    label: "Reanalysis",
    words: ({ settings }) => text(settings.reanalysisPeriod),
  },
  {
    field: "autoApplyRecommendations",
    label: "Apply suggestions by itself",
    words: ({ settings }) => (settings.autoApplyRecommendations ? "yes" : "no"),
  },
];

const SAME_AS: Record<string, string> = {
  fallbackModels: "model",
  responseFormatEnabled: "responseFormatType",
};

/** Every field in the order of the editor, with its value in words. */
export const SHOWN_FIELDS: readonly Shown[] = SHOWN;

/** The name that a field has on the screen; a field that the screen does not know keeps its own. */
export function fieldLabel(field: string): string {
  const shown = SHOWN.find((candidate) => candidate.field === (SAME_AS[field] ?? field));
  return shown?.label ?? field;
}

/** The place of a field in the editor; one that the screen does not know comes last. */
export function fieldPlace(field: string): number {
  const place = SHOWN.findIndex((candidate) => candidate.field === (SAME_AS[field] ?? field));
  return place === -1 ? SHOWN.length : place;
}

/** The models of a gate in the order in which they are tried. */
export function modelsOf({
  model,
  fallbackModels,
}: Pick<GateSettings, "model" | "fallbackModels">): string[] {
  return [model, ...fallbackModels];
}

/** True when a request may replace the field. */
export function mayOverride(allowed: GateSettings["allowOverrides"], field: OverrideField): boolean {
  return typeof allowed === "boolean" ? allowed : allowed[field] === true;
}

/** The same permissions with one changed; all or none of them are kept as a plain yes or no. */
export function withOverride(
  allowed: GateSettings["allowOverrides"],
  field: OverrideField,
  may: boolean,
): GateSettings["allowOverrides"] {
  const open = OVERRIDE_FIELDS.filter((each) => (each === field ? may : mayOverride(allowed, each)));
  if (open.length === 0 || open.length === OVERRIDE_FIELDS.length) return open.length > 0;
  return Object.fromEntries(open.map((each) => [each, true]));
}

function overrideWords(allowed: GateSettings["allowOverrides"]): string {
  const open = OVERRIDE_FIELDS.filter((field) => mayOverride(allowed, field));
  if (open.length === OVERRIDE_FIELDS.length) return "everything";
  return open.length === 0 ? "nothing" : open.map((field) => OVERRIDE_WORDS[field]).join(", ");
}

function weightWords(weights: GateSettings["weights"]): string {
  const shares = Object.entries(weights ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return shares.length === 0 ? NONE : shares.map(([model, share]) => `${model} ${share}`).join(", ");
}

function timeoutWords(timeoutMs: number | null): string {
  return timeoutMs === null ? NONE : `${timeoutMs / 1_000} s`;
}

/** The database does not keep the order of an object's keys, so the same object is written the same way. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
