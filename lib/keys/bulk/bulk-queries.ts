import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { isUuid, type KeyId } from "@/lib/core/ids";
import type { KeyFilter } from "@/lib/core/key-filter";
import { DAY_MS } from "@/lib/core/time";
import { keyFilterSql } from "../list/key-filter";
import { BULK_MAX_KEYS } from "./contract";

/** A key that was used within the last 24 hours. `requests` are its calls to models in that time. */
export type KeyInUse = { id: KeyId; name: string; requests: number };

/** Those of the account's keys that were used within the last 24 hours, the busiest first. */
export async function keysInUse(ctx: Ctx, { ids }: { ids: string[] }): Promise<KeyInUse[]> {
  const known = `{${ids.filter(isUuid).join(",")}}`;
  const since = sql`${new Date(ctx.clock.now().getTime() - DAY_MS).toISOString()}::timestamptz`;
  return ctx.db.execute<KeyInUse>(sql`
    select k.id, k.name, coalesce(u.requests, 0)::int as requests
    from api_keys k
    cross join lateral (select max(last_used_at) as at from api_key_secrets where key_id = k.id) s
    left join lateral (
      select sum(requests) as requests from usage_hourly
      where account_id = ${ctx.accountId} and key_id = k.id and hour >= date_trunc('hour', ${since}, 'UTC')) u on true
    where k.account_id = ${ctx.accountId} and k.id = any(${known}::uuid[]) and k.deleted_at is null
      and k.purpose is null and (s.at >= ${since} or u.requests > 0)
    order by requests desc, k.id`);
}

/** Ids of the newest keys that a filter finds, as many as can be changed at once. */
export async function matchingKeyIds(ctx: Ctx, filter: KeyFilter): Promise<KeyId[]> {
  const { condition, uses } = keyFilterSql(ctx, filter);
  const rows = await ctx.db.execute<{ id: KeyId }>(sql`
    select k.id from api_keys k ${uses === null ? sql`` : sql`join ${uses} s on s.key_id = k.id`}
    where ${condition} and k.purpose is null order by k.id desc limit ${BULK_MAX_KEYS}`);
  return rows.map(({ id }) => id);
}

/** The account's tags, those of most keys first. */
export async function keyTags(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db.execute<{ tag: string }>(sql`
    select tag from api_keys k, unnest(k.tags) as tag
    where k.account_id = ${ctx.accountId} and k.deleted_at is null and k.tags <> '{}'
    group by tag order by count(*) desc, tag limit 100`);
  return rows.map(({ tag }) => tag);
}
