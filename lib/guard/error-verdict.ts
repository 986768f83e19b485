import type { KeyHours } from "./hour-tally";
import { usualHour } from "./usual-hour";

const LEAST_ERRORS = 20;
const LEAST_SHARE = 0.5;
/** How far the share must lie above the usual one. */
const ABOVE_USUAL = 0.3;
const TIMES_USUAL = 3;

export type ErrorFacts = {
  hours: KeyHours;
  /** Beginnings of the hours of the key's first call and of now, in Unix milliseconds. */
  firstHour: number;
  hour: number;
  /** The last ten minutes. `errors` are those of the key's own making: bad requests and refusals, not what a provider failed. */
  recent: { requests: number; errors: number };
};

export type ErrorBurst = { requests: number; errors: number; share: number; usualShare: number };

/**
 * Whether most calls of a key fail by its own making although they usually do not; null when they do not, or it is used to it.
 */
export function errorVerdict({ hours, firstHour, hour, recent }: ErrorFacts): ErrorBurst | null {
  const { requests, errors } = recent;
  if (errors < LEAST_ERRORS) return null;
  const share = errors / requests;
  if (share < LEAST_SHARE) return null;
  const usualShare = shareBefore(hours, hour);
  if (share < usualShare + ABOVE_USUAL) return null;
  if (errors <= usualHour(hours, hour, firstHour, "errors").highest * TIMES_USUAL) return null;
  return { requests, errors, share, usualShare };
}

/** True for an hour that may hold a burst: the cheap half of the rule, by a count that has the providers' errors too. */
export function mayHoldErrorBurst(errors: number): boolean {
  return errors >= LEAST_ERRORS;
}

/** Bursts that most keys of an account have at once, which come from something they share and not from a key. */
export function isSharedTrouble(bursts: number, activeKeys: number): boolean {
  return bursts >= 3 && bursts * 2 >= activeKeys;
}

function shareBefore(hours: KeyHours, hour: number): number {
  let [requests, errors] = [0, 0];
  for (const [at, tally] of hours) {
    if (at >= hour) continue;
    requests += tally.requests;
    errors += tally.errors;
  }
  return requests === 0 ? 0 : errors / requests;
}
