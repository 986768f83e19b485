import { formatValue, shareWords } from "@/components/charts/chart-values";
import { formatCountExact } from "@/lib/core/format";
import type { UsageReport } from "@/lib/usage/chart/contract";
import { isAmount, METRIC_KINDS } from "@/lib/usage/chart/metric-kind";
import { changeWords } from "./change-words";
import { spanWords } from "./span-words";

/** What a chart says, in one sentence: `$12.40 in the last 7 days, up 18 % on the time before; 62 % of it gpt-4o-mini.` */
export function reportSentence({ plan, chart, rows, total, previousTotal }: UsageReport): string {
  const { query, range, zone } = plan;
  const { unit, noun, label } = METRIC_KINDS[query.metric];
  const span = spanWords(range, zone);
  const value = formatValue(total, unit);
  const counted = unit === "count" ? `${value} ${noun}` : unit === "usd" ? value : `${label}: ${value}`;
  const change = changeWords(numberOf(total), numberOf(previousTotal));
  const parts = [`${counted} ${span}`];
  if (change !== null) parts.push(`, ${change}${change === "new" ? "" : beforeWords(change)}`);
  const [first] = rows;
  const share = first === undefined ? "" : shareWords(first.value, total, unit);
  if (first !== undefined && isAmount(query.metric) && query.group && share !== "" && rows.length > 1) {
    parts.push(`; ${share} of it ${first.name}`);
  }
  parts.push(".");
  if (chart.unpriced > 0) {
    const are = chart.unpriced === 1 ? "request is" : "requests are";
    parts.push(` ${formatCountExact(chart.unpriced)} ${are} without a price and not in it.`);
  }
  return parts.join("");
}

function beforeWords(change: string): string {
  return change === "as before" ? "" : " on the same time before";
}

function numberOf(value: string | null): number | null {
  return value === null ? null : Number(value);
}
