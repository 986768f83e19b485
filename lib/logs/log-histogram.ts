import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { TimeRange } from "@/lib/core/time";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import { grainOf, hourStarts, MINUTES_UNTIL_MS, minuteStarts } from "./bar-starts";
import type { LogBar, LogFilter, LogHistogram } from "./contract";
import { keptSince } from "./kept-since";
import { hasCorrections, logConditions } from "./log-conditions";
import { dimensionsOf, isOfDimensions, splitHours } from "./summed-hours";
import { walkLog } from "./walk-log";

type Reader = Pick<Ctx, "db" | "accountId">;
/** Calls of one bar with one status, and how many of them failed; bars are counted from 1. */
type Counted = { bar: number; status: number; requests: string | number; errors: string | number };

/** How long rows may be counted. */
const BUDGET_MS = 50;

/**
 * How calls ended over time, in about sixty bars, cut in the zone where they are longer than an hour. Throws `invalid_field` for an
 * unknown zone.
 */
export async function logHistogram(ctx: Ctx, filter: LogFilter, zone: string): Promise<LogHistogram> {
  if (filter.to.getTime() - filter.from.getTime() <= MINUTES_UNTIL_MS) {
    const starts = minuteStarts(filter);
    const bars = barsBetween(starts, filter.to);
    const since = await countRows(ctx, filter, starts, bars);
    if (since === null || !isOfDimensions(filter)) return { bars, countedSince: since };
  }
  const starts = await hourStarts(ctx, filter, zone);
  const bars = barsBetween(starts, filter.to);
  if (!isOfDimensions(filter)) {
    return { bars, countedSince: await countRows(ctx, filter, starts, bars) };
  }
  const { before, hours, after } = splitHours(filter);
  const kept = await keptSince(ctx);
  // Charts tell of requests whose rows have expired, the log does not.
  const there = { from: kept !== null && kept > hours.from ? kept : hours.from, to: hours.to };
  const [, ...stops] = await Promise.all([
    countHours(ctx, filter, { hours: there, zone }, bars),
    countRows(ctx, { ...filter, ...before }, starts, bars),
    countRows(ctx, { ...filter, ...after }, starts, bars),
  ]);
  return { bars, countedSince: stops.find((stop) => stop !== null) ?? null };
}

function barsBetween(starts: Date[], end: Date): LogBar[] {
  return starts.map((from, at) => ({
    from,
    to: starts[at + 1] ?? end,
    success: 0,
    clientError: 0,
    limit: 0,
    providerError: 0,
  }));
}

/** Reads what is told of whole hours, as charts do. */
async function countHours(
  ctx: Ctx,
  filter: LogFilter,
  { hours, zone }: { hours: TimeRange; zone: string },
  bars: LogBar[],
): Promise<void> {
  if (hours.from >= hours.to) return;
  const query = {
    ...hours,
    zone,
    grain: grainOf(filter),
    metric: "requests",
    group: "status",
    filter,
  } as const;
  const { starts, series } = await exploreUsage(ctx, { ...query, filter: dimensionsOf(filter), top: 50 });
  const places = starts.map((start) => Math.max(1, bars.filter(({ from }) => from <= start).length));
  for (const { name, cells } of series) {
    const status = Number(name.group ?? 0);
    const rows = cells.flatMap(({ requests, errors }, at) =>
      requests === 0 ? [] : [{ bar: places[at] ?? 1, status, requests, errors }],
    );
    addTo(bars, rows);
  }
}

/** Counts rows as long as there is time. Returns since when they are counted, or null when all are. */
async function countRows(
  ctx: Reader,
  filter: LogFilter,
  starts: Date[],
  bars: LogBar[],
): Promise<Date | null> {
  if (filter.from >= filter.to) return null;
  const conditions = logConditions(ctx, filter, await hasCorrections(ctx, filter));
  const columns = sql`r.started_at, r.status, r.error_code`;
  const stopped = await walkLog<Counted>(
    ctx,
    conditions,
    { first: 4_000, most: 32_000, budgetMs: BUDGET_MS, columns },
    sql`select ${barOf(sql`started_at`, starts)} as bar, status, count(*)::text as requests, count(error_code)::text as errors
        from step where fits group by 1, 2`,
    (rows) => {
      addTo(bars, rows);
      return false;
    },
  );
  return stopped?.at ?? null;
}

/** The number of the bar that a moment lies in. */
function barOf(moment: SQL, starts: Date[]): SQL {
  const list = `{${starts.map((start) => start.toISOString()).join(",")}}`;
  return sql`width_bucket(${moment}, ${list}::timestamptz[])`;
}

function addTo(bars: LogBar[], rows: Counted[]): void {
  for (const row of rows) {
    const bar = bars[row.bar - 1];
    if (bar === undefined) continue;
    const [requests, errors] = [Number(row.requests), Number(row.errors)];
    if (row.status === 402 || row.status === 429) bar.limit += requests;
    else if (row.status >= 500) bar.providerError += requests;
    else if (row.status >= 400) bar.clientError += requests;
    else {
      // An answer that had begun keeps its status when it breaks off.
      bar.success += requests - errors;
      bar.providerError += errors;
    }
  }
}
