import { type SQL, sql } from "drizzle-orm";
import { TIME_CLASSES } from "@/db/schema/usage";
import type { UsageMetric } from "./contract";
import { MEASURE_COLUMNS, type Measure } from "./tally";

/** Which times a metric is read from. */
export function timesOf(metric: UsageMetric): "latency" | "firstToken" | null {
  if (metric.startsWith("latency")) return "latency";
  return metric.startsWith("firstToken") ? "firstToken" : null;
}

const SHARES = {
  latencyP50: 0.5,
  latencyP95: 0.95,
  latencyP99: 0.99,
  firstTokenP50: 0.5,
  firstTokenP95: 0.95,
};

/** Which share of the requests a percentile is of, from 0 to 1; null of other metrics. */
export function shareOf(metric: UsageMetric): number | null {
  return metric in SHARES ? SHARES[metric as keyof typeof SHARES] : null;
}

const INPUT =
  "n.input_tokens + n.cached_input_tokens + n.cache_write_tokens + n.cache_write_1h_tokens + n.audio_input_tokens";

const ORDERS: Record<UsageMetric, string> = {
  spend: "sum(n.cost_nano_usd)",
  ownSpend: "sum(n.own_cost_nano_usd)",
  requests: "sum(n.requests)",
  tokens: `sum(${INPUT} + n.output_tokens + n.audio_output_tokens)`,
  inputTokens: "sum(n.input_tokens)",
  cachedInputTokens: "sum(n.cached_input_tokens)",
  cacheWriteTokens: "sum(n.cache_write_tokens + n.cache_write_1h_tokens)",
  outputTokens: "sum(n.output_tokens)",
  reasoningTokens: "sum(n.reasoning_tokens)",
  audioTokens: "sum(n.audio_input_tokens + n.audio_output_tokens)",
  latencyP50: classAt(SHARES.latencyP50),
  latencyP95: classAt(SHARES.latencyP95),
  latencyP99: classAt(SHARES.latencyP99),
  firstTokenP50: classAt(SHARES.firstTokenP50),
  firstTokenP95: classAt(SHARES.firstTokenP95),
  errorRate: "sum(n.errors) / nullif(sum(n.requests), 0)",
  fallbackRate: "sum(n.fallbacks) / nullif(sum(n.requests), 0)",
  cacheRate: `sum(n.cached_input_tokens) / nullif(sum(${INPUT}), 0)`,
};

/** What series `n` are put in order by, the largest first, for `metricValue` of their totals. */
export function metricOrder(metric: UsageMetric): SQL {
  return sql.raw(ORDERS[metric]);
}

/** The measures that the order reads. */
export function orderMeasures(metric: UsageMetric): Measure[] {
  return MEASURE_COLUMNS.filter((column) => new RegExp(`n\\.${column}\\b`).test(ORDERS[metric]));
}

/** The class in which a share of the requests is reached, and how far into it. */
function classAt(share: number): string {
  const counts = Array.from({ length: TIME_CLASSES }, (_, at) => `sum(n.c${at})`);
  return `(select min(at + (${share} * total - (upto - count)) / count)
    from (select at, count, sum(count) over (order by at) as upto, sum(count) over () as total
      from unnest(array[${counts}]) with ordinality as classes (count, at)) told
    where count > 0 and upto >= ${share} * total)`;
}
