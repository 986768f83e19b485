import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { AccountId, KeyId } from "@/lib/core/ids";
import { NEWS_DAYS } from "./is-news";
import type { KeyRef } from "./read-activity";

/** That a network was new to a key. */
export type NetworkUse = KeyRef & {
  network: string;
  at: number;
  networks: number;
  /** Days of the fourteen before on which it had another new one, without its first day. */
  newDays: number;
};

/** Networks that keys were first used from since a moment, with how often that happens to the key. */
export async function readNewNetworks(db: Database, keys: KeyRef[], since: Date): Promise<NetworkUse[]> {
  if (keys.length === 0) return [];
  const accounts = JSON.stringify([...new Set(keys.map(({ accountId }) => accountId))]);
  const rows = await db.execute<{
    account_id: AccountId;
    key_id: KeyId;
    network: string;
    at: number;
    networks: number;
    new_days: number;
  }>(sql`
    with fresh as (
      select distinct on (n.account_id, n.key_id) n.account_id, n.key_id, n.network, n.first_seen_at,
        date_trunc('day', n.first_seen_at, 'UTC') as day
      from key_networks n
      where n.account_id in (select json_array_elements_text(${accounts}::json)::uuid)
        and n.first_seen_at >= ${since.toISOString()} and n.network <> 'unknown' and n.known_at is null
      order by n.account_id, n.key_id, n.first_seen_at desc
    )
    select fresh.account_id, fresh.key_id, fresh.network,
      (extract(epoch from fresh.first_seen_at) * 1000)::float8 as at, others.networks, others.new_days
    from fresh cross join lateral (
      select count(*)::int as networks,
        (count(distinct date_trunc('day', n.first_seen_at, 'UTC')) filter (
          where n.first_seen_at >= known.after and n.first_seen_at < fresh.day
            and n.first_seen_at >= fresh.day - ${NEWS_DAYS} * interval '1 day'))::int as new_days
      from key_networks n, (
        select date_trunc('day', min(first_seen_at), 'UTC') + interval '1 day' as after from key_networks
        where account_id = fresh.account_id and key_id = fresh.key_id
      ) known
      where n.account_id = fresh.account_id and n.key_id = fresh.key_id
        and n.first_seen_at < fresh.first_seen_at and n.network <> 'unknown'
    ) others`);
  return rows.map((row) => ({
    accountId: row.account_id,
    keyId: row.key_id,
    network: row.network,
    at: row.at,
    networks: row.networks,
    newDays: row.new_days,
  }));
}
