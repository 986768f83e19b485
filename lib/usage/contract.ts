import { AppError } from "@/lib/core/errors";
import type { KeyId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS, type TimeRange } from "@/lib/core/time";

/**
 * Sums over requests. Token classes do not overlap, except that `reasoningTokens` are part of `outputTokens`.
 * `requests` includes the failed ones.
 */
export type UsageSums = {
  requests: number;
  errors: number;
  /** Requests whose cost is unknown: they are not in `costNanoUsd`. When it equals `requests`, the cost is unknown. */
  unpriced: number;
  inputTokens: number;
  cachedInputTokens: number;
  cacheWriteTokens: number;
  cacheWrite1hTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  audioInputTokens: number;
  audioOutputTokens: number;
  costNanoUsd: bigint;
  /** Mean over the requests, null when there are none. */
  latencyMsMean: number | null;
};

/**
 * What a chart is asked for. Usage is kept by the UTC hour in which requests ended, so a span is widened to whole hours:
 * `from` to the start of its hour, `to` to the end of the hour before it or that it lies in.
 */
export type UsageQuery = TimeRange & { keyId?: KeyId | string | undefined };

export type UsageByModel = UsageSums & { provider: string | null; model: string | null };

export type KeyUsage = Pick<UsageSums, "requests" | "errors" | "unpriced" | "costNanoUsd"> & {
  sparkline: Array<{ day: string; requests: number; errors: number }>;
};

/** Longest span a chart may ask for: at one cell an hour it is what one statement can fill quickly. */
export const USAGE_SPAN_MAX_DAYS = 1_100;

export function startOfHour(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / HOUR_MS) * HOUR_MS);
}

/** The span in whole hours. Throws `invalid_field` when it ends before it begins or is longer than three years. */
export function wholeHours({ from, to }: TimeRange): TimeRange {
  const span = { from: startOfHour(from), to: new Date(Math.ceil(to.getTime() / HOUR_MS) * HOUR_MS) };
  const lengthMs = to.getTime() - from.getTime();
  if (!(lengthMs >= 0)) {
    throw new AppError("invalid_field", "The time span ends before it begins.", { param: "to" });
  }
  if (lengthMs > USAGE_SPAN_MAX_DAYS * DAY_MS) {
    throw new AppError("invalid_field", `A time span has at most ${USAGE_SPAN_MAX_DAYS} days.`, {
      param: "from",
    });
  }
  return span;
}

/** The last 30 UTC days, today included: what the key list, `GET /v1/keys` and their sparklines sum. */
export function lastThirtyDays(now: Date): TimeRange {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return { from: new Date(today - 29 * DAY_MS), to: now };
}
