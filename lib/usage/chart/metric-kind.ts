import type { ChartUnit, ChartValue } from "@/lib/core/chart-data";
import type { RequestFilter } from "@/lib/core/request-filter";
import type { UsageCell, UsageMetric } from "../explore/contract";
import { metricValue } from "../explore/metric-value";

type MetricKind = {
  label: string;
  unit: ChartUnit;
  /** What is counted, in the plural. */
  noun: string;
  /** What the number is, for somebody who asks. */
  meaning: string;
  /** What the rows behind the number have in common, besides what the chart is narrowed to. */
  rows?: RequestFilter;
};

const tokens = (label: string, meaning: string): MetricKind => ({
  label,
  unit: "count",
  noun: label.toLowerCase(),
  meaning,
});
const time = (label: string, meaning: string): MetricKind => ({
  label,
  unit: "ms",
  noun: label.toLowerCase(),
  meaning: `${meaning} Read from classes of times: between 0.1 and 60 seconds it is at most 26 % off, where times crowd at the edge of a class.`,
});

/** Every metric in words. */
export const METRIC_KINDS: Record<UsageMetric, MetricKind> = {
  spend: {
    label: "Spend",
    unit: "usd",
    noun: "spend",
    meaning:
      "What the requests cost, in US dollars: tokens of each class times the price that was in effect, with later corrections. Requests without a known price are not in it; they are counted beside it.",
  },
  ownSpend: {
    label: "Spend on own provider keys",
    unit: "usd",
    noun: "spend on own provider keys",
    meaning:
      "The part of the spend that went to provider keys of this account, so that the provider bills it to you: an estimate at list prices or at those that you set. The rest went to keys of this instance.",
    rows: { ownProviderKey: true },
  },
  requests: {
    label: "Requests",
    unit: "count",
    noun: "requests",
    meaning: "Every request with a valid key, answered or failed, counted when it began.",
  },
  tokens: tokens("Tokens", "Tokens in and out together, each class once; reasoning is part of the output."),
  inputTokens: tokens(
    "Input tokens",
    "Tokens of the prompt that were read neither from a cache nor into one.",
  ),
  cachedInputTokens: tokens("Cached tokens", "Tokens of the prompt that were read from a provider's cache."),
  cacheWriteTokens: tokens(
    "Cache write tokens",
    "Tokens of the prompt that were written into a provider's cache.",
  ),
  outputTokens: tokens("Output tokens", "Tokens that the model wrote, reasoning included."),
  reasoningTokens: tokens("Reasoning tokens", "The part of the output that the model wrote for itself."),
  audioTokens: tokens("Audio tokens", "Tokens of sound, in and out."),
  latencyP50: time(
    "Median latency",
    "Half of the requests took at most this long, from arrival to the last byte.",
  ),
  latencyP95: time(
    "Latency p95",
    "95 of 100 requests took at most this long, from arrival to the last byte.",
  ),
  latencyP99: time(
    "Latency p99",
    "99 of 100 requests took at most this long, from arrival to the last byte.",
  ),
  firstTokenP50: time("Median time to first token", "Half of the streamed answers began within this time."),
  firstTokenP95: time("Time to first token p95", "95 of 100 streamed answers began within this time."),
  errorRate: {
    label: "Error rate",
    unit: "ratio",
    noun: "error rate",
    meaning: "Failed requests as a part of all. Its numbers open the failed ones.",
    rows: { failed: true },
  },
  fallbackRate: {
    label: "Fallback rate",
    unit: "ratio",
    noun: "fallback rate",
    meaning:
      "Requests for which more than the first model of the route was asked, as a part of all. Its numbers open those.",
    rows: { fallback: true },
  },
  cacheRate: {
    label: "Cache rate",
    unit: "ratio",
    noun: "cache rate",
    meaning:
      "Tokens read from a provider's cache as a part of all tokens of prompts. Its numbers open the requests that read from one.",
    rows: { cached: true },
  },
};

/** True of what can be added up: only that is stacked, shared and accumulated. */
export function isAmount(metric: UsageMetric): boolean {
  const { unit } = METRIC_KINDS[metric];
  return unit === "usd" || unit === "count";
}

/** The requests that an amount of money is of, and how many of them have no known cost; none for what is no money. */
export function pricedBy(cell: UsageCell, metric: UsageMetric): { requests: number; unpriced: number } {
  if (METRIC_KINDS[metric].unit !== "usd") return { requests: 0, unpriced: 0 };
  if (metric === "ownSpend") return { requests: cell.ownRequests, unpriced: cell.ownUnpriced };
  return { requests: cell.requests, unpriced: cell.unpriced };
}

/** What a cell says of a metric, as charts take it. */
export function chartValue(cell: UsageCell, metric: UsageMetric): ChartValue {
  const value = metricValue(cell, metric);
  return value === null ? null : String(value);
}
