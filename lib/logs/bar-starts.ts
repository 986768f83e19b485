import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { DAY_MS, HOUR_MS, MINUTE_MS, type TimeRange } from "@/lib/core/time";
import { isZoneName } from "@/lib/core/time-choice";

/** Up to this length bars are shorter than an hour. */
export const MINUTES_UNTIL_MS = 6 * HOUR_MS;

/** Up to this many days bars are hours, or a few of them. */
const DAYS_OF_HOURS = 15.6;

/** Whole minutes that make at most about sixty bars: for spans up to `MINUTES_UNTIL_MS`. */
export function minuteStarts({ from, to }: TimeRange): Date[] {
  const lengthMs = to.getTime() - from.getTime();
  const minutes = [1, 2, 5, 10].find((step) => lengthMs / (step * MINUTE_MS) <= 61) ?? 10;
  const stepMs = minutes * MINUTE_MS;
  const first = Math.floor(from.getTime() / stepMs) * stepMs;
  const count = Math.max(1, Math.ceil((to.getTime() - first) / stepMs));
  return Array.from({ length: count }, (_, at) => (at === 0 ? from : new Date(first + at * stepMs)));
}

/**
 * The starts of about sixty bars that are whole hours, days, weeks (from Monday) or months of a zone, the first one cut off at the
 * span. They begin with whole hours in UTC even where days begin half an hour past one, so that each is a sum of hours.
 * Throws `invalid_field` for an unknown zone.
 */
export async function hourStarts({ db }: Pick<Ctx, "db">, span: TimeRange, zone: string): Promise<Date[]> {
  if (!isZoneName(zone)) {
    throw new AppError("invalid_field", "The time zone is not known. Use an IANA name such as Asia/Tokyo.", {
      param: "zone",
    });
  }
  const first = new Date(Math.floor(span.from.getTime() / HOUR_MS) * HOUR_MS);
  const rows = await db.execute<{ start_ms: string }>(sql`
    select (extract(epoch from min(hour)) * 1000)::bigint::text as start_ms
    from generate_series(${first.toISOString()}::timestamptz, ${span.to.toISOString()}::timestamptz, interval '1 hour') as hour
    where hour < ${span.to.toISOString()}::timestamptz
    group by ${barOf(sql`(hour at time zone ${zone})`, span)}
    order by min(hour)`);
  return rows.map(({ start_ms }) => new Date(Math.max(Number(start_ms), span.from.getTime())));
}

/** The longest spans that usage counts in and that no bar of such a span cuts in two. */
export function grainOf({ from, to }: TimeRange): "hour" | "day" | "week" | "month" {
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  if (days <= DAYS_OF_HOURS) return "hour";
  return days <= 94 ? "day" : days <= 371 ? "week" : "month";
}

/** What hours of one bar have in common. Hours for themselves are told apart in UTC, where none comes twice. */
function barOf(local: SQL, { from, to }: TimeRange): SQL {
  const days = (to.getTime() - from.getTime()) / DAY_MS;
  if (days <= 2.6) return sql`hour`;
  if (days > 371) return sql`date_trunc('month', ${local})`;
  const step = days <= 7.6 ? "3 hours" : days <= DAYS_OF_HOURS ? "6 hours" : days <= 94 ? "1 day" : "7 days";
  // A Monday.
  return sql`date_bin(${step}::interval, ${local}, timestamp '2001-01-01')`;
}
