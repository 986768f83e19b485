import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { type KeyId, lowestIdAt } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import type { SuggestedSince } from "./damage";

type News = { kind: "network" | "model"; what: string; at_ms: string };

/**
 * Since when to look at a key that leaked: the first call from the earliest network or with the earliest model of the last 30
 * days that the key had never seen before, else 24 hours ago. What it saw on its first day is not new, nor is a network that
 * a person called their own.
 */
export async function suggestSince(ctx: Ctx, keyId: KeyId): Promise<SuggestedSince> {
  const now = ctx.clock.now();
  const [news] = await ctx.db.execute<News>(sql`
    with used as (
      select min(hour) as first from usage_hourly where account_id = ${ctx.accountId} and key_id = ${keyId}
    ), seen as (
      select 'network' as kind, network as what, first_seen_at as at from key_networks
      where account_id = ${ctx.accountId} and key_id = ${keyId} and known_at is null
      union all
      select 'model', model, min(hour) from usage_hourly
      where account_id = ${ctx.accountId} and key_id = ${keyId} and model is not null
      group by model
    )
    select kind, what, (extract(epoch from at) * 1000)::bigint::text as at_ms from seen, used
    where at >= used.first + interval '1 day'
      and at >= ${new Date(now.getTime() - 30 * DAY_MS).toISOString()}::timestamptz
    order by at, kind desc, what limit 1`);
  if (news === undefined) return { at: new Date(now.getTime() - DAY_MS), reason: "last day", what: null };
  const atMs = Number(news.at_ms);
  if (news.kind === "network") return { at: new Date(atMs), reason: "new network", what: news.what };
  const firstMs = await firstCallWith(ctx, keyId, { model: news.what, fromMs: atMs });
  return { at: new Date(firstMs ?? atMs), reason: "new model", what: news.what };
}

/** The sums know the hour; the log, as far as it reaches, knows the moment. */
async function firstCallWith(
  ctx: Ctx,
  keyId: KeyId,
  { model, fromMs }: { model: string; fromMs: number },
): Promise<number | null> {
  const [row] = await ctx.db.execute<{ at_ms: string | null }>(sql`
    select (extract(epoch from started_at) * 1000)::bigint::text as at_ms from requests
    where account_id = ${ctx.accountId} and key_id = ${keyId} and id >= ${lowestIdAt(fromMs)} and model_used = ${model}
    order by id limit 1`);
  return row?.at_ms == null ? null : Number(row.at_ms);
}
