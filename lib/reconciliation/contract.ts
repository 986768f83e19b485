import type { ReportId } from "@/lib/core/ids";

export const REPORT_MAX_BYTES = 10 * 1024 * 1024;
export const REPORT_MAX_LINES = 100_000;
/** How many days one comparison spans at most. */
export const RECONCILIATION_MAX_DAYS = 93;

export const REPORT_FORMATS = [
  "openai usage",
  "openai costs",
  "anthropic usage",
  "anthropic cost",
  "csv",
] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What a report says of a model on a UTC day (`2026-11-28`). Null where it does not say. Token classes do not overlap. */
export type ReportDay = {
  day: string;
  model: string;
  requests: number | null;
  inputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  outputTokens: number | null;
  costNanoUsd: bigint | null;
};

/** A file as it was understood, before anything is stored. */
export type ReadReport = {
  provider: string;
  format: ReportFormat;
  /** One per day and model. */
  days: ReportDay[];
  /** Columns or fields that were read, and those that were not, by their own names. */
  understood: string[];
  ignored: string[];
  /** What whoever imports it should know, in sentences. */
  notices: string[];
};

/** What is wrong with a line of a file, counted from 1; a part of a JSON file counts its results. */
export type LineProblem = { line: number; message: string };

/** A report that was imported. */
export type ProviderReport = {
  id: ReportId;
  provider: string;
  format: string;
  fileName: string;
  createdAt: Date;
  firstDay: string;
  lastDay: string;
  models: number;
  /** How many days of models it has. */
  cells: number;
  /** Null when it names no amount at all. */
  costNanoUsd: bigint | null;
};

/** Why a provider's number differs from ours. `rest` is what nothing explains. */
export const GAP_CAUSES = [
  "outside",
  "unpriced",
  "price_version",
  "late_usage",
  "estimated",
  "rounding",
  "other_charges",
  "not_reported_yet",
  "rest",
] as const;
export type GapCause = (typeof GAP_CAUSES)[number];

/** A part of a difference; null when there is no price to say it in money. */
export type GapPart = { cause: GapCause; nanoUsd: bigint | null };

export type Tokens = {
  input: number;
  cachedInput: number;
  cacheWrite: number;
  cacheWrite1h: number;
  output: number;
  audioInput: number;
  audioOutput: number;
};

/** What the provider says of a cell, all reports together. */
export type Theirs = {
  requests: number | null;
  /** Null when no report names tokens. */
  tokens: Tokens | null;
  costNanoUsd: bigint | null;
};

/** What the log's sums say of it. */
export type Ours = {
  /** All requests, and those that a provider can have counted: answered, or left by the client. */
  requests: number;
  counted: number;
  unpriced: number;
  /** Requests whose tokens are estimated or were interrupted. */
  unsure: number;
  tokens: Tokens;
  /** Tokens of the requests without a price, and of the unsure ones. */
  unpricedTokens: Tokens;
  unsureTokens: Tokens;
  costNanoUsd: bigint;
};

/** A day of a model, compared. */
export type ReconciledDay = {
  day: string;
  /** As the price list names it; dated variants are one model. */
  model: string;
  /** The names that our requests have for it. */
  names: string[];
  theirs: Theirs | null;
  ours: Ours;
  /** Theirs less ours; null when there is no price to say it in money. */
  differenceNanoUsd: bigint | null;
  /** True when the report names no amount and its tokens were valued at our price. */
  isValued: boolean;
  /** Add up to the difference, to the nano-dollar. */
  parts: GapPart[];
};

export type CauseTotal = { cause: GapCause; nanoUsd: bigint; days: number; unknown: number };

export type Reconciliation = {
  provider: string;
  /** First and last UTC day; both belong to it. */
  from: string;
  to: string;
  days: ReconciledDay[];
  theirsNanoUsd: bigint;
  oursNanoUsd: bigint;
  differenceNanoUsd: bigint;
  /** Add up to the difference. */
  causes: CauseTotal[];
  /** Days of models whose difference cannot be said in money. */
  unknown: number;
  /** Share of the provider's usage that went through Layer, from 0 to 1; null when nothing is reported. */
  captureRate: number | null;
  /** The last UTC day that any report of the provider speaks of. */
  reportedUntil: string | null;
};

export const NO_TOKENS: Tokens = {
  input: 0,
  cachedInput: 0,
  cacheWrite: 0,
  cacheWrite1h: 0,
  output: 0,
  audioInput: 0,
  audioOutput: 0,
};
