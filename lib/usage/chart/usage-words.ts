import { directionWords } from "@/lib/core/change-words";
import type { ChartUnit, ChartValue } from "@/lib/core/chart-data";
import {
  formatCount,
  formatCountExact,
  formatDate,
  formatLatency,
  formatMoment,
  formatPercent,
  formatUsd,
} from "@/lib/core/format";
import { DAY_MS } from "@/lib/core/time";
import type { ChosenRange } from "@/lib/core/time-choice";
import type { UsageReport } from "./contract";
import { isAmount, METRIC_KINDS, pricedBy } from "./metric-kind";

const SPANS = {
  "1h": "in the last hour",
  "24h": "in the last 24 hours",
  "7d": "in the last 7 days",
  "30d": "in the last 30 days",
  "90d": "in the last 90 days",
  mtd: "this month",
  ytd: "this year",
} as const;

/** The words for a span, as they stand within a sentence. */
export function spanWords(
  { name, from, to }: Pick<ChosenRange, "name" | "from" | "to">,
  zone: string,
): string {
  if (name !== "custom") return SPANS[name];
  if (to.getTime() - from.getTime() < 2 * DAY_MS) {
    return `from ${formatMoment(from, zone)} to ${formatMoment(to, zone)}`;
  }
  const [first, last] = [formatDate(from, zone), formatDate(new Date(to.getTime() - 1), zone)];
  return first === last ? `on ${first}` : `from ${first} to ${last}`;
}

/** One value as it stands in a sentence or a heading: `$12.40`, `1.2M`, `842 ms`, `4.2 %`; a dash when it is not known. */
export function valueInWords(value: ChartValue, unit: ChartUnit): string {
  if (value === null) return "—";
  if (unit === "usd") return formatUsd(BigInt(value));
  if (unit === "count") return formatCount(BigInt(value));
  return unit === "ms" ? formatLatency(Number(value)) : formatPercent(Number(value));
}

/** What a report is called: `Spend by model and key`. */
export function reportTitle({ plan }: Pick<UsageReport, "plan">): string {
  const { metric, group, subgroup } = plan.query;
  const by = [group, subgroup].flatMap((dimension) => (dimension ? [dimension] : []));
  const { label } = METRIC_KINDS[metric];
  return by.length === 0 ? label : `${label} by ${by.join(" and ")}`;
}

/** A report in one sentence, for everyone who does not see its chart. */
export function reportSentence(report: UsageReport): string {
  const { plan, answer, total, previousTotal, rows } = report;
  const { metric } = plan.query;
  const { label, unit, noun } = METRIC_KINDS[metric];
  const span = spanWords(plan.range, plan.zone);
  if (answer.total.requests === 0) return `No requests ${span}.`;
  const { requests, unpriced } = pricedBy(answer.total, metric);
  const missing =
    unpriced > 0 ? ` ${countWords(unpriced, "request")} without a known price not included.` : "";
  if (total === null && unit === "usd") {
    return `${countWords(requests, "request")} ${span}; what they cost is unknown, no price is set for their models.`;
  }
  const value = valueInWords(total, unit);
  const what = unit === "usd" ? value : unit === "count" ? `${value} ${noun}` : `${label} was ${value}`;
  const change = changeSentence(directionWords(total, previousTotal, unit));
  return `${what} ${span}${change}${largest(rows, isAmount(metric), plan.query.group)}.${missing}`;
}

function changeSentence(words: string | null): string {
  if (words === null) return "";
  if (words === "new") return ", after nothing in the period before";
  return words === "as before" ? ", the same as in the period before" : `, ${words} on the period before`;
}

function largest(
  rows: UsageReport["rows"],
  adds: boolean,
  group: UsageReport["plan"]["query"]["group"],
): string {
  const [first] = rows.filter(({ isRest }) => !isRest);
  if (rows.length < 2 || first === undefined) return "";
  const whose = group === "status" ? "with status" : "from";
  if (adds) return first.share ? `; ${formatPercent(first.share)} ${whose} ${first.name}` : "";
  return first.value === null ? "" : `; highest with ${first.name}`;
}

/** `1 request`, `1,204 requests`. */
export function countWords(count: number, noun: string): string {
  return `${formatCountExact(count)} ${noun}${count === 1 ? "" : "s"}`;
}
