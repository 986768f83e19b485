import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { lowestIdAt } from "@/lib/core/ids";
import type { TimeRange } from "@/lib/core/time";
import { overridesOf, priceFor } from "@/lib/prices/account-prices";
import { listPrices } from "@/lib/prices/queries";
import { modelOfSpelling } from "./model-spellings";

/** A model with requests whose cost is not known. */
export type UnpricedModel = {
  provider: string;
  model: string;
  /** How it is called in the log. */
  spellings: string[];
  requests: number;
  unpriced: number;
  lastCallAt: Date | null;
  /** The version of the price that it has by now: what is not known can be booked, or no price of tokens says it. Null when none. */
  priceVersion: string | null;
};

type Row = { provider: string; model: string; requests: string; unpriced: string; last_ms: string | null };

/**
 * The models that were called in a span without a known cost: those without a price first, then by how many such requests there
 * are. The span is one of whole hours.
 */
export async function unpricedModels(ctx: Ctx, { from, to }: TimeRange): Promise<UnpricedModel[]> {
  const [rows, own] = await Promise.all([readRows(ctx, { from, to }), listPrices(ctx)]);
  const overrides = overridesOf(own);
  const models = new Map<string, UnpricedModel>();
  for (const { provider, model: spelling, requests, unpriced, last_ms } of rows) {
    const model = modelOfSpelling(provider, spelling);
    const name = `${provider}/${model}`;
    const version = priceFor(overrides, provider, model, ctx.clock.now())?.version ?? null;
    const found = models.get(name) ?? {
      provider,
      model,
      spellings: [],
      requests: 0,
      unpriced: 0,
      lastCallAt: null,
      priceVersion: version,
    };
    found.spellings.push(spelling);
    found.requests += Number(requests);
    found.unpriced += Number(unpriced);
    const last = last_ms === null ? null : new Date(Number(last_ms));
    if (last !== null && (found.lastCallAt === null || last > found.lastCallAt)) found.lastCallAt = last;
    models.set(name, found);
  }
  return [...models.values()].sort(
    (a, b) =>
      Number(a.priceVersion !== null) - Number(b.priceVersion !== null) ||
      b.unpriced - a.unpriced ||
      a.model.localeCompare(b.model),
  );
}

function readRows({ db, accountId }: Ctx, { from, to }: TimeRange): Promise<Row[]> {
  return db.execute<Row>(sql`
    select u.provider, u.model, u.requests::text as requests, u.unpriced::text as unpriced,
      (extract(epoch from last.started_at) * 1000)::bigint::text as last_ms
    from (
      select provider, model, sum(requests) as requests, sum(unpriced) as unpriced from usage_hourly
      where account_id = ${accountId} and hour >= ${from.toISOString()}::timestamptz and hour < ${to.toISOString()}::timestamptz
        and provider is not null and model is not null
      group by 1, 2 having sum(unpriced) > 0) u
    left join lateral (
      select r.started_at from requests r
      where r.account_id = ${accountId} and r.model_used = u.model and r.provider = u.provider
        and r.id >= ${lowestIdAt(from.getTime())}
      order by r.id desc limit 1) last on true`);
}
