import type { LogEntry } from "@/lib/logs/contract";
import { waterfall } from "../../_trials/waterfall";

/** One step of a request as a bar; places and widths are percent of the whole request. */
export type Step = {
  place: number;
  /** Null for what is no attempt: Layer's own checks, and the answer as it arrived. */
  attempt: LogEntry["attempts"][number] | null;
  outcome: "answered" | "failed" | "skipped" | "ours" | "arriving";
  lengthMs: number;
  startPercent: number;
  widthPercent: number;
  isLast: boolean;
};

/** A bar narrower than this would not be seen. */
const NARROWEST_PERCENT = 1.5;

type Timed = Pick<LogEntry, "attempts" | "latencyMs" | "firstTokenMs">;

/**
 * The steps of a request, laid end to end. An attempt lasts until its answer begins: what is left of the whole is the answer arriving
 * after the last one, or, where none was answered, Layer's own checks before the first. The first token's mark is a percent of the
 * whole too.
 */
export function timelineOf({ attempts, latencyMs, firstTokenMs }: Timed): {
  steps: Step[];
  firstTokenPercent: number | null;
} {
  const tried = waterfall(attempts);
  const triedMs = attempts.reduce((sum, attempt) => sum + lengthOf(attempt), 0);
  // Clocks are rounded: the attempts may add up to a little more than the whole.
  const wholeMs = Math.max(latencyMs, triedMs);
  const restMs = wholeMs - triedMs;
  const isAnswered = tried.at(-1)?.outcome === "answered";
  const plain = [
    ...(isAnswered ? [] : [{ attempt: null, outcome: "ours" as const, lengthMs: restMs }]),
    ...tried.map(({ attempt, outcome }) => ({ attempt, outcome, lengthMs: lengthOf(attempt) })),
    ...(isAnswered && restMs > 0 ? [{ attempt: null, outcome: "arriving" as const, lengthMs: restMs }] : []),
  ];
  const share = (ms: number) => (wholeMs === 0 ? 0 : Math.min(100, (ms / wholeMs) * 100));
  let elapsedMs = 0;
  const steps = plain.map((step, index): Step => {
    const widthPercent = Math.max(NARROWEST_PERCENT, share(step.lengthMs));
    const startPercent = Math.min(share(elapsedMs), 100 - widthPercent);
    elapsedMs += step.lengthMs;
    return { ...step, place: index, startPercent, widthPercent, isLast: index === plain.length - 1 };
  });
  return { steps, firstTokenPercent: firstTokenMs === null ? null : share(firstTokenMs) };
}

function lengthOf({ skippedUntil, latencyMs }: LogEntry["attempts"][number]): number {
  return skippedUntil === undefined ? Math.max(0, latencyMs) : 0;
}
