import { sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { LATE_AFTER_HOURS } from "@/db/record-statement";
import type { AccountId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { moments } from "./fold-columns";
import { firstHourOf, foldDay } from "./fold-day";
import { foldHours } from "./fold-hours";

/** How much one transaction folds at most. */
const HOURS_AT_ONCE = 24;
const DAYS_AT_ONCE = 7;
/** A write of an hour that is not late yet is committed this much later at the latest: a statement may run for 30 seconds. */
const MARGIN_MINUTES = 10;
/** A run leaves the rest to the next one after this long. */
const RUN_MS = 5 * MINUTE_MS;
/** Zones nobody looks from any more. */
const FORGET_AFTER_DAYS = 40;

/**
 * Folds what is over and has not been folded yet, and hours that were written to afterwards, for all accounts. What is read from
 * the folds is exact at any moment, whenever this runs or is killed:
 *
 * - A fold covers only hours that ended more than an hour ago. Whoever writes to such an hour leaves a mark of it in the same
 *   transaction, so a reader, who sees folds, marks and hourly sums as of one moment, takes marked hours from the hourly sums.
 * - A fold is one transaction that sees one moment (`repeatable read`). It removes the marks of its hours that it sees, and what
 *   they stand for is in the sums that it sees. A mark that comes later stays, and the hour is folded again.
 * - Days are folded with the hours in them, in the same transaction.
 * - Two runs at once cannot mix: each changes the row of the account's hours, so the second one fails and is repeated.
 *
 * Nothing but speed is lost with the folds: without rows in `usage_rollup_spans` all of them are made again, except for the times
 * of requests whose rows have expired.
 */
export async function foldUsage(db: Database): Promise<void> {
  await db.execute(sql`
    insert into usage_rollup_spans (account_id, grain, zone, since, until)
    select a.id, 'hour', 'UTC', first.hour, first.hour from accounts a cross join lateral (
      select hour from usage_hourly where account_id = a.id order by hour limit 1
    ) first
    on conflict do nothing`);
  const accounts = await db.execute<{ account_id: AccountId }>(sql`
    select account_id from usage_rollup_spans where grain = 'hour'`);
  const endAt = performance.now() + RUN_MS;
  for (const { account_id } of accounts) {
    while (performance.now() < endAt && (await foldPiece(db, account_id)));
  }
  await forgetZones(db);
}

/** Folds a piece of an account's usage. False when nothing is left to fold. */
function foldPiece(db: Database, accountId: AccountId): Promise<boolean> {
  return db.transaction(
    async (tx) => {
      await tx.execute(
        sql`select set_config('statement_timeout', '120000', true), set_config('work_mem', '64MB', true)`,
      );
      const late = await lateHours(tx, accountId);
      const next = await nextHours(tx, accountId);
      await foldHours(tx, accountId, [...late, ...next.hours]);
      await tx.execute(sql`
        delete from usage_late_hours
        where account_id = ${accountId} and hour = any(${moments([...late, ...next.hours])})`);
      await tx.execute(sql`
        update usage_rollup_spans set until = ${next.until.toISOString()}::timestamptz
        where account_id = ${accountId} and grain = 'hour'`);
      const zones = await tx.execute<{ zone: string; until_ms: string }>(sql`
        select zone, (extract(epoch from until) * 1000)::bigint::text as until_ms from usage_rollup_spans
        where account_id = ${accountId} and grain = 'day'`);
      let days = 0;
      for (const { zone, until_ms } of zones) {
        days += await carryOnDays(
          tx,
          accountId,
          { zone, until: new Date(Number(until_ms)) },
          next.until,
          late,
        );
      }
      return late.length > 0 || next.hours.length > 0 || days > 0;
    },
    { isolationLevel: "repeatable read" },
  );
}

/** Folded hours with marks, some of them. */
async function lateHours(tx: Transaction, accountId: AccountId): Promise<Date[]> {
  const rows = await tx.execute<{ ms: string }>(sql`
    select (extract(epoch from l.hour) * 1000)::bigint::text as ms from usage_late_hours l
    join usage_rollup_spans s on s.account_id = l.account_id and s.grain = 'hour'
    where l.account_id = ${accountId} and l.hour < s.until group by l.hour order by l.hour desc limit ${HOURS_AT_ONCE}`);
  return rows.map(({ ms }) => new Date(Number(ms)));
}

/** The hours to fold next, and until when hours are folded then: time without requests is passed over. */
async function nextHours(tx: Transaction, accountId: AccountId): Promise<{ hours: Date[]; until: Date }> {
  const [row] = await tx.execute<{ until_ms: string; closed_ms: string }>(sql`
    select (extract(epoch from until) * 1000)::bigint::text as until_ms,
      (extract(epoch from date_trunc('hour', now() - ${LATE_AFTER_HOURS} * interval '1 hour'
        - ${MARGIN_MINUTES} * interval '1 minute', 'UTC')) * 1000)::bigint::text as closed_ms
    from usage_rollup_spans where account_id = ${accountId} and grain = 'hour' for update`);
  const until = Number(row?.until_ms);
  const closed = Math.max(until, Number(row?.closed_ms));
  const first = await firstUsed(tx, accountId, new Date(until), new Date(closed));
  if (first === null) return { hours: [], until: new Date(closed) };
  const end = Math.min(closed, first.getTime() + HOURS_AT_ONCE * HOUR_MS);
  const length = (end - first.getTime()) / HOUR_MS;
  const hours = Array.from({ length }, (_, at) => new Date(first.getTime() + at * HOUR_MS));
  return { hours, until: new Date(end) };
}

/** Folds the days of a zone that are whole by now, some of them, and those with late hours. Tells how many are new. */
async function carryOnDays(
  tx: Transaction,
  accountId: AccountId,
  { zone, until }: { zone: string; until: Date },
  hoursUntil: Date,
  late: Date[],
): Promise<number> {
  const first = await firstUsed(tx, accountId, until, hoursUntil);
  const from = first ?? hoursUntil;
  const length = Math.min(hoursUntil.getTime() - from.getTime(), DAYS_AT_ONCE * DAY_MS) / HOUR_MS + 1;
  const ahead = Array.from({ length }, (_, at) => new Date(from.getTime() + at * HOUR_MS));
  const begun = await daysOf(tx, ahead, zone);
  // The day of the first hour that is not folded is not over.
  const running = begun.at(-1) ?? until.getTime();
  const fresh = begun.filter((day) => day < running);
  const stale = (await daysOf(tx, late, zone)).filter((day) => day < until.getTime());
  const days = [...new Set([...fresh, ...stale])].map((day) => new Date(day));
  for (const day of days) await foldDay(tx, accountId, zone, day);
  await tx.execute(sql`
    update usage_rollup_spans set until = greatest(until, ${new Date(running).toISOString()}::timestamptz)
    where account_id = ${accountId} and grain = 'day' and zone = ${zone}`);
  return fresh.length;
}

/** The first hour of a span in which there are requests. */
async function firstUsed(tx: Transaction, accountId: AccountId, from: Date, to: Date): Promise<Date | null> {
  const [row] = await tx.execute<{ ms: string }>(sql`
    select (extract(epoch from hour) * 1000)::bigint::text as ms from usage_hourly
    where account_id = ${accountId} and hour >= ${from.toISOString()}::timestamptz
      and hour < ${to.toISOString()}::timestamptz
    order by hour limit 1`);
  return row === undefined ? null : new Date(Number(row.ms));
}

/** The calendar days that hours belong to, in order, as Unix milliseconds. */
async function daysOf(tx: Transaction, hours: readonly Date[], zone: string): Promise<number[]> {
  if (hours.length === 0) return [];
  const rows = await tx.execute<{ ms: string }>(sql`
    select distinct (extract(epoch from ${firstHourOf("day", sql.raw("hour"), zone)}) * 1000)::bigint::text as ms
    from unnest(${moments(hours)}) hour`);
  return rows.map(({ ms }) => Number(ms)).sort((a, b) => a - b);
}

async function forgetZones(db: Database): Promise<void> {
  await db.execute(sql`
    with forgotten as (
      delete from usage_rollup_spans where grain = 'day' and asked_at < now() - ${FORGET_AFTER_DAYS} * interval '1 day'
      returning account_id, zone
    )
    delete from usage_rollups r using forgotten f
    where r.account_id = f.account_id and r.grain = 'day' and r.zone = f.zone`);
}
