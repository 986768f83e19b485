import type { ChartData, ChartSeries, ChartValue } from "@/lib/core/chart-data";
import type { UsageModelBucket } from "@/lib/usage/contract";
import { knownCost } from "@/lib/usage/known-cost";
import { type Metric, modelName, tokensOf } from "./usage-words";

const MOST = 8;
const SHOWN = 7;

type Bucket = { start: string; values: Map<string, ChartValue>; unpriced: number };
type Frame = Pick<ChartData, "grain" | "zone" | "isOngoing"> & { to: Date };

/** The chart of a key, stacked by model, the seven largest and the rest together; null where a cost is unknown. */
export function keyChart(
  rows: ReadonlyArray<UsageModelBucket>,
  metric: Metric,
  { to, ...frame }: Frame,
): ChartData {
  const buckets = bucketsOf(rows, metric);
  const sums = new Map<string, ChartValue>();
  for (const name of new Set(buckets.flatMap(({ values }) => [...values.keys()]))) {
    sums.set(name, sumKnown(buckets.map(({ values }) => valueIn(values, name))));
  }
  const names = [...sums.keys()].sort((a, b) => bySum(sums, a, b));
  const shown = names.length > MOST ? names.slice(0, SHOWN) : names;
  const rest = names.slice(shown.length);
  const series: ChartSeries[] = shown.map((name) => seriesOf(name, sums.get(name) ?? null));
  const restOf = (values: Bucket["values"]) => sumKnown(rest.map((name) => valueIn(values, name)));
  if (rest.length > 0) {
    series.push({
      ...seriesOf(`Other (${rest.length})`, sumKnown(rest.map((name) => sums.get(name) ?? null))),
      isRest: true,
    });
  }
  const spans = buckets.map(({ start, values, unpriced }, index) => {
    const cells = shown.map((name) => valueIn(values, name));
    if (rest.length > 0) cells.push(restOf(values));
    const end = buckets[index + 1]?.start ?? to.toISOString();
    return { start, end, values: cells, total: sumKnown(cells), unpriced, query: null };
  });
  const total = sumKnown(spans.map((span) => span.total));
  const unpriced = spans.reduce((sum, span) => sum + span.unpriced, 0);
  const unit = metric === "cost" ? "usd" : "count";
  return {
    unit,
    noun: metric,
    kind: "bars",
    scale: "linear",
    series,
    spans,
    total,
    unpriced,
    links: null,
    ...frame,
  };
}

/** Sums that know of the unknown: null only when there is something and nothing of it is known. */
export function sumKnown(values: ReadonlyArray<ChartValue>): ChartValue {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 && values.length > 0) return null;
  return known.reduce((sum, value) => sum + BigInt(value), 0n).toString();
}

function bucketsOf(rows: ReadonlyArray<UsageModelBucket>, metric: Metric): Bucket[] {
  const buckets = new Map<string, Bucket>();
  for (const row of rows) {
    const start = row.start.toISOString();
    const bucket: Bucket = buckets.get(start) ?? { start, values: new Map(), unpriced: 0 };
    buckets.set(start, bucket);
    if (row.requests === 0) continue;
    bucket.values.set(modelName(row.model), cell(row, metric));
    if (metric === "cost") bucket.unpriced += row.unpriced;
  }
  return [...buckets.values()];
}

function valueIn(values: Bucket["values"], name: string): ChartValue {
  return values.has(name) ? (values.get(name) ?? null) : "0";
}

function seriesOf(name: string, total: ChartValue): ChartSeries {
  return { id: name, name, isRest: false, total, query: null };
}

function bySum(sums: Map<string, ChartValue>, a: string, b: string): number {
  const [left, right] = [BigInt(sums.get(a) ?? 0), BigInt(sums.get(b) ?? 0)];
  return left === right ? a.localeCompare(b, "en") : left < right ? 1 : -1;
}

function cell(row: UsageModelBucket, metric: Metric): ChartValue {
  if (metric === "cost") return knownCost(row)?.toString() ?? null;
  return String(metric === "tokens" ? tokensOf(row) : row.requests);
}
