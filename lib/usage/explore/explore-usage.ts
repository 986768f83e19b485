import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { DAY_MS, MINUTE_MS, type TimeRange } from "@/lib/core/time";
import type { ExploreAnswer, ExploreQuery } from "./contract";
import { exploredSpan } from "./explored-span";
import { hourlySums, iso, minuteSums, requestCount, rowCount, rowTimes } from "./hourly-parts";
import { timesOf } from "./metric-order";
import { readSeries } from "./read-series";
import { type SeriesRow, seriesStatement } from "./series-statement";

/** Over how long times are looked up in the log, in milliseconds: longer spans have too many rows. */
const ROWS_SPAN_MS = 31 * DAY_MS;

/**
 * Usage by bar and series: every cell is the sum of the requests that started in its bar, as the log has them. A bar reaches from
 * its start to the next one, and all are there, filled with zeros where nothing happened. Everything is read as of one moment.
 * Throws `invalid_field` with the name of what cannot be answered.
 */
export async function exploreUsage(ctx: Ctx, query: ExploreQuery): Promise<ExploreAnswer> {
  const span = exploredSpan(query);
  return ctx.db.transaction((tx) => explore({ ...ctx, db: tx as unknown as Ctx["db"] }, query, span), {
    isolationLevel: "repeatable read",
    accessMode: "read only",
  });
}

async function explore(ctx: Ctx, query: ExploreQuery, span: TimeRange): Promise<ExploreAnswer> {
  const expired = await countExpired(ctx, query, span);
  const isEmpty = span.to <= span.from;
  const starts = isEmpty ? [] : await barStarts(ctx, query, span);
  const rows = isEmpty ? [] : await seriesRows(ctx, query, span);
  return { range: span, starts, ...readSeries(query, starts, rows), expired };
}

/** Each hour of the span with the start of its bar: the first whole hour of it, where a zone cuts hours in two. */
function buckets({ grain, zone }: ExploreQuery, { from, to }: TimeRange): SQL {
  const cut = sql`date_trunc(${grain}, hour, ${zone})`;
  const start =
    grain === "none"
      ? iso(from)
      : grain === "hour" || grain === "minute"
        ? sql`hour`
        : sql`date_trunc('hour', ${cut} + interval '59 minutes 59 seconds', 'UTC')`;
  return sql`select hour, ${start} as start
    from generate_series(${iso(from)}, ${iso(to)} - interval '1 hour', interval '1 hour') as hour`;
}

async function barStarts(ctx: Ctx, query: ExploreQuery, span: TimeRange): Promise<Date[]> {
  if (query.grain === "minute") {
    const minutes = (span.to.getTime() - span.from.getTime()) / MINUTE_MS;
    return Array.from({ length: minutes }, (_, at) => new Date(span.from.getTime() + at * MINUTE_MS));
  }
  const rows = await ctx.db.execute<{ ms: string }>(sql`
    select distinct (extract(epoch from start) * 1000)::bigint::text as ms from (${buckets(query, span)}) b`);
  return rows.map(({ ms }) => new Date(Number(ms))).sort((a, b) => a.getTime() - b.getTime());
}

async function seriesRows(ctx: Ctx, query: ExploreQuery, span: TimeRange): Promise<SeriesRow[]> {
  const times = timesOf(query.metric);
  const parts = query.grain === "minute" ? [minuteSums(ctx, query, span)] : [hourlySums(ctx, query, [span])];
  const lengthMs = span.to.getTime() - span.from.getTime();
  if (query.grain !== "minute" && times !== null && lengthMs <= ROWS_SPAN_MS) {
    parts.push(rowTimes(ctx, query, times, [span]));
  }
  return ctx.db.execute<SeriesRow>(seriesStatement(ctx, query, buckets(query, span), parts));
}

/** Requests of the span's cells whose rows are gone. Throws for minutes of such a time, which nothing can tell any more. */
async function countExpired(ctx: Ctx, query: ExploreQuery, { from, to }: TimeRange): Promise<number> {
  const [row] = await ctx.db.execute<{ ms: string }>(sql`
    select (extract(epoch from kept_from) * 1000)::bigint::text as ms from retention where kind = 'requests'`);
  const keptFrom = new Date(Number(row?.ms ?? 0));
  if (keptFrom <= from) return 0;
  if (query.grain === "minute") {
    const message = "The log of this time has expired, so its minutes cannot be told apart. Choose hours.";
    throw new AppError("invalid_field", message, { param: "grain" });
  }
  const old = { from, to: keptFrom < to ? keptFrom : to };
  const [booked] = await ctx.db.execute<{ requests: string }>(requestCount(ctx, query, old));
  const [left] = await ctx.db.execute<{ requests: string }>(rowCount(ctx, query, old));
  return Number(booked?.requests ?? 0) - Number(left?.requests ?? 0);
}
