/** The providers that instances speak to by name. */
export const SUPPORTED_PROVIDERS = ["openai", "anthropic", "google", "mistral"] as const;
export type SupportedProvider = (typeof SUPPORTED_PROVIDERS)[number];

export const ANALYSIS_METHODS = ["cost", "balanced", "performance", "custom"] as const;
export type AnalysisMethod = (typeof ANALYSIS_METHODS)[number];

export const ROUTING_STRATEGIES = ["single", "fallback", "round-robin"] as const;
export type RoutingStrategy = (typeof ROUTING_STRATEGIES)[number];

export const REANALYSIS_PERIODS = ["daily", "weekly", "monthly", "never"] as const;
export type ReanalysisPeriod = (typeof REANALYSIS_PERIODS)[number];

export const APPLIED_BY_VALUES = ["user", "auto"] as const;
export type AppliedBy = (typeof APPLIED_BY_VALUES)[number];

export const ACTIVITY_ACTIONS = ["manual_update", "auto_update", "reanalysis", "rollback"] as const;
export type ActivityAction = (typeof ACTIVITY_ACTIONS)[number];

/** Stands for the model where an adapter chooses it; kept for code that compares with it. */
export const ADAPTER_HANDLED = "__ADAPTER_HANDLED__";

/** What a gate may let a request override. */
export enum OverrideField {
  Model = "model",
  Temperature = "temperature",
  MaxTokens = "maxTokens",
  TopP = "topP",
}
