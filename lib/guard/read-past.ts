import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { AlertType } from "@/lib/alerts/contract";
import { type AccountId, type KeyId, lowestIdAt } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import type { KeyPast } from "./has-learned";
import type { Told } from "./is-repetition";
import { type KeyRef, type ModelUse, refs } from "./read-activity";

const TOLD_MS = 28 * DAY_MS;

/** What a key has behind it, and with how many models. */
export type KnownPast = KeyPast & { models: number };

/** What keys did before a moment's hour. Answers for any id. */
export async function readPast(
  db: Database,
  keys: KeyRef[],
  now: Date,
): Promise<(keyId: KeyId) => KnownPast> {
  const rows =
    keys.length === 0
      ? []
      : await db.execute<{ key_id: KeyId; first: number | null; requests: number; models: number }>(sql`
    select asked.key_id, past.* from ${refs(keys)}
    cross join lateral (
      select (extract(epoch from min(u.hour)) * 1000)::float8 as first,
        coalesce(sum(u.requests), 0)::float8 as requests, count(distinct u.model)::int as models
      from usage_hourly u
      where u.account_id = asked.account_id and u.key_id = asked.key_id
        and u.hour < date_trunc('hour', ${now.toISOString()}::timestamptz, 'UTC')
    ) past`);
  const pasts = new Map(
    rows.map(({ key_id, first, requests, models }) => [key_id, { firstHour: first, requests, models }]),
  );
  return (keyId) => pasts.get(keyId) ?? { firstHour: null, requests: 0, models: 0 };
}

/** When the beginning of each key's record was, as the hour of its first call in Unix milliseconds. */
export async function readFirstHours(db: Database, keys: KeyRef[]): Promise<Map<KeyId, number>> {
  if (keys.length === 0) return new Map();
  const rows = await db.execute<{ key_id: KeyId; first: number }>(sql`
    select asked.key_id, (extract(epoch from u.hour) * 1000)::float8 as first from ${refs(keys)}
    cross join lateral (
      select hour from usage_hourly u where u.account_id = asked.account_id and u.key_id = asked.key_id
      order by u.hour limit 1
    ) u`);
  return new Map(rows.map(({ key_id, first }) => [key_id, first]));
}

/**
 * Those of the uses that were the first of their model on the key. A model that a gate chose counts only if the gate is new
 * to the key too: a gate that is changed, or falls back, is not the doing of who calls.
 */
export async function onlyFirstUses(db: Database, uses: ModelUse[]): Promise<ModelUse[]> {
  if (uses.length === 0) return [];
  const asked = uses.map((use, place) => ({ ...use, place, at: new Date(use.at) }));
  const rows = await db.execute<{ place: number }>(sql`
    select asked.place from json_to_recordset(${JSON.stringify(asked)}::json) as asked (place int, "accountId" uuid,
      "keyId" uuid, model text, "gateId" uuid, "isChosen" boolean, at timestamptz)
    left join lateral (
      select true as found from usage_hourly u
      where u.account_id = asked."accountId" and u.key_id = asked."keyId" and u.model = asked.model
        and u.hour < date_trunc('hour', asked.at, 'UTC')
      order by u.hour desc limit 1
    ) model on true
    left join lateral (
      select true as found from usage_hourly u
      where u.account_id = asked."accountId" and u.key_id = asked."keyId" and u.gate_id = asked."gateId"
        and u.hour < date_trunc('hour', asked.at, 'UTC') and model.found is null and not asked."isChosen"
      order by u.hour desc limit 1
    ) gate on true
    where model.found is null and gate.found is null`);
  return rows.flatMap(({ place }) => uses[place] ?? []);
}

/** That a network was new to a key. */
export type NetworkUse = KeyRef & {
  network: string;
  at: number;
  networks: number;
  /** Days of the fourteen before on which it had another new one, without its days of learning. */
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
      select distinct on (n.account_id, n.key_id) n.account_id, n.key_id, n.network, n.first_seen_at
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
          where n.first_seen_at >= fresh.first_seen_at - interval '14 days' and n.first_seen_at >= known.since
            and n.first_seen_at < date_trunc('day', fresh.first_seen_at, 'UTC')))::int as new_days
      from key_networks n, (
        select min(first_seen_at) + interval '3 days' as since from key_networks
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

/** The last alert of each type on each of the keys, of the last four weeks. */
export async function readTold(
  db: Database,
  keys: KeyRef[],
  now: Date,
): Promise<(keyId: KeyId, type: AlertType) => Told | null> {
  const rows =
    keys.length === 0
      ? []
      : await db.execute<{ key_id: KeyId; type: AlertType; at: number; is_open: boolean }>(sql`
    select a.key_id, a.type, (extract(epoch from max(a.created_at)) * 1000)::float8 as at,
      bool_or(a.dismissed_at is null) as is_open
    from ${refs(keys)}
    join alerts a on a.key_id = asked.key_id and a.account_id = asked.account_id
    where a.id >= ${lowestIdAt(now.getTime() - TOLD_MS)}
    group by 1, 2`);
  const told = new Map(
    rows.map((row) => [`${row.key_id} ${row.type}`, { at: new Date(row.at), isOpen: row.is_open }]),
  );
  return (keyId, type) => told.get(`${keyId} ${type}`) ?? null;
}
