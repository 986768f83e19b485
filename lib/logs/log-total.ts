import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { TimeRange } from "@/lib/core/time";
import type { LogFilter, LogTotal } from "./contract";
import { keptSince } from "./kept-since";
import { hasCorrections, logConditions } from "./log-conditions";
import { isOfDimensions, splitHours, summedWithin } from "./summed-hours";
import { walkLog } from "./walk-log";

type Reader = Pick<Ctx, "db" | "accountId">;
type Sums = Pick<LogTotal, "requests" | "costNanoUsd" | "unpriced" | "isWhole">;
type SumsRow = { requests: string; unpriced: string; cost: string };

/** How long rows may be counted. */
const BUDGET_MS = 60;
const NOTHING: Sums = { requests: 0, costNanoUsd: 0n, unpriced: 0, isWhole: true };

/**
 * What the rows of a filter add up to, to the nano-dollar: from the hourly sums where those tell apart what the filter asks for, else
 * by counting rows as long as there is time.
 */
export async function logTotal(ctx: Reader, filter: LogFilter): Promise<LogTotal> {
  const kept = await keptSince(ctx);
  const there = kept !== null && kept > filter.from ? later(filter, kept) : filter;
  const gone = { from: filter.from, to: there.from };
  const isSummed = isOfDimensions(filter);
  const [rows, expired] = await Promise.all([
    isSummed ? sumOfParts(ctx, { ...filter, ...there }) : sumOfRows(ctx, { ...filter, ...there }),
    isSummed ? sumOfHours(ctx, filter, gone) : null,
  ]);
  return { ...rows, expired: gone.from < gone.to ? (expired?.requests ?? null) : 0 };
}

function later({ from, to }: TimeRange, kept: Date): TimeRange {
  return { from: kept < to ? kept : to > from ? to : from, to };
}

/** The whole hours from their sums, the rest of the span from its rows. */
async function sumOfParts(ctx: Reader, filter: LogFilter): Promise<Sums> {
  const { before, hours, after } = splitHours(filter);
  const parts = await Promise.all([
    sumOfHours(ctx, filter, hours),
    sumOfRows(ctx, { ...filter, ...before }),
    sumOfRows(ctx, { ...filter, ...after }),
  ]);
  return parts.reduce(add);
}

async function sumOfHours(ctx: Reader, filter: LogFilter, hours: TimeRange): Promise<Sums> {
  if (hours.from >= hours.to) return NOTHING;
  const [row] = await ctx.db.execute<SumsRow>(sql`
    select coalesce(sum(u.requests), 0)::text as requests, coalesce(sum(u.unpriced), 0)::text as unpriced,
      coalesce(sum(u.cost_nano_usd), 0)::text as cost
    from usage_hourly u where ${summedWithin(ctx, filter, hours)}`);
  return toSums(row);
}

async function sumOfRows(ctx: Reader, filter: LogFilter): Promise<Sums> {
  if (filter.from >= filter.to) return NOTHING;
  const conditions = logConditions(ctx, filter, await hasCorrections(ctx));
  let sums = NOTHING;
  const stopped = await walkLog<SumsRow>(
    ctx,
    conditions,
    { first: 8_000, most: 32_000, budgetMs: BUDGET_MS, columns: sql`${conditions.cost} as cost` },
    sql`select count(*)::text as requests, (count(*) - count(cost))::text as unpriced,
        coalesce(sum(cost), 0)::text as cost from step where fits`,
    ([found]) => {
      sums = add(sums, toSums(found));
      return false;
    },
  );
  return { ...sums, isWhole: stopped === null };
}

function toSums(row: SumsRow | undefined): Sums {
  return {
    requests: Number(row?.requests ?? 0),
    unpriced: Number(row?.unpriced ?? 0),
    costNanoUsd: BigInt(row?.cost ?? 0),
    isWhole: true,
  };
}

function add(one: Sums, other: Sums): Sums {
  return {
    requests: one.requests + other.requests,
    unpriced: one.unpriced + other.unpriced,
    costNanoUsd: one.costNanoUsd + other.costNanoUsd,
    isWhole: one.isWhole && other.isWhole,
  };
}
