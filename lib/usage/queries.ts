import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type KeyId } from "@/lib/core/ids";
import { DAY_MS, isTimeZone, type TimeRange } from "@/lib/core/time";
import {
  type KeyUsage,
  type UsageBucket,
  type UsageByModel,
  type UsageModelBucket,
  type UsageOverTimeQuery,
  type UsageQuery,
  type UsageSums,
  wholeHours,
} from "./contract";
import { type SumsRow, sumColumns, toSums } from "./sums";

/** Sums of an account or of one of its keys over a span. Throws `invalid_field` for an impossible span. */
export async function usageTotals(ctx: Ctx, query: UsageQuery): Promise<UsageSums> {
  const [row] = await ctx.db.execute<SumsRow>(sql`
    select ${sumColumns} from usage_hourly u where ${within(ctx, query)}`);
  return toSums(row);
}

/** Sums by provider and model, most expensive first. Throws `invalid_field` for an impossible span. */
export async function usageByModel(ctx: Ctx, query: UsageQuery): Promise<UsageByModel[]> {
  const rows = await ctx.db.execute<SumsRow & { provider: string | null; model: string | null }>(sql`
    select u.provider, u.model, ${sumColumns} from usage_hourly u where ${within(ctx, query)}
    group by u.provider, u.model
    order by sum(u.cost_nano_usd) desc, sum(u.requests) desc, u.model, u.provider`);
  return rows.map((row) => ({ provider: row.provider, model: row.model, ...toSums(row) }));
}

/**
 * Sums per bucket in time order, cut by Postgres in the person's zone, so that a day of a change of clocks has its 23 or 25
 * hours. Every bucket the span touches is there, filled with zeros when nothing happened; with `groupBy: "model"`
 * every bucket has a cell for each model of the span. Throws `invalid_field` for an impossible span or an unknown zone.
 */
export function usageOverTime(
  ctx: Ctx,
  query: UsageOverTimeQuery & { groupBy: "model" },
): Promise<UsageModelBucket[]>;
export function usageOverTime(
  ctx: Ctx,
  query: UsageOverTimeQuery & { groupBy?: undefined },
): Promise<UsageBucket[]>;
export async function usageOverTime(
  ctx: Ctx,
  query: UsageOverTimeQuery & { groupBy?: "model" | undefined },
): Promise<UsageBucket[] | UsageModelBucket[]> {
  const byModel = query.groupBy === "model";
  const { from, to } = wholeHours(query);
  const model = byModel ? sql`u.model` : sql`null::text`;
  const series = byModel ? sql`(select distinct model from used)` : sql`(select null::text as model)`;
  // Buckets are cut from the hours of the span, so they are right wherever a zone skips or repeats an hour.
  const rows = await ctx.db.execute<SumsRow & { start_ms: string; model: string | null }>(sql`
    with hours as (
      select hour, date_trunc(${query.bucket}, hour, ${knownZone(query.zone)}) as start
      from generate_series(${iso(from)}, ${iso(to)} - interval '1 hour', interval '1 hour') as hour
    ), used as (
      select hours.start, ${model} as model, ${sumColumns}
      from usage_hourly u join hours on hours.hour = u.hour where ${within(ctx, query)} group by 1, 2
    )
    select (extract(epoch from buckets.start) * 1000)::bigint::text as start_ms, used.*, series.model as model
    from (select distinct start from hours) buckets cross join ${series} series
    left join used on used.start = buckets.start and used.model is not distinct from series.model
    order by buckets.start, series.model nulls last`);
  return rows.map((row) => {
    const bucket = { start: new Date(Number(row.start_ms)), ...toSums(row) };
    return byModel ? { ...bucket, model: row.model } : bucket;
  });
}

/** Usage of many keys in one statement: sums and a cell for every UTC day of the span. Answers for any id. */
export async function usageByKey(
  ctx: Ctx,
  { keyIds, ...range }: TimeRange & { keyIds: KeyId[] },
): Promise<(keyId: KeyId) => KeyUsage> {
  const { from, to } = wholeHours(range);
  const rows = keyIds.length === 0 ? [] : await dailyRows(ctx, keyIds, { from, to });
  const days = utcDays({ from, to });
  const byKey = new Map<KeyId, DailyRow[]>();
  for (const row of rows) byKey.set(row.key_id, [...(byKey.get(row.key_id) ?? []), row]);
  return (keyId) => keyUsage(byKey.get(keyId) ?? [], days);
}

type DailyRow = {
  key_id: KeyId;
  day: string;
  requests: string;
  errors: string;
  unpriced: string;
  cost: string;
};

async function dailyRows(ctx: Ctx, keyIds: KeyId[], { from, to }: TimeRange): Promise<DailyRow[]> {
  return ctx.db.execute<DailyRow>(sql`
    select key_id, to_char(hour at time zone 'UTC', 'YYYY-MM-DD') as day, sum(requests)::text as requests,
      sum(errors)::text as errors, sum(unpriced)::text as unpriced, sum(cost_nano_usd)::text as cost
    from usage_hourly
    where account_id = ${ctx.accountId} and key_id in ${keyIds} and hour >= ${iso(from)} and hour < ${iso(to)}
    group by 1, 2`);
}

function keyUsage(rows: DailyRow[], days: string[]): KeyUsage {
  const usage: KeyUsage = { requests: 0, errors: 0, unpriced: 0, costNanoUsd: 0n, sparkline: [] };
  const byDay = new Map(rows.map((row) => [row.day, row]));
  for (const day of days) {
    const row = byDay.get(day);
    const requests = Number(row?.requests ?? 0);
    const errors = Number(row?.errors ?? 0);
    usage.requests += requests;
    usage.errors += errors;
    usage.unpriced += Number(row?.unpriced ?? 0);
    usage.costNanoUsd += BigInt(row?.cost ?? 0);
    usage.sparkline.push({ day, requests, errors });
  }
  return usage;
}

function utcDays({ from, to }: TimeRange): string[] {
  const days: string[] = [];
  for (let at = Math.floor(from.getTime() / DAY_MS) * DAY_MS; at < to.getTime(); at += DAY_MS) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

/** The condition of every usage statement. An id that is none matches nothing, as another account's does. */
function within(ctx: Ctx, query: UsageQuery): SQL {
  const { from, to } = wholeHours(query);
  const ofAccount = sql`u.account_id = ${ctx.accountId} and u.hour >= ${iso(from)} and u.hour < ${iso(to)}`;
  if (query.keyId === undefined) return ofAccount;
  return isUuid(query.keyId) ? sql`${ofAccount} and u.key_id = ${query.keyId}` : sql`false`;
}

/** Only named zones: Postgres reads `+05:30` with the opposite sign. */
function knownZone(zone: string): SQL {
  if (/^[A-Za-z]/.test(zone) && isTimeZone(zone)) return sql`${zone}`;
  throw new AppError("invalid_field", "The time zone is not known. Use an IANA name such as Asia/Tokyo.", {
    param: "zone",
  });
}

function iso(moment: Date): SQL {
  return sql`${moment.toISOString()}::timestamptz`;
}
