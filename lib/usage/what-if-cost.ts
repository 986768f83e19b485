import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { type GateId, lowestIdAt } from "@/lib/core/ids";
import type { TimeRange } from "@/lib/core/time";
import type { Price, PriceTier } from "@/lib/prices/price";
import type { TokenClass } from "@/lib/prices/token-classes";

/** What a gate's requests cost, and what they would have at another price. Amounts are of `compared` alone. */
export type WhatIfCost = {
  /** Requests that used tokens; the latest of them when there are more than are read at once. */
  requests: number;
  /** True when only the latest were read. */
  isSample: boolean;
  compared: number;
  /** Left out: what they cost is not known, how many tokens they used is not, they cost more than tokens, the price does not cover them. */
  unpriced: number;
  unsure: number;
  beyondTokens: number;
  notCovered: number;
  beforeNanoUsd: bigint;
  afterNanoUsd: bigint;
};

const MOST_ROWS = 200_000;

const COLUMNS: Record<TokenClass, string> = {
  input: "input_tokens",
  cachedInput: "cached_input_tokens",
  cacheWrite: "cache_write_tokens",
  cacheWrite1h: "cache_write_1h_tokens",
  output: "output_tokens",
  audioInput: "audio_input_tokens",
  audioOutput: "audio_output_tokens",
};

type Row = Record<"requests" | "compared" | "unpriced" | "unsure" | "beyond" | "not_covered", string> &
  Record<"before" | "after", string | null>;

/**
 * The cost of a gate's requests over a span, and that of the same tokens at `price`, each request priced alone and by its own tier, as
 * `priceUsage` does. Corrections count. At most the latest `most` requests.
 */
export async function whatIfCost(
  { db, accountId }: Ctx,
  { gateId, from, to, price, most = MOST_ROWS }: TimeRange & { gateId: GateId; price: Price; most?: number },
): Promise<WhatIfCost> {
  const within = (alias: string, id: string) => sql`
    ${sql.raw(alias)}.account_id = ${accountId} and ${sql.raw(`${alias}.${id}`)} >= ${lowestIdAt(from.getTime())}
    and ${sql.raw(`${alias}.${id}`)} < ${lowestIdAt(to.getTime())}`;
  const [row] = await db.execute<Row>(sql`
    with latest as (
      select r.* from requests r
      where ${within("r", "id")} and r.gate_id = ${gateId} and ${sumOf(Object.values(COLUMNS))} > 0
      order by r.id desc limit ${most + 1}
    ), corrected as (
      select c.request_id, sum(c.delta_nano_usd) as delta from cost_corrections c where ${within("c", "request_id")} group by 1
    ), priced as (
      select r.beyond_tokens, r.settlement in ('estimated', 'interrupted') as unsure,
        case when r.cost_nano_usd is null and c.delta is null then null
          else coalesce(r.cost_nano_usd, 0) + coalesce(c.delta, 0) end as before,
        ${costAt(price)} as after
      from (select * from latest limit ${most}) r left join corrected c on c.request_id = r.id
    ), told as (
      select *, case when beyond_tokens then 'beyond' when unsure then 'unsure' when before is null then 'unpriced'
        when after is null then 'not covered' else 'compared' end as state
      from priced
    )
    select (select count(*) from latest)::text as requests,
      count(*) filter (where state = 'compared')::text as compared,
      count(*) filter (where state = 'unpriced')::text as unpriced,
      count(*) filter (where state = 'unsure')::text as unsure,
      count(*) filter (where state = 'beyond')::text as beyond,
      count(*) filter (where state = 'not covered')::text as not_covered,
      (sum(before) filter (where state = 'compared'))::text as before,
      (sum(after) filter (where state = 'compared'))::text as after
    from told`);
  const found = Number(row?.requests ?? 0);
  return {
    requests: Math.min(found, most),
    isSample: found > most,
    compared: Number(row?.compared ?? 0),
    unpriced: Number(row?.unpriced ?? 0),
    unsure: Number(row?.unsure ?? 0),
    beyondTokens: Number(row?.beyond ?? 0),
    notCovered: Number(row?.not_covered ?? 0),
    beforeNanoUsd: BigInt(row?.before ?? 0),
    afterNanoUsd: BigInt(row?.after ?? 0),
  };
}

/** What a request's tokens cost, in nano-dollars rounded once; null when a class of them has no price. */
function costAt({ tiers }: Price): SQL {
  const { output: _, audioOutput: __, ...inputs } = COLUMNS;
  const input = sumOf(Object.values(inputs));
  const cases = [...tiers].reverse().map((tier) => sql`when ${input} > ${tier.above} then ${pico(tier)}`);
  // Half away from zero: no count of tokens is negative.
  return sql`div(case ${sql.join(cases, sql` `)} end + 500, 1000)`;
}

function pico(tier: PriceTier): SQL {
  const lines = (Object.keys(COLUMNS) as TokenClass[]).map((name) => {
    const tokens = sql.raw(`r.${COLUMNS[name]}`);
    const rate = tier[name];
    if (rate === null) return sql`case when ${tokens} = 0 then 0 end`;
    return sql`${tokens}::numeric * ${rate.toString()}::numeric`;
  });
  return sql`(${sql.join(lines, sql` + `)})::numeric`;
}

function sumOf(columns: readonly string[]): SQL {
  return sql.raw(`(${columns.map((column) => `r.${column}`).join(" + ")})`);
}
