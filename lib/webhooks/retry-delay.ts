import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/core/time";

/** How long after each failed attempt the next one follows (Standard Webhooks, "Deliverability and reliability"). */
const DELAYS_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  24 * HOUR_MS,
];

/** A fifth more or less, so that what failed together is not repeated together. */
const JITTER = 0.2;

/**
 * How many milliseconds after the attempt of this number (from 1) the next one follows; null when that was the last. `chance` is
 * from 0 to 1.
 */
export function retryDelay(attempt: number, chance: number): number | null {
  const delayMs = DELAYS_MS[attempt - 1];
  if (delayMs === undefined) return null;
  return Math.round(delayMs * (1 - JITTER + 2 * JITTER * chance));
}
