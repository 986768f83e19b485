import type { Dimension, DimensionFilter } from "@/lib/core/request-filter";
import type { TimeRange } from "@/lib/core/time";
import type { Grain } from "@/lib/core/time-choice";
import type { UsageSums } from "../contract";

/** What can be charted. Amounts are nano-dollars, times milliseconds, rates parts of one. */
export const USAGE_METRICS = [
  "spend",
  "ownSpend",
  "requests",
  "tokens",
  "inputTokens",
  "cachedInputTokens",
  "cacheWriteTokens",
  "outputTokens",
  "reasoningTokens",
  "audioTokens",
  "latencyP50",
  "latencyP95",
  "latencyP99",
  "firstTokenP50",
  "firstTokenP95",
  "errorRate",
  "fallbackRate",
  "cacheRate",
] as const;
export type UsageMetric = (typeof USAGE_METRICS)[number];

/**
 * Half of the requests took at most `p50` milliseconds, and so on. They are read from classes of times, a quarter apart between a
 * tenth of a second and a minute, as if times were spread evenly over a class: there at most 26 % from the truth, which they are
 * where times crowd at the edge of a class. Shorter and longer times have wider classes.
 */
export type Percentiles = { p50: number; p95: number; p99: number };

/** Everything that is known of the requests of one cell. */
export type UsageCell = UsageSums & {
  estimated: number;
  interrupted: number;
  fallbacks: number;
  /** Requests that were asked with provider keys of the account; how many of them have no known cost, and what the others cost. */
  ownRequests: number;
  ownUnpriced: number;
  ownCostNanoUsd: bigint;
  /** Requests with a known time to the first token. */
  firstTokens: number;
  firstTokenMsMean: number | null;
  /** Null when there are none, or when the query did not ask for a metric that needs them. */
  latency: Percentiles | null;
  firstToken: Percentiles | null;
};

export type ExploreQuery = TimeRange & {
  /** IANA name: the zone in which days, weeks (from Monday) and months are cut. */
  zone: string;
  grain: Grain;
  metric: UsageMetric;
  group?: Dimension | null | undefined;
  /** Told apart within each group; not the same as `group`. */
  subgroup?: Dimension | null | undefined;
  filter: DimensionFilter;
  /** How many series at most, the largest in all; the others are one more, "Other". 1 to 50. */
  top: number;
};

/** What a series stands for: values of the group and the subgroup; null is a request that has none, such as no model. */
export type SeriesName = { group?: string | null; subgroup?: string | null };

export type UsageSeries = {
  name: SeriesName;
  /** How many series are in it: set for "Other" alone, whose name is empty. */
  others: number | null;
  /** One per start, in their order. */
  cells: UsageCell[];
  total: UsageCell;
};

export type ExploreAnswer = {
  /** The span as it was counted: widened to whole minutes, or to whole hours unless the grain is the minute. */
  range: TimeRange;
  /**
   * First moments of the bars; one for `none`. That of the first may lie before the span. Bar n holds the requests of the span that
   * started from its start up to the next one: a day of a zone that cuts hours in two begins with its first whole UTC hour.
   */
  starts: Date[];
  /** The largest first by the metric, "Other" last. Without a group and a subgroup there is one, else only those that have requests. */
  series: UsageSeries[];
  /** All requests of the span, each once, whatever the groups are. */
  total: UsageCell;
  /** The same, bar by bar. */
  totals: UsageCell[];
  /**
   * Requests (for times to the first token, those that have one) that the percentiles leave out, because nobody knows their times
   * any more or looking them up takes too long. 0 when the metric is no time.
   */
  untimed: number;
  /** Requests of the span whose rows have expired, so that the log cannot show them; their sums are in the cells. */
  expired: number;
};
