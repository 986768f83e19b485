import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { isUuid, type KeyId } from "@/lib/core/ids";
import { DAY_MS, type TimeRange } from "@/lib/core/time";
import { type KeyUsage, type UsageByModel, type UsageQuery, type UsageSums, wholeHours } from "./contract";
import { iso } from "./sql-moment";
import { type SumsRow, sumColumns, toSums } from "./sums";

/** Sums of an account or of one of its keys over a span. Throws `invalid_field` for an impossible span. */
export async function usageTotals(ctx: Ctx, query: UsageQuery): Promise<UsageSums> {
  const [row] = await ctx.db.execute<SumsRow>(sql`
    select ${sumColumns} from usage_hourly u where ${within(ctx, query)}`);
  return toSums(row);
}

/** Whether the account has had a request at all. */
export async function hasRequests({ db, accountId }: Pick<Ctx, "db" | "accountId">): Promise<boolean> {
  const [row] = await db.execute<{ has: boolean }>(sql`
    select exists (select from usage_hourly where account_id = ${accountId}) as has`);
  return row?.has === true;
}

/** Sums by provider and model, most expensive first. Throws `invalid_field` for an impossible span. */
export async function usageByModel(ctx: Ctx, query: UsageQuery): Promise<UsageByModel[]> {
  const rows = await ctx.db.execute<SumsRow & { provider: string | null; model: string | null }>(sql`
    select u.provider, u.model, ${sumColumns} from usage_hourly u where ${within(ctx, query)}
    group by u.provider, u.model
    order by sum(u.cost_nano_usd) desc, sum(u.requests) desc, u.model, u.provider`);
  return rows.map((row) => ({ provider: row.provider, model: row.model, ...toSums(row) }));
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
