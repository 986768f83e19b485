import type { UsageBucket } from "@/components/charts/usage-data";
import type { UsageModelBucket } from "@/lib/usage/contract";
import { knownCost } from "@/lib/usage/known-cost";
import { type Metric, modelName, tokensOf } from "./usage-words";

/** The spans of the chart, stacked by model: text for the browser, null where a cost is unknown. */
export function chartBuckets(rows: ReadonlyArray<UsageModelBucket>, metric: Metric): UsageBucket[] {
  const buckets = new Map<
    string,
    { start: string; values: Record<string, string | null>; unpriced: number }
  >();
  for (const row of rows) {
    const start = row.start.toISOString();
    const bucket = buckets.get(start) ?? { start, values: {}, unpriced: 0 };
    buckets.set(start, bucket);
    if (row.requests === 0) continue;
    bucket.values[modelName(row.model)] = cell(row, metric);
    if (metric === "cost") bucket.unpriced += row.unpriced;
  }
  return [...buckets.values()];
}

function cell(row: UsageModelBucket, metric: Metric): string | null {
  if (metric === "cost") return knownCost(row)?.toString() ?? null;
  return String(metric === "tokens" ? tokensOf(row) : row.requests);
}
