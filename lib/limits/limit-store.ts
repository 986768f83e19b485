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

export type ClaimAnswer = {
  isTaken: boolean;
  /** In the order of the claims, after they were taken when they were. */
  standings: Standing[];
  /** Unix milliseconds by the clock of the store. */
  takenAtMs: number;
  /** True when this instance counted by itself, as the store that all share was away. */
  isAlone?: boolean;
};

/** A change of what was claimed before, as its answer said; an amount below 0 gives it back. */
export type Adjustment = Pick<Claim, "counter" | "window" | "amount"> &
  Pick<ClaimAnswer, "takenAtMs" | "isAlone">;

/** Where it is counted what there are limits of. */
export type LimitStore = {
  /** Counts all of the claims when each of them fits, and none of them otherwise. */
  claim(claims: readonly Claim[]): ClaimAnswer | Promise<ClaimAnswer>;
  /** Corrects what was claimed; never refused. What no longer counts is left alone. */
  adjust(adjustments: readonly Adjustment[]): void | Promise<void>;
};
