import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { DAY_MS, type TimeRange } from "@/lib/core/time";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import type { LogFilter, LogTotal } from "./contract";
import { keptSince } from "./kept-since";
import { hasCorrections, logConditions } from "./log-conditions";
import { dimensionsOf, isOfDimensions, splitHours } from "./summed-hours";
import { walkLog } from "./walk-log";

type Reader = Pick<Ctx, "db" | "accountId">;
type Sums = Pick<LogTotal, "requests" | "costNanoUsd" | "unpriced" | "isWhole">;
type SumsRow = { requests: string; unpriced: string; cost: string };

/** How long rows may be counted. */
const BUDGET_MS = 50;
/** Usage is answered for about three years at once. */
const LONGEST_MS = 1_000 * DAY_MS;
const NOTHING: Sums = { requests: 0, costNanoUsd: 0n, unpriced: 0, isWhole: true };

/**
 * What the rows of a filter add up to, to the nano-dollar: from the hourly sums where those tell apart what the filter asks for, else
 * by counting rows as long as there is time.
 */
export async function logTotal(ctx: Ctx, filter: LogFilter): Promise<LogTotal> {
  const kept = await keptSince(ctx);
  const there = kept !== null && kept > filter.from ? later(filter, kept) : filter;
  const gone = { from: filter.from, to: there.from };
  const isSummed = isOfDimensions(filter);
  const [rows, expired] = await Promise.all([
    isSummed ? sumOfParts(ctx, { ...filter, ...there }) : sumOfRows(ctx, { ...filter, ...there }),
    isSummed ? sumOfHours(ctx, filter, gone) : null,
  ]);
  return { ...rows, expired: gone.from < gone.to ? (expired?.expired ?? null) : 0 };
}

function later({ from, to }: TimeRange, kept: Date): TimeRange {
  return { from: kept < to ? kept : to > from ? to : from, to };
}

/** The whole hours from their sums, the rest of the span from its rows. */
async function sumOfParts(ctx: Ctx, filter: LogFilter): Promise<Sums> {
  const { before, hours, after } = splitHours(filter);
  const parts = await Promise.all([
    sumOfHours(ctx, filter, hours),
    sumOfRows(ctx, { ...filter, ...before }),
    sumOfRows(ctx, { ...filter, ...after }),
  ]);
  return parts.reduce(add, NOTHING);
}

/** Reads what is told of whole hours, as charts do. */
async function sumOfHours(
  ctx: Ctx,
  filter: LogFilter,
  hours: TimeRange,
): Promise<Sums & { expired: number }> {
  if (hours.from >= hours.to) return { ...NOTHING, expired: 0 };
  if (hours.to.getTime() - hours.from.getTime() > LONGEST_MS) {
    const middle = new Date(hours.to.getTime() - LONGEST_MS);
    const parts = [
      await sumOfHours(ctx, filter, { from: hours.from, to: middle }),
      await sumOfHours(ctx, filter, { from: middle, to: hours.to }),
    ];
    return { ...parts.reduce(add, NOTHING), expired: parts.reduce((sum, { expired }) => sum + expired, 0) };
  }
  const query = { ...hours, zone: "UTC", grain: "none", metric: "requests", top: 1 } as const;
  const { total, expired } = await exploreUsage(ctx, { ...query, filter: dimensionsOf(filter) });
  const { requests, unpriced, costNanoUsd } = total;
  return { requests, unpriced, costNanoUsd, isWhole: true, expired };
}

async function sumOfRows(ctx: Reader, filter: LogFilter): Promise<Sums> {
  if (filter.from >= filter.to) return NOTHING;
  const conditions = logConditions(ctx, filter, await hasCorrections(ctx));
  let sums = NOTHING;
  const stopped = await walkLog<SumsRow>(
    ctx,
    conditions,
    { first: 4_000, most: 32_000, budgetMs: BUDGET_MS, columns: sql`${conditions.cost} as cost` },
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
