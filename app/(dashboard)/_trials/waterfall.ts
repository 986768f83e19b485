import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import type { TrialAttempt } from "@/lib/gates/trial-contract";

/** One attempt as a bar on a common time axis; places and widths are percent of the axis. */
export type Bar = {
  attempt: TrialAttempt;
  startPercent: number;
  widthPercent: number;
  outcome: "answered" | "failed" | "skipped";
};

/** A bar narrower than this would not be seen. */
const NARROWEST_PERCENT = 1.5;

/** Lays attempts out one after another, as they were made. One that was passed over has no width of its own. */
export function waterfall(attempts: readonly TrialAttempt[]): Bar[] {
  const totalMs = attempts.reduce((sum, attempt) => sum + durationOf(attempt), 0);
  let elapsedMs = 0;
  return attempts.map((attempt) => {
    const share = (ms: number) => (totalMs === 0 ? 0 : (ms / totalMs) * 100);
    const widthPercent = Math.max(NARROWEST_PERCENT, share(durationOf(attempt)));
    const startPercent = Math.min(share(elapsedMs), 100 - widthPercent);
    elapsedMs += durationOf(attempt);
    return { attempt, startPercent, widthPercent, outcome: outcomeOf(attempt) };
  });
}

/** What became of an attempt, in a few words. */
export function attemptWords(attempt: TrialAttempt): string {
  if (attempt.skippedUntil !== undefined) return "Passed over: it kept failing";
  const status = attempt.status === null ? "" : `, status ${attempt.status}`;
  // What is no code is a sentence of its own, which says the status where it matters.
  if (attempt.error !== null) {
    return Object.hasOwn(ERRORS, attempt.error) ? `${titleOf(attempt.error)}${status}` : attempt.error;
  }
  return attempt.status === null ? "No answer" : `Answered${status}`;
}

/** An attempt keeps the code of its error; a code that this page does not know yet is shown as it is. */
function titleOf(code: string): string {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode].title : code;
}

function durationOf(attempt: TrialAttempt): number {
  return attempt.skippedUntil === undefined ? Math.max(0, attempt.latencyMs) : 0;
}

function outcomeOf({ skippedUntil, error, status }: TrialAttempt): Bar["outcome"] {
  if (skippedUntil !== undefined) return "skipped";
  return error === null && status !== null && status < 400 ? "answered" : "failed";
}
