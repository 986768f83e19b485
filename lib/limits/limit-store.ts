import type { LimitWindow } from "@/lib/core/rate-limits";

/** What is to be counted, and how much of it there may be within a window. `counter` names what is counted, for all instances. */
export type Claim = { counter: string; window: LimitWindow; limit: number; amount: number };

/** How a counter stands. */
export type Standing = {
  /** What is counted within the window now. */
  used: number;
  /** Milliseconds until the amount that was claimed fits; 0 when it does now, null when it never will. */
  waitMs: number | null;
  /** Milliseconds until nothing of what is counted now counts any more; 0 for what runs, which nobody knows the end of. */
  resetMs: number;
};

/** `standings` are in the order of the claims, after they were taken when they were. */
export type ClaimAnswer = { isTaken: boolean; standings: Standing[]; takenAtMs: number };

/** A change of what was claimed before, at `takenAtMs`; below 0 to give it back. */
export type Adjustment = { counter: string; window: LimitWindow; amount: number; takenAtMs: number };

/** Where it is counted what there are limits of. */
export type LimitStore = {
  /** Counts all of the claims when each of them fits, and none of them otherwise. */
  claim(claims: readonly Claim[]): ClaimAnswer | Promise<ClaimAnswer>;
  /** Corrects what was claimed; never refused. What no longer counts is left alone. */
  adjust(adjustments: readonly Adjustment[]): void | Promise<void>;
};
