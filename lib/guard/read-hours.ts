import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { effectiveCost } from "@/db/effective-cost";
import { type KeyId, lowestIdAt } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import type { HourTally, KeyHours } from "./hour-tally";
import { type KeyRef, refs } from "./read-activity";

/** What the burst rule looks back on: the weeks that it compares, and four more that say how surprising they were. */
const WHOLE_PAST_MS = 57 * DAY_MS;

type HourRow = {
  key_id: KeyId;
  hour: number;
  requests: number;
  errors: number;
  unpriced: number;
  spent: number;
};

/** Calls that failed have no known cost and are no unpriced calls either. */
const TALLY = sql`sum(u.requests)::float8 as requests, sum(u.errors)::float8 as errors,
  greatest(sum(u.unpriced) - sum(u.errors), 0)::float8 as unpriced, sum(u.cost_nano_usd)::float8 as spent`;

/** What keys did in some hours, given by their beginnings in Unix milliseconds. */
export async function readHours(
  db: Database,
  keys: KeyRef[],
  hours: number[],
): Promise<Map<KeyId, KeyHours>> {
  if (keys.length === 0) return new Map();
  const moments = JSON.stringify([...new Set(hours)].map((hour) => ({ at: new Date(hour) })));
  // A sum of its own per hour makes Postgres look up each hour instead of reading all of a key's.
  const rows = await db.execute<HourRow>(sql`
    select asked.key_id, (extract(epoch from hours.at) * 1000)::float8 as hour, tally.*
    from ${refs(keys)}
    cross join json_to_recordset(${moments}::json) as hours (at timestamptz)
    cross join lateral (
      select ${TALLY} from usage_hourly u
      where u.account_id = asked.account_id and u.key_id = asked.key_id and u.hour = hours.at
      having count(*) > 0
    ) tally`);
  return byKey(rows);
}

/** Everything keys did in the last eight weeks, up to the hour of `now`, that hour included. */
export async function readWholePast(db: Database, keys: KeyRef[], now: Date): Promise<Map<KeyId, KeyHours>> {
  if (keys.length === 0) return new Map();
  const from = new Date(now.getTime() - WHOLE_PAST_MS).toISOString();
  const rows = await db.execute<HourRow>(sql`
    select asked.key_id, (extract(epoch from u.hour) * 1000)::float8 as hour, ${TALLY}
    from ${refs(keys)}
    join usage_hourly u on u.account_id = asked.account_id and u.key_id = asked.key_id
    where u.hour >= ${from} and u.hour <= ${now.toISOString()}
    group by 1, 2`);
  return byKey(rows);
}

/** What a key did in the last ten minutes by the rows themselves; `errors` are those of its own making. */
export async function readLastMinutes(
  db: Database,
  keys: KeyRef[],
  now: Date,
): Promise<Map<KeyId, HourTally>> {
  if (keys.length === 0) return new Map();
  // A key that was stopped, and a provider that is busy, are not what a key does wrong.
  const rows = await db.execute<HourRow>(sql`
    select asked.key_id, 0 as hour, recent.*
    from ${refs(keys)}
    cross join lateral (
      select count(*)::float8 as requests, coalesce(sum(r.cost), 0)::float8 as spent,
        count(*) filter (where r.cost is null and r.error_code is null)::float8 as unpriced,
        count(*) filter (where r.status between 400 and 498 and r.error_code not in (
          'key_deleted', 'key_disabled', 'key_expired', 'secret_revoked', 'rate_limit_exceeded',
          'provider_rate_limited'))::float8 as errors
      from (
        select status, error_code, ${effectiveCost("r")} as cost from requests r
        where r.account_id = asked.account_id and r.key_id = asked.key_id and not r.is_test
          and r.id >= ${lowestIdAt(now.getTime() - RECENT_MS)} and r.id < ${lowestIdAt(now.getTime() + HOUR_MS)}) r
    ) recent`);
  return new Map(rows.map((row) => [row.key_id, tallyOf(row)]));
}

/** How far back "the last minutes" reach. */
export const RECENT_MS = HOUR_MS / 6;

function byKey(rows: HourRow[]): Map<KeyId, KeyHours> {
  const found = new Map<KeyId, Map<number, HourTally>>();
  for (const row of rows) {
    const hours = found.get(row.key_id) ?? new Map<number, HourTally>();
    found.set(row.key_id, hours.set(row.hour, tallyOf(row)));
  }
  return found;
}

function tallyOf({ requests, errors, unpriced, spent }: HourRow): HourTally {
  return { requests, errors, unpriced, spentNanoUsd: spent };
}
