import type { KeyId } from "@/lib/core/ids";

/** Sums over calls. `calls` includes the failed ones; token classes do not overlap, but reasoning is part of output. */
export type DamageSums = {
  calls: number;
  errors: number;
  /** Calls whose cost is not known: they are not in the cost. */
  unpriced: number;
  costNanoUsd: bigint;
  inputTokens: number;
  cachedInputTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  audioTokens: number;
};

/** The calls of one model, gate, network, program or endpoint. */
export type DamageGroup = DamageSums & {
  /** What they have in common; null for calls without one, as those that never came to a model. */
  value: string | null;
  /** A gate's name; otherwise the same as `value`. */
  label: string | null;
  firstAt: Date;
  lastAt: Date;
  /** True when the key had it never before in the days compared with; null when there is nothing to compare with. */
  isNew: boolean | null;
};

/** Groups with the most calls first. Past the 200th they are summed in `others`, so that the sums stay whole. */
export type DamageSplit = { groups: DamageGroup[]; others: (DamageSums & { values: number }) | null };

export const DAMAGE_SPLITS = ["models", "gates", "networks", "agents", "endpoints"] as const;
export type DamageSplitName = (typeof DAMAGE_SPLITS)[number];

/** What a day of the key was like before: the median over whole UTC days, those without a call included. */
export type NormalDay = {
  days: number;
  calls: number;
  errors: number;
  unpriced: number;
  costNanoUsd: bigint;
};

/** Calls whose rows have expired, so that they are in none of the sums: those that began before `until`. */
export type ExpiredCalls = { calls: number; until: Date };

/** What a key did since a moment. */
export type DamageReport = {
  keyId: KeyId;
  since: Date;
  total: DamageSums;
  /** Null when the rows of all calls since then are there. */
  expired: ExpiredCalls | null;
  firstAt: Date | null;
  lastAt: Date | null;
  splits: Record<DamageSplitName, DamageSplit>;
  /** The first call of the 30 days before `since`; null when there is none to compare with. */
  comparedFrom: Date | null;
  normalDay: NormalDay | null;
};

/** A moment since which to look, and what speaks for it. */
export type SuggestedSince = {
  at: Date;
  reason: "new network" | "new model" | "last day";
  /** The network or the model. */
  what: string | null;
};
