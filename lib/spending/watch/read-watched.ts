import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { AccountId, SpendingLimitId } from "@/lib/core/ids";
import type { NanoUsd } from "@/lib/core/money";
import type { SpendingPeriod, SpendingScope } from "@/lib/core/spending";
import type { Watched } from "./watched-limit";

type Told = { percent: number; periodStart: string; allowed: string; isSuspended: boolean; raisedAt: string };
type Row = {
  limit_id: SpendingLimitId;
  account_id: AccountId;
  scope: SpendingScope;
  holder_id: string;
  holder_name: string | null;
  is_live: boolean;
  period: SpendingPeriod;
  zone: string;
  is_blocking: boolean;
  alert_percents: number[];
  allowed: NanoUsd;
  raised_until: Date | null;
  used: NanoUsd;
  reserved: NanoUsd;
  refused_at: Date | null;
  changed_at: Date;
  period_start: Date;
  resets_at: Date | null;
  told: Told[] | null;
};

/**
 * The limits of all accounts of which there may be something to tell at a moment: those that have reached a percentage or refused a call,
 * and those that something was told of. One statement over the balances of running periods; of limits whose keys were not used since
 * `since`, which were not changed and of which nothing was told, none is read. 1970 reads all.
 */
export async function readWatched(
  db: Database,
  { at, since }: { at: Date; since: Date },
): Promise<Watched[]> {
  const now = sql`${at.toISOString()}::timestamptz`;
  const last = sql`${since.toISOString()}::timestamptz`;
  const rows = await db.execute<Row>(sql`
    with told as (
      select limit_id, (array_agg(account_id))[1] as account_id, (array_agg(scope))[1] as scope,
        (array_agg(holder_id))[1] as holder_id,
        json_agg(json_build_object('percent', percent, 'periodStart', period_start, 'allowed', allowed_nano_usd::text,
          'isSuspended', is_suspended, 'raisedAt', raised_at)) as told
      from spending_alerts group by limit_id
    ), active as (
      select s.account_id, s.key_id from accounts a join lateral (
        select account_id, key_id from api_key_secrets where account_id = a.id and last_used_at >= ${last}
      ) s on true
      group by 1, 2
    ), running as (
      select l.*, coalesce(l.key_id, l.gate_id, l.account_id) as holder_id, l.enforcement = 'block' as is_blocking,
        l.amount_nano_usd + case when l.raised_until > ${now} then l.raised_nano_usd else 0 end as allowed,
        spending_window_start(l.period, l.zone, ${now}) as opens, l.period = 'rolling_30_days' as is_rolling
      from spending_limits l
      where l.updated_at >= ${last} or l.raised_until between ${last} and ${now} or l.id in (select limit_id from told)
        or (l.key_id is null and l.account_id in (select account_id from active)) or l.key_id in (select key_id from active)
    ), standing as (
      select l.*, sums.used, sums.reserved, sums.refused_at from running l
      cross join lateral (
        select coalesce(sum(b.spent_nano_usd + b.fenced_nano_usd), 0)::bigint as used,
          coalesce(sum(b.reserved_nano_usd), 0)::bigint as reserved,
          max(b.refused_at) filter (where not l.is_rolling or b.period_start >= ${now} - interval '2 hours') as refused_at
        from spending_balances b
        where b.limit_id = l.id and b.period_start >= l.opens and (l.is_rolling or b.period_start = l.opens)
      ) sums
    )
    select coalesce(l.id, told.limit_id) as limit_id, coalesce(l.account_id, told.account_id) as account_id,
      coalesce(l.scope, told.scope) as scope, coalesce(l.holder_id, told.holder_id) as holder_id,
      coalesce(k.name, g.name, a.name) as holder_name,
      l.id is not null and k.deleted_at is null and g.deleted_at is null as is_live,
      l.period, l.zone, l.is_blocking, l.alert_percents, l.allowed,
      case when l.raised_until > ${now} and l.raised_nano_usd > 0 then l.raised_until end as raised_until,
      l.used, l.reserved, l.refused_at, l.updated_at as changed_at,
      case when l.is_rolling then to_timestamp(0) else l.opens end as period_start,
      spending_period_end(l.period, l.zone, l.opens) as resets_at, told.told
    from standing l
    full join told on told.limit_id = l.id
    left join api_keys k on coalesce(l.scope, told.scope) = 'key' and k.id = coalesce(l.holder_id, told.holder_id)
    left join gates g on coalesce(l.scope, told.scope) = 'gate' and g.id = coalesce(l.holder_id, told.holder_id)
    left join accounts a on coalesce(l.scope, told.scope) = 'account' and a.id = coalesce(l.holder_id, told.holder_id)
    where told.limit_id is not null or (l.is_blocking and (l.refused_at is not null or l.used >= l.allowed))
      or l.used::numeric * 100 >= l.allowed::numeric * (select min(percent) from unnest(l.alert_percents) percent)`);
  return rows.map(toWatched);
}

function toWatched(row: Row): Watched {
  const { limit_id: limitId, account_id: accountId, scope, holder_id: holderId, holder_name } = row;
  return {
    holder: { limitId, accountId, scope, holderId, holderName: holder_name ?? "" },
    limit: row.is_live ? toLimit(row) : null,
    told: (row.told ?? []).map((one) => ({
      ...one,
      allowed: BigInt(one.allowed),
      periodStart: new Date(one.periodStart),
      raisedAt: new Date(one.raisedAt),
    })),
  };
}

function toLimit(row: Row): NonNullable<Watched["limit"]> {
  const { period, zone, allowed, used, reserved } = row;
  return {
    period,
    zone,
    allowed,
    used,
    reserved,
    isBlocking: row.is_blocking,
    alertPercents: row.alert_percents,
    raisedUntil: row.raised_until,
    refusedAt: row.refused_at,
    changedAt: row.changed_at,
    periodStart: row.period_start,
    resetsAt: row.resets_at,
  };
}
