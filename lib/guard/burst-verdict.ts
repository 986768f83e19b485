import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { amountIn, type KeyHours, type Measure } from "./hour-tally";
import { type Usual, usualHour } from "./usual-hour";

/** Below this nothing is a burst: a dollar, or 300 calls of unknown cost. */
export const LEAST_BURST: Record<"spentNanoUsd" | "unpriced", number> = {
  spentNanoUsd: 1_000_000_000,
  unpriced: 300,
};

/** A burst is more than three times what was ever usual around this hour. */
const TIMES_USUAL = 3;
/** A key whose hours were not alike is held against the largest of them. */
const TIMES_LARGEST = 3;
const MEMORY_MS = 28 * DAY_MS;

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
  const allowed = Math.max(
    leastAllowed(usual, least),
    largestIfIrregular(facts, measure, least) * TIMES_LARGEST,
  );
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

/**
 * The largest hour of the last four weeks of a key that surprised once before in that time, as people do who work when it suits
 * them; 0 for a key that did not.
 */
function largestIfIrregular({ hours, hour, firstHour }: BurstFacts, measure: Measure, least: number): number {
  let [largest, isIrregular] = [0, false];
  const from = Math.max(hour - MEMORY_MS, firstHour);
  for (let at = hour - HOUR_MS; at >= from; at -= HOUR_MS) {
    const amount = amountIn(hours, at, measure);
    if (amount <= least) continue;
    largest = Math.max(largest, amount);
    isIrregular ||=
      at >= firstHour + DAY_MS && amount > leastAllowed(usualHour(hours, at, firstHour, measure), least);
  }
  return isIrregular ? largest : 0;
}
