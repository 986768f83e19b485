import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { AlertType } from "@/lib/alerts/contract";
import { type KeyId, lowestIdAt } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import type { KeyPast } from "./has-learned";
import { NEWS_DAYS } from "./is-news";
import type { Told } from "./is-repetition";
import { type KeyRef, type ModelUse, refs } from "./read-activity";

const TOLD_MS = 28 * DAY_MS;

/** What a key has behind it, with how many models, and on how many days of the last fourteen it had a first one. */
export type KnownPast = KeyPast & { models: number; newModelDays: number };

type PastRow = {
  key_id: KeyId;
  first: number | null;
  requests: number;
  models: number;
  new_model_days: number;
};

/** What keys did before a moment's hour. Answers for any id. */
export async function readPast(
  db: Database,
  keys: KeyRef[],
  now: Date,
): Promise<(keyId: KeyId) => KnownPast> {
  const at = now.toISOString();
  const rows =
    keys.length === 0
      ? []
      : await db.execute<PastRow>(sql`
    select asked.key_id, (extract(epoch from past.since) * 1000)::float8 as first, past.requests, past.models,
      (select count(distinct day)::int from unnest(past.days) as day
        where day > date_trunc('day', past.since, 'UTC')
          and day >= date_trunc('day', ${at}::timestamptz, 'UTC') - ${NEWS_DAYS} * interval '1 day'
          and day < date_trunc('day', ${at}::timestamptz, 'UTC')) as new_model_days
    from ${refs(keys)}
    cross join lateral (
      select min(first) as since, coalesce(sum(requests), 0)::float8 as requests, count(model)::int as models,
        array_agg(date_trunc('day', first, 'UTC')) filter (where model is not null) as days
      from (
        select u.model, min(u.hour) as first, sum(u.requests) as requests from usage_hourly u
        where u.account_id = asked.account_id and u.key_id = asked.key_id
          and u.hour < date_trunc('hour', ${at}::timestamptz, 'UTC')
        group by 1
      ) by_model
    ) past`);
  const pasts = new Map(
    rows.map((row): [KeyId, KnownPast] => [
      row.key_id,
      {
        firstHour: row.first,
        requests: row.requests,
        models: row.models,
        newModelDays: row.new_model_days,
      },
    ]),
  );
  return (keyId) => pasts.get(keyId) ?? { firstHour: null, requests: 0, models: 0, newModelDays: 0 };
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
