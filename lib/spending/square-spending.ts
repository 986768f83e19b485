import { type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { effectiveCost, effectiveOwnCost } from "@/db/effective-cost";
import type { AccountId, SpendingLimitId } from "@/lib/core/ids";

/** How many limits one statement squares. */
const BATCH = 500;

/**
 * Makes what is spent of limits in the period that is running equal what the log says its requests cost: what was spent before a
 * limit existed, and costs that became others since. Recording goes on meanwhile. A request is in the log and in the balances or in
 * neither, since one statement writes both; so the difference between the two, taken from one snapshot, is right for every request
 * that the snapshot shows, and says nothing of the others, which add themselves. It is added, not set, so what they add is kept. Where a cost has become known in whose
 * place something was counted, that is taken back in the same statement: at no moment does a request count twice, or not at all.
 */
export async function squareSpending(
  db: Database | Transaction,
  limitIds: readonly SpendingLimitId[],
): Promise<void> {
  for (let at = 0; at < limitIds.length; at += BATCH) {
    const ids = `{${limitIds.slice(at, at + BATCH).join(",")}}`;
    await db.transaction(async (tx) => {
      await holdOwners(tx, ids);
      await tx.execute(square(ids));
    });
  }
}

/**
 * Makes those who square or change an account's spending limits wait for each other: a difference that two took from one snapshot
 * would be added twice. A gate or key that is locked too is locked before this, limits and balances after it.
 */
export async function holdSpending(tx: Transaction, accountId: AccountId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`spending ${accountId}`}, 0))`);
}

async function holdOwners(tx: Transaction, ids: string): Promise<void> {
  const owners = await tx.execute<{ id: AccountId }>(
    sql`select distinct account_id as id from spending_limits where id = any (${ids}::uuid[]) order by 1`,
  );
  for (const { id } of owners) await holdSpending(tx, id);
}

/** The smallest id that a request of that moment can have. */
const lowestId = (at: string) =>
  sql.raw(`(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`);

/**
 * Whole hours are those of the hourly sums, parts of hours are added up from the log. Where the log does not keep an hour any more of
 * which a part counts, anything between none and all of what is missing is right.
 */
function square(ids: string): SQL {
  return sql`
  with spans as (
    select l.id, l.account_id, l.key_id, l.gate_id, l.period, l.counts_own_keys, w.starts,
      greatest(w.starts, l.counts_from) as since, coalesce(spending_period_end(l.period, l.zone, w.starts), 'infinity') as until
    from spending_limits l
    cross join lateral (select spending_window_start(l.period, l.zone, statement_timestamp()) as starts) w
    where l.id = any (${ids}::uuid[])
  ), hours as (
    select s.*, date_trunc('hour', s.since + interval '1 hour' - interval '1 microsecond', 'UTC') as first,
      case when isfinite(s.until) then date_trunc('hour', s.until, 'UTC') else s.until end as last
    from spans s
  ), whole as (
    ${wholeHours("key")} union all ${wholeHours("gate")} union all ${wholeHours("account")}
  ), parts as (
    select h.*, part.starts_at, part.ends_at, date_trunc('hour', part.starts_at, 'UTC') as hour
    from hours h
    cross join lateral (values (h.since, least(h.first, h.until)), (greatest(h.last, h.first), h.until)) as part (starts_at, ends_at)
    where part.starts_at < part.ends_at
  ), partial as (
    select p.id, ${bucket("p", "p.hour")} as bucket, rows.inside as low, rows.inside + greatest(summed.cost - rows.inside - rows.outside, 0) as high
    from parts p
    cross join lateral (
      select coalesce(sum(q.cost) filter (where q.counts), 0) as inside, coalesce(sum(q.cost) filter (where not q.counts), 0) as outside
      from (
        select ${effectiveCost("r")} - case when p.counts_own_keys then 0 else coalesce(${effectiveOwnCost("r")}, 0) end as cost, r.started_at >= p.starts_at and r.started_at < p.ends_at as counts
        from requests r
        where r.account_id = p.account_id and (p.key_id is null or r.key_id = p.key_id) and (p.gate_id is null or r.gate_id = p.gate_id)
          and r.id >= ${lowestId("p.hour")} and r.id < ${lowestId("p.hour + interval '1 hour'")}
      ) q
    ) rows
    cross join lateral (
      select coalesce(sum(${countedOf("p")}), 0) as cost from usage_hourly u
      where u.account_id = p.account_id and u.hour = p.hour
        and (p.key_id is null or u.key_id = p.key_id) and (p.gate_id is null or u.gate_id = p.gate_id)
    ) summed
  ), expected as (
    select id, bucket, sum(low) as low, sum(high) as high
    from (select id, bucket, cost as low, cost as high from whole union all select * from partial) sums
    group by 1, 2
  ), known as (
    select b.limit_id as id, b.period_start as bucket, b.spent_nano_usd as spent
    from spans s join spending_balances b on b.limit_id = s.id and b.period_start >= s.starts
      and (s.period = 'rolling_30_days' or b.period_start = s.starts)
  ), taken as (
    delete from spending_fences f where f.limit_id = any (${ids}::uuid[]) and f.is_priced
    returning f.request_id, f.limit_id, f.period_start, f.amount_nano_usd as amount
  ), differences as (
    select id, bucket, (least(greatest(coalesce(spent, 0), coalesce(low, 0)), coalesce(high, 0)) - coalesce(spent, 0))::bigint as difference
    from expected full join known using (id, bucket)
  )
  insert into spending_balances as balance (limit_id, period_start, spent_nano_usd, fenced_nano_usd)
  select id, bucket, sum(spent), sum(fenced) from (
    select id, bucket, difference as spent, 0 as fenced from differences where difference <> 0
    union all select limit_id, period_start, 0, -amount from taken
    union all ${ofPeriodsOver()}
  ) changes
  group by 1, 2
  order by 1, 2
  on conflict (limit_id, period_start) do update set spent_nano_usd = balance.spent_nano_usd + excluded.spent_nano_usd,
    fenced_nano_usd = balance.fenced_nano_usd + excluded.fenced_nano_usd`;
}

/** What is taken back of a period that is over has its cost put in its place: nobody squares that period any more. */
function ofPeriodsOver(): SQL {
  return sql`
    select t.limit_id, t.period_start, c.delta_nano_usd, 0
    from taken t
    join spans s on s.id = t.limit_id and t.period_start < s.starts
    join cost_corrections c on c.request_id = t.request_id and c.account_id = s.account_id
    where s.counts_own_keys
      or not exists (select from requests r where r.id = t.request_id and r.account_id = s.account_id and r.own_provider_key)`;
}

/** With which balance an hour is added up. */
function bucket(span: string, hour: string): SQL {
  return sql.raw(`case ${span}.period when 'rolling_30_days' then ${hour} else ${span}.starts end`);
}

/** What a limit counts of an hour's sums. */
function countedOf(span: string): SQL {
  return sql.raw(`u.cost_nano_usd - case when ${span}.counts_own_keys then 0 else u.own_cost_nano_usd end`);
}

const OF_SCOPE = {
  key: "h.key_id is not null and u.key_id = h.key_id",
  gate: "h.gate_id is not null and u.gate_id = h.gate_id",
  account: "h.key_id is null and h.gate_id is null",
};

/** One statement for each scope, since each has its own way to the hourly sums. */
function wholeHours(scope: keyof typeof OF_SCOPE): SQL {
  return sql`
    select h.id, ${bucket("h", "u.hour")} as bucket, sum(${countedOf("h")}) as cost
    from hours h
    join usage_hourly u on u.account_id = h.account_id and u.hour >= h.first and u.hour < h.last and ${sql.raw(OF_SCOPE[scope])}
    group by 1, 2`;
}
