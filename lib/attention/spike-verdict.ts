/** Requests of a span, with those among them that failed for one cause. */
export type FailedShare = { requests: number; failed: number };

const FEWEST_FAILURES = 10;
const LEAST_SHARE = 0.02;
const TIMES_AS_OFTEN = 3;

/**
 * Whether a cause of failure stands out: at least ten times in the span, in at least 2 % of its requests, and in three times the
 * share of the requests before. A cause that was as common before is no spike, however common it is.
 */
export function isSpike(now: FailedShare, before: FailedShare): boolean {
  if (now.failed < FEWEST_FAILURES || now.failed / now.requests < LEAST_SHARE) return false;
  return now.failed * before.requests >= TIMES_AS_OFTEN * before.failed * now.requests;
}
