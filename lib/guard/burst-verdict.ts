import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { learnedAt } from "./has-learned";
import { amountIn, type KeyHours, type Measure } from "./hour-tally";
import { type Usual, usualHour } from "./usual-hour";

/** Below this nothing is a burst: a dollar, or 300 calls of unknown cost. */
export const LEAST_BURST: Record<"spentNanoUsd" | "unpriced", number> = {
  spentNanoUsd: 1_000_000_000,
  unpriced: 300,
};

/** A burst is more than three times what was ever usual around this hour. */
const TIMES_USUAL = 3;
/** A key whose hours were never alike may go half beyond the most surprising of them. */
const BEYOND_SURPRISE = 1.5;
const SURPRISE_MS = 28 * DAY_MS;

export type BurstFacts = {
  hours: KeyHours;
  /** Beginning of the hour of the key's first call, in Unix milliseconds. */
  firstHour: number;
  /** Beginning of the present hour, in Unix milliseconds. */
  hour: number;
  /** What the key did in the last ten minutes. */
  lastMinutes: number;
};

export type Burst = Usual & {
  amount: number;
  /** Where the amount was: in the last ten minutes, or since the hour began. */
  span: "minutes" | "hour";
  /** What would have been accepted. */
  allowed: number;
};

/**
 * Whether a key does far more than it does at this hour of the week, by one measure; null when it does not. The ten minutes are
 * held against a whole hour, because a job may do in minutes what it has for the hour. `least` is the amount below which
 * nothing is a burst.
 */
export function burstVerdict(facts: BurstFacts, measure: Measure, least: number): Burst | null {
  const { hours, hour, firstHour, lastMinutes } = facts;
  const inHour = amountIn(hours, hour, measure);
  const most = Math.max(lastMinutes, inHour);
  const usual = usualHour(hours, hour, firstHour, measure);
  if (most <= leastAllowed(usual, least)) return null;
  const allowed = Math.max(least, usual.highest * timesAllowed(facts, measure, least));
  if (most <= allowed) return null;
  const inMinutes = lastMinutes > allowed;
  return {
    ...usual,
    allowed,
    span: inMinutes ? "minutes" : "hour",
    amount: inMinutes ? lastMinutes : inHour,
  };
}

/** What is accepted of any key with this past: the cheap half of the rule, for leaving out nearly all keys. */
export function leastAllowed({ highest }: Usual, least: number): number {
  return Math.max(least, highest * TIMES_USUAL);
}

function timesAllowed({ hours, hour, firstHour }: BurstFacts, measure: Measure, least: number): number {
  let surprise = 0;
  const from = Math.max(hour - SURPRISE_MS, learnedAt(firstHour));
  for (let at = hour - HOUR_MS; at >= from; at -= HOUR_MS) {
    const amount = amountIn(hours, at, measure);
    if (amount <= least) continue;
    const { highest } = usualHour(hours, at, firstHour, measure);
    surprise = Math.max(surprise, amount / Math.max(highest, least / TIMES_USUAL));
  }
  return Math.max(TIMES_USUAL, surprise * BEYOND_SURPRISE);
}
