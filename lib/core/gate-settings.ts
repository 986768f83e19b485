// What a gate says, for the ledger, the rooms, the doors and the browser alike.

/** What a gate is for. */
export const TASK_TYPES = ["chat", "image", "video", "tts", "embeddings", "ocr"] as const;
export const TASK_SUBTYPES = ["reasoning", "code", "realtime"] as const;
export const ROUTING_STRATEGIES = ["single", "fallback", "round-robin", "weighted"] as const;
/** `default`: the gate's prompt is used when a request brings none. `prepend`: it goes in front of the request's own. */
export const SYSTEM_PROMPT_MODES = ["default", "prepend"] as const;
export const RESPONSE_FORMATS = ["text", "json_object", "json_schema"] as const;
export const ANALYSIS_METHODS = ["cost", "balanced", "performance", "custom"] as const;
export const REANALYSIS_PERIODS = ["daily", "weekly", "monthly", "never"] as const;
/** The fields of a gate that a request can replace when the gate lets it. */
export const OVERRIDE_FIELDS = [
  "model",
  "temperature",
  "maxTokens",
  "topP",
  "systemPrompt",
  "responseFormat",
] as const;
export type OverrideField = (typeof OVERRIDE_FIELDS)[number];

/** Everything a person sets on a gate but its name. One object, so that a version of a gate is a copy of it. */
export type GateSettings = {
  description: string | null;
  taskType: (typeof TASK_TYPES)[number];
  taskSubtype: (typeof TASK_SUBTYPES)[number] | null;
  model: string;
  /** Tried in this order after `model`; neither it nor any of them twice. */
  fallbackModels: string[];
  routingStrategy: (typeof ROUTING_STRATEGIES)[number];
  /** Relative share of each model of a `weighted` gate, by model; a model that is not named has none. */
  weights: Record<string, number> | null;
  systemPrompt: string | null;
  systemPromptMode: (typeof SYSTEM_PROMPT_MODES)[number];
  temperature: number | null;
  maxTokens: number | null;
  topP: number | null;
  responseFormatEnabled: boolean;
  responseFormatType: (typeof RESPONSE_FORMATS)[number] | null;
  /** OpenAI's `response_format` object with its `json_schema`. */
  responseFormatSchema: Record<string, unknown> | null;
  /** Which fields a request may replace: `true` is all, `false` is none, else those that are `true` here. */
  allowOverrides: boolean | Partial<Record<OverrideField, boolean>>;
  tags: string[];
  /** Longest time for one attempt at one model, in milliseconds; null leaves the limit to the instance. */
  timeoutMs: number | null;
  /** Weights of the suggestions, 0 to 1. */
  costWeight: number;
  latencyWeight: number;
  qualityWeight: number;
  analysisMethod: (typeof ANALYSIS_METHODS)[number];
  /** The last suggestion that was kept with the gate, as the client gave it. */
  taskAnalysis: Record<string, unknown> | null;
  reanalysisPeriod: (typeof REANALYSIS_PERIODS)[number];
  autoApplyRecommendations: boolean;
};

/** The settings of a gate that names a model and nothing else. */
export const DEFAULT_GATE_SETTINGS: Omit<GateSettings, "model"> = {
  description: null,
  taskType: "chat",
  taskSubtype: null,
  fallbackModels: [],
  routingStrategy: "single",
  weights: null,
  systemPrompt: null,
  systemPromptMode: "default",
  temperature: null,
  maxTokens: null,
  topP: null,
  responseFormatEnabled: false,
  responseFormatType: null,
  responseFormatSchema: null,
  allowOverrides: true,
  tags: [],
  timeoutMs: null,
  costWeight: 0.33,
  latencyWeight: 0.33,
  qualityWeight: 0.34,
  analysisMethod: "balanced",
  taskAnalysis: null,
  reanalysisPeriod: "never",
  autoApplyRecommendations: false,
};
