import { formatDate, formatMoment } from "@/lib/core/format";
import { DAY_MS } from "@/lib/core/time";
import type { ChosenRange } from "@/lib/core/time-choice";

const NAMED: Partial<Record<ChosenRange["name"], string>> = {
  "1h": "in the last hour",
  "24h": "in the last 24 hours",
  "7d": "in the last 7 days",
  "30d": "in the last 30 days",
  "90d": "in the last 90 days",
  mtd: "this month",
  ytd: "this year",
};

/** The words for a span, as they stand within a sentence. */
export function spanWords({ name, from, to, grain }: ChosenRange, zone: string): string {
  const named = NAMED[name];
  if (named !== undefined) return named;
  if (grain === "minute" || to.getTime() - from.getTime() < DAY_MS) {
    return `from ${formatMoment(from, zone)} to ${formatMoment(to, zone)}`;
  }
  const first = formatDate(from, zone);
  const last = formatDate(new Date(to.getTime() - 1), zone);
  return first === last ? `on ${first}` : `from ${first} to ${last}`;
}
