import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { HOUR_MS, MINUTE_MS, type TimeRange } from "@/lib/core/time";
import { firstHourOf } from "../rollups/fold-day";
import { iso } from "../sql-moment";
import type { ExploreQuery } from "./contract";

/** The start of the bar that an hour of the span is in. */
export function barOf({ grain, zone }: ExploreQuery, hour: SQL, { from }: TimeRange): SQL {
  if (grain === "none") return iso(from);
  return grain === "hour" || grain === "minute" ? hour : firstHourOf(grain, hour, zone);
}

/** Each hour of some spans with the start of its bar, as `hour` and `start`: cut once and not for each row, whatever the plan. */
export function barsOfHours(query: ExploreQuery, span: TimeRange, spans: TimeRange[]): SQL {
  const given = spans.map(({ from, to }) => sql`(${iso(from)}, ${iso(to)})`);
  return sql`
    with bars as materialized (
      select hour, ${barOf(query, sql.raw("hour"), span)} as start
      from (values ${sql.join(given, sql`, `)}) given (since, until)
      cross join lateral generate_series(since, until - interval '1 hour', interval '1 hour') hour
    ) select hour, start from bars`;
}

/** The starts of all bars of a span, and the calendar days that it touches where bars are made of days. */
export async function readBars(
  ctx: Ctx,
  query: ExploreQuery,
  span: TimeRange,
): Promise<{ starts: Date[]; days: Array<{ from: number; to: number }> }> {
  const { from, to } = span;
  if (to <= from) return { starts: [], days: [] };
  if (query.grain === "minute") return { starts: every(MINUTE_MS, span), days: [] };
  if (query.grain === "hour") return { starts: every(HOUR_MS, span), days: [] };
  // A day's first whole hour is found from midnight where the zone has one, else from the first moment after it.
  const rows = await ctx.db.execute<{ bar: string; day: string }>(sql`
    select distinct extract(epoch from ${barOf(query, sql.raw("hour"), span)})::bigint::text as bar, extract(epoch from hour)::bigint::text as day
    from (
      select ${firstHourOf("day", sql`day at time zone ${query.zone}`, query.zone)} as hour
      from generate_series(date_trunc('day', ${iso(from)} at time zone ${query.zone}), ${iso(to)} at time zone ${query.zone}, interval '1 day') as day
    ) days`);
  const inOrder = (seconds: string[]) =>
    [...new Set(seconds)].map((text) => Number(text) * 1_000).sort((a, b) => a - b);
  const days = inOrder(rows.map(({ day }) => day));
  // The hour in which the span ends belongs to it no more, but says when the last day does.
  const bars = inOrder(rows.map(({ bar }) => bar)).filter((bar) => bar < to.getTime());
  return {
    starts: bars.map((bar) => new Date(bar)),
    days: days.slice(1).map((day, at) => ({ from: days[at] ?? day, to: day })),
  };
}

function every(stepMs: number, { from, to }: TimeRange): Date[] {
  const length = (to.getTime() - from.getTime()) / stepMs;
  return Array.from({ length }, (_, at) => new Date(from.getTime() + at * stepMs));
}
