import type { ReactNode } from "react";
import type { ChartData } from "@/lib/core/chart-data";
import { formatCountExact, formatZone } from "@/lib/core/format";
import { ChartFrame, type ChartView, type ChartZoom } from "./chart-frame";
import type { ChartMenuLine } from "./chart-menu";

/**
 * Numbers over time: amounts stacked by series, rates and times as lines. Heading, `summary` (one sentence) and the table are in the
 * HTML, the plot is loaded afterwards into a box of its final height. With `data.links`, every number opens its rows.
 *
 * ```tsx
 * <UsageChart title="Spend by model" summary="$12.40 in 7 days, 62 % of it gpt-4o-mini." data={data}
 *   zoom={{ to: "/usage?range=custom&from={from}&to={to}", out: null, reset: null }}
 *   menu={[{ label: "Open in Usage", href: "/usage?by=model" }]} />
 * ```
 *
 * `expired` counts requests of the span whose rows are gone, so that only their sums can be shown. With `viewParameter` the choice
 * of chart or table is kept in the address under that name.
 */
export function UsageChart({
  title,
  summary,
  data,
  level = 2,
  expired = 0,
  zoom = null,
  menu = null,
  view = "chart",
  viewParameter = null,
}: {
  title: string;
  summary: ReactNode;
  data: ChartData;
  level?: 2 | 3;
  expired?: number;
  zoom?: ChartZoom | null;
  menu?: ReadonlyArray<ChartMenuLine> | null;
  view?: ChartView;
  viewParameter?: string | null;
}) {
  return (
    <ChartFrame
      title={title}
      summary={summary}
      level={level}
      data={data}
      foot={footOf(data, expired)}
      zoom={zoom}
      menu={menu}
      view={view}
      viewParameter={viewParameter}
    />
  );
}

function footOf({ spans, zone, isOngoing, kind, scale }: ChartData, expired: number): string {
  const newest = spans.at(-1);
  if (newest === undefined) return "";
  const parts = [`Times in ${formatZone(zone, new Date(newest.start))}.`];
  if (isOngoing)
    parts.push(kind === "bars" ? "The hatched bar is not over yet." : "The newest point is not over yet.");
  if (scale === "log") parts.push("On a logarithmic scale nothing is drawn for zero.");
  if (expired > 0) {
    parts.push(
      expired === 1
        ? "1 request of this time has expired: it is in the sums, but its row is gone."
        : `${formatCountExact(expired)} requests of this time have expired: they are in the sums, but their rows are gone.`,
    );
  }
  return parts.join(" ");
}
