import type { BucketSize } from "@/lib/core/format";
import { formatZone } from "@/lib/core/format";
import { ChartFrame } from "./chart-frame";
import { ChartTable } from "./chart-table";
import { type ChartUnit, chartData, type UsageBucket } from "./usage-data";

/**
 * Amounts over time, stacked by series. A server component: heading, `summary` (one sentence) and the table are in
 * the HTML, the plot is loaded afterwards into a box of its final height.
 *
 * ```tsx
 * <UsageChart title="Cost" summary="$12.40 in 7 days, 62 % of it gpt-4o-mini." unit="usd" noun="cost"
 *   size="day" zone="Asia/Tokyo" ongoing
 *   buckets={[{ start: "2026-11-22T15:00:00.000Z", values: { "gpt-4o-mini": "180000", other: null }, unpriced: 2 }]} />
 * ```
 *
 * `unit` "usd" takes whole nano-dollars as text, "count" whole numbers; null is unknown and never drawn as zero.
 * `ongoing` marks the newest span as unfinished. A single series called like `noun` gets no legend.
 */
export function UsageChart({
  title,
  summary,
  unit,
  noun,
  size,
  zone,
  buckets,
  ongoing = false,
  level = 2,
}: {
  title: string;
  summary: string;
  unit: ChartUnit;
  /** What is counted, in the plural: "requests", "tokens"; for amounts "cost". */
  noun: string;
  size: BucketSize;
  zone: string;
  buckets: ReadonlyArray<UsageBucket>;
  ongoing?: boolean;
  level?: 2 | 3;
}) {
  const data = chartData(buckets, { unit, noun, size, zone });
  const newest = buckets.at(-1);
  const foot = newest
    ? `Times in ${formatZone(zone, new Date(newest.start))}.${ongoing ? " The hatched bar is so far." : ""}`
    : "";
  return (
    <ChartFrame
      title={title}
      summary={summary}
      level={level}
      data={data}
      ongoing={ongoing}
      foot={foot}
      table={<ChartTable title={title} data={data} size={size} ongoing={ongoing} />}
    />
  );
}
