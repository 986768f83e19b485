import { formatCountExact, formatPercent } from "@/lib/core/format";
import { LOG_OUTCOMES, type LogBar, type LogOutcome } from "@/lib/logs/contract";

/** A bar as it is drawn: its height beside the tallest, and from top to bottom what it consists of. */
export type DrawnBar = {
  bar: LogBar;
  heightPercent: number;
  parts: Array<{ outcome: LogOutcome; sharePercent: number }>;
};

/** A bar with a single request would not be seen beside one with a thousand. */
const LOWEST_PERCENT = 6;

/** All requests of a bar. */
export function requestsOf(bar: LogBar): number {
  return LOG_OUTCOMES.reduce((sum, outcome) => sum + bar[outcome], 0);
}

/** Bars in proportion to the tallest; failures lie on top of what went well. */
export function barsOf(bars: readonly LogBar[]): DrawnBar[] {
  const tallest = bars.reduce((most, bar) => Math.max(most, requestsOf(bar)), 0);
  return bars.map((bar) => {
    const requests = requestsOf(bar);
    const parts = LOG_OUTCOMES.toReversed()
      .filter((outcome) => bar[outcome] > 0)
      .map((outcome) => ({ outcome, sharePercent: (bar[outcome] / requests) * 100 }));
    const heightPercent = requests === 0 ? 0 : Math.max(LOWEST_PERCENT, (requests / tallest) * 100);
    return { bar, heightPercent, parts };
  });
}

const COUNTED: Record<LogOutcome, [one: string, many: string]> = {
  success: ["success", "successes"],
  clientError: ["client error", "client errors"],
  limit: ["stopped by a limit", "stopped by a limit"],
  providerError: ["provider error", "provider errors"],
};

/** `1 client error`, `1,204 provider errors`. */
export function countOfOutcome(outcome: LogOutcome, count: number): string {
  const [one, many] = COUNTED[outcome];
  return `${formatCountExact(count)} ${count === 1 ? one : many}`;
}

/** What the height of the drawing stands for: `The tallest bar is 1,204 requests.` */
export function tallestWords(bars: readonly LogBar[]): string {
  const tallest = bars.reduce((most, bar) => Math.max(most, requestsOf(bar)), 0);
  return `The tallest bar is ${formatCountExact(tallest)} ${tallest === 1 ? "request" : "requests"}.`;
}

/** `1,204 requests: 97 % success, 30 client errors, 2 provider errors.` */
export function histogramSentence(bars: readonly LogBar[]): string {
  const sums = LOG_OUTCOMES.map((outcome) => ({
    outcome,
    count: bars.reduce((sum, bar) => sum + bar[outcome], 0),
  }));
  const requests = sums.reduce((sum, { count }) => sum + count, 0);
  if (requests === 0) return "No requests.";
  const share = formatPercent((sums.find(({ outcome }) => outcome === "success")?.count ?? 0) / requests);
  const failed = sums
    .filter(({ outcome, count }) => outcome !== "success" && count > 0)
    .map(({ outcome, count }) => countOfOutcome(outcome, count));
  const count = `${formatCountExact(requests)} ${requests === 1 ? "request" : "requests"}`;
  return `${count}: ${[`${share} success`, ...failed].join(", ")}.`;
}
