import type { AccountId, SpendingLimitId } from "@/lib/core/ids";
import type { NanoUsd } from "@/lib/core/money";
import type { SpendingPeriod, SpendingScope } from "@/lib/core/spending";

/** A spending limit as it stands at a moment. */
export type WatchedLimit = {
  period: SpendingPeriod;
  zone: string;
  /** Whether it refuses calls; one that does not only tells. */
  isBlocking: boolean;
  alertPercents: number[];
  /** What is allowed now, with what it is raised by. */
  allowed: NanoUsd;
  /** Until when it is raised; null while it is not. */
  raisedUntil: Date | null;
  /** What counts as spent. */
  used: NanoUsd;
  /** What calls under way may cost at worst. */
  reserved: NanoUsd;
  /** When it first refused a call; for thirty days only in this hour and the one before. */
  refusedAt: Date | null;
  /** When somebody last changed or raised it. */
  changedAt: Date;
  /** When its day, week or month began; 1970 for thirty days and for a lifetime. */
  periodStart: Date;
  resetsAt: Date | null;
};

/** What was told of a limit, and holds until it is over. */
export type ToldOfLimit = {
  percent: number;
  periodStart: Date;
  /** What was allowed then. */
  allowed: NanoUsd;
  isSuspended: boolean;
  raisedAt: Date;
};

/** Whose limit it is, and what was told of it. */
export type WatchedHolder = {
  limitId: SpendingLimitId;
  accountId: AccountId;
  scope: SpendingScope;
  /** Of the account, gate or key. */
  holderId: string;
  holderName: string;
};

/** `limit` is null for one that is gone, or whose gate or key is. */
export type Watched = { holder: WatchedHolder; limit: WatchedLimit | null; told: ToldOfLimit[] };

/** Every part of a limit can be told of once; this one is that a call was refused while there was room for others. */
export const CALL_REFUSED = 0;
/** And this one that nothing is left. */
export const USED_UP = 100;
