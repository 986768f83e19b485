import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Ctx } from "@/lib/context";
import type { AccountId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { lastThirtyDays, startOfHour } from "./contract";
import { iso } from "./sql-moment";

/** Accounts with fewer keys are summed fast enough when somebody asks. */
const ENOUGH_KEYS = 1_000;
/** An hour gets no more requests this long after it has ended: they are recorded when they end. */
const CLOSED_AFTER_MS = HOUR_MS;

/** Until when the usage of each key since a moment is added up already; null when nobody has. */
export async function findUsageSpan(
  { db, accountId }: Pick<Ctx, "db" | "accountId">,
  since: Date,
): Promise<{ until: Date } | null> {
  const [row] = await db.execute<{ until_ms: string }>(sql`
    select (extract(epoch from until) * 1000)::bigint::text as until_ms from key_usage_spans
    where account_id = ${accountId} and since = ${since.toISOString()}::timestamptz`);
  return row === undefined ? null : { until: new Date(Number(row.until_ms)) };
}

/**
 * Adds up the usage of each key over the last thirty days, and over those of tomorrow's list, for accounts with `enoughKeys`: a list ordered by usage reads these sums and only the latest hours. Sums that were made before are carried on. An hour
 * that is written to later than an hour after its end is missing in the order of the list until the next day, never in the
 * numbers it shows.
 */
export async function addUpUsage(db: Database, now: Date, enoughKeys = ENOUGH_KEYS): Promise<void> {
  const { from: today } = lastThirtyDays(now);
  const tomorrow = new Date(today.getTime() + DAY_MS);
  const until = new Date(startOfHour(now).getTime() - CLOSED_AFTER_MS);
  const accounts = await db.execute<{ account_id: AccountId }>(sql`
    select account_id from api_keys where deleted_at is null group by account_id having count(*) >= ${enoughKeys}`);
  for (const { account_id } of accounts) {
    for (const since of [today, tomorrow]) await carryOn(db, account_id, { since, until });
  }
  await db.execute(sql`
    with ended as (delete from key_usage_spans where since < ${iso(today)} returning account_id, since)
    delete from key_usage_sums s using ended where s.account_id = ended.account_id and s.since = ended.since`);
}

async function carryOn(
  db: Database,
  accountId: AccountId,
  { since, until }: { since: Date; until: Date },
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into key_usage_spans (account_id, since, until) values (${accountId}, ${iso(since)}, ${iso(since)})
      on conflict do nothing`);
    // By a statement of its own: what a booking of corrections changed until the lock was free must be seen by the next one.
    await tx.execute(sql`
      select from key_usage_spans where account_id = ${accountId} and since = ${iso(since)} for update`);
    await tx.execute(sql`
      with span as (
        select until from key_usage_spans where account_id = ${accountId} and since = ${iso(since)}
      )
      insert into key_usage_sums (account_id, since, key_id, requests, unpriced, cost_nano_usd)
      select account_id, ${iso(since)}, key_id, sum(requests), sum(unpriced), sum(cost_nano_usd)
      from usage_hourly
      where account_id = ${accountId} and hour >= (select until from span) and hour < ${iso(until)}
      group by account_id, key_id
      on conflict (account_id, since, key_id) do update set
        requests = key_usage_sums.requests + excluded.requests,
        unpriced = key_usage_sums.unpriced + excluded.unpriced,
        cost_nano_usd = key_usage_sums.cost_nano_usd + excluded.cost_nano_usd`);
    await tx.execute(sql`
      update key_usage_spans set until = greatest(until, ${iso(until)})
      where account_id = ${accountId} and since = ${iso(since)}`);
  });
}
