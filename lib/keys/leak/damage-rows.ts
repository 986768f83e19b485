import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { type KeyId, lowestIdAt } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";

/** How many days before are compared with. */
const COMPARED_DAYS = 30;

/** One cell of the statement, numbers as text so that nothing of them is lost. `kind` says what it was grouped by. */
export type DamageRow = {
  kind: number;
  value: string | null;
  calls: string;
  errors: string;
  unpriced: string;
  cost: string | null;
  input: string | null;
  cached: string | null;
  written: string | null;
  output: string | null;
  reasoning: string | null;
  audio: string | null;
  first_ms: string | null;
  last_ms: string | null;
  earliest_ms: string | null;
  calls_before: string;
  errors_before: string;
  unpriced_before: string;
  cost_before: string | null;
};

// The bits of grouping(): one is off for the column a row is grouped by.
export const TOTAL = 63;
export const DAY = 62;
export const KIND_OF = { models: 31, gates: 47, networks: 55, agents: 59, endpoints: 61 } as const;

/**
 * A key's calls since a moment and in the 30 days before, in one reading of its rows: all of them, by what they have in common,
 * and by UTC day before. Rows are found by their time-ordered ids.
 */
export async function damageRows(ctx: Ctx, keyId: KeyId, since: Date): Promise<DamageRow[]> {
  const from = new Date(Math.max(0, since.getTime() - COMPARED_DAYS * DAY_MS));
  const moment = sql`${since.toISOString()}::timestamptz`;
  return ctx.db.execute<DamageRow>(sql`
    with corrected as (
      select request_id, sum(delta_nano_usd)::bigint as delta from cost_corrections
      where account_id = ${ctx.accountId} and request_id >= ${lowestIdAt(from.getTime())}
      group by 1
    ), span as (
      select r.*, case when c.delta is null then r.cost_nano_usd else coalesce(r.cost_nano_usd, 0) + c.delta end as cost,
        r.started_at >= ${moment} as is_after,
        case when r.started_at < ${moment} then date_trunc('day', r.started_at, 'UTC') end as day
      from requests r left join corrected c on c.request_id = r.id
      where r.account_id = ${ctx.accountId} and r.key_id = ${keyId}
        and r.id >= ${lowestIdAt(from.getTime())} and r.started_at >= ${from.toISOString()}::timestamptz
    )
    select grouping(model_used, gate_id, network, user_agent, endpoint, day)::int as kind,
      coalesce(model_used, gate_id::text, network, user_agent, endpoint,
        (extract(epoch from day) * 1000)::bigint::text) as value,
      (count(*) filter (where is_after))::text as calls,
      (count(error_code) filter (where is_after))::text as errors,
      (count(*) filter (where is_after and cost is null))::text as unpriced,
      (sum(cost) filter (where is_after))::text as cost,
      (sum(input_tokens) filter (where is_after))::text as input,
      (sum(cached_input_tokens) filter (where is_after))::text as cached,
      (sum(cache_write_tokens + cache_write_1h_tokens) filter (where is_after))::text as written,
      (sum(output_tokens) filter (where is_after))::text as output,
      (sum(reasoning_tokens) filter (where is_after))::text as reasoning,
      (sum(audio_input_tokens + audio_output_tokens) filter (where is_after))::text as audio,
      (extract(epoch from min(started_at) filter (where is_after)) * 1000)::bigint::text as first_ms,
      (extract(epoch from max(started_at) filter (where is_after)) * 1000)::bigint::text as last_ms,
      (extract(epoch from min(started_at)) * 1000)::bigint::text as earliest_ms,
      (count(*) filter (where not is_after))::text as calls_before,
      (count(error_code) filter (where not is_after))::text as errors_before,
      (count(*) filter (where not is_after and cost is null))::text as unpriced_before,
      (sum(cost) filter (where not is_after))::text as cost_before
    from span
    group by grouping sets ((), (model_used), (gate_id), (network), (user_agent), (endpoint), (day))`);
}
