import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { lowestIdAt } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { NO_TOKENS, type Ours } from "../contract";
import type { Moved } from "./classify-gap";
import { tokenColumns, tokensOf } from "./token-columns";

/** A day of one of our models by the name our requests have for it. */
export type OurDay = { day: string; model: string; ours: Ours; late: Moved[] };

type Span = { provider: string; from: Date; to: Date };
type Cell = Record<string, string | null> & { day: string; model: string };

/** A call may run this long. */
const LONGEST_MS = HOUR_MS;
/** A provider's clock may be this far from ours. */
const CLOCKS_MS = MINUTE_MS;

/** Our sums by UTC day and model, from `from` up to `to`, which begin UTC days; what sums do not say is read from the rows. */
export async function readOurs(ctx: Ctx, span: Span): Promise<OurDay[]> {
  const sums = await readSums(ctx, span);
  const asked = sums.filter((row) => Number(row.unpriced) + Number(row.unsure) > 0);
  const [late, details] = await Promise.all([readLate(ctx, span), readDetails(ctx, span, asked)]);
  return sums.map((row) => {
    const detail = details.get(nameOf(row)) ?? {};
    return {
      day: row.day,
      model: row.model,
      ours: {
        requests: Number(row.requests),
        counted: Number(row.counted),
        unpriced: Number(row.unpriced),
        unsure: Number(row.unsure),
        tokens: tokensOf(row),
        unpricedTokens: tokensOf(detail, "unpriced_"),
        unsureTokens: tokensOf(detail, "unsure_"),
        costNanoUsd: BigInt(row.cost ?? 0),
      },
      late: late.get(nameOf(row)) ?? [],
    };
  });
}

/** Nothing at all, for a day of a model that only the provider has. */
export const NOTHING_OF_OURS: Ours = {
  requests: 0,
  counted: 0,
  unpriced: 0,
  unsure: 0,
  tokens: NO_TOKENS,
  unpricedTokens: NO_TOKENS,
  unsureTokens: NO_TOKENS,
  costNanoUsd: 0n,
};

const nameOf = ({ day, model }: { day: string; model: string }) => `${day} ${model}`;

function readSums({ db, accountId }: Ctx, { provider, from, to }: Span): Promise<Cell[]> {
  return db.execute<Cell>(sql`
    select (u.hour at time zone 'UTC')::date::text as day, u.model, sum(u.requests)::text as requests,
      sum(u.requests) filter (where u.status < 400 or u.status = 499)::text as counted,
      sum(u.unpriced)::text as unpriced, sum(u.estimated + u.interrupted)::text as unsure,
      sum(u.cost_nano_usd)::text as cost, ${tokenColumns("u")}
    from usage_hourly u
    where u.account_id = ${accountId} and u.provider = ${provider} and u.model is not null
      and u.hour >= ${from.toISOString()}::timestamptz and u.hour < ${to.toISOString()}::timestamptz
    group by 1, 2 order by 1, 2`);
}

/** Per day and model: the requests that ended after midnight, and those with the ones of the last minute before it. */
async function readLate({ db, accountId }: Ctx, { provider, from, to }: Span): Promise<Map<string, Moved[]>> {
  const ends = [];
  for (let end = from.getTime() + DAY_MS; end <= to.getTime(); end += DAY_MS) {
    const day = new Date(end - DAY_MS).toISOString().slice(0, 10);
    ends.push({
      day,
      lo: lowestIdAt(end - LONGEST_MS),
      hi: lowestIdAt(end),
      midnight: new Date(end).toISOString(),
    });
  }
  const isOver = sql`r.ended_at >= e.midnight`;
  const rows = await db.execute<Cell>(sql`
    select e.day, r.model_used as model, count(*) filter (where ${isOver})::text as over, count(*)::text as near,
      ${tokenColumns("r", { prefix: "over_", which: isOver })}, ${tokenColumns("r", { prefix: "near_" })}
    from json_to_recordset(${JSON.stringify(ends)}::json) as e (day text, lo uuid, hi uuid, midnight timestamptz)
    join requests r on r.account_id = ${accountId} and r.id >= e.lo and r.id < e.hi
    where r.provider = ${provider} and r.model_used is not null
      and r.ended_at >= e.midnight - interval '${sql.raw(String(CLOCKS_MS))} milliseconds'
    group by 1, 2`);
  return new Map(
    rows.map((row) => [
      nameOf(row),
      [
        { requests: Number(row.over), tokens: tokensOf(row, "over_") },
        { requests: Number(row.near), tokens: tokensOf(row, "near_") },
      ],
    ]),
  );
}

/** The tokens of requests without a price and of unsure ones, for the cells that have any. */
async function readDetails(
  { db, accountId }: Ctx,
  { provider }: Span,
  asked: readonly Cell[],
): Promise<Map<string, Cell>> {
  if (asked.length === 0) return new Map();
  const cells = asked.map(({ day, model }) => {
    const start = Date.parse(`${day}T00:00:00Z`);
    return { day, model, lo: lowestIdAt(start), hi: lowestIdAt(start + DAY_MS) };
  });
  const isUnpriced = sql`r.cost_nano_usd is null and not exists (
    select 1 from cost_corrections c where c.request_id = r.id and c.account_id = r.account_id)`;
  const isUnsure = sql`r.settlement in ('estimated', 'interrupted')`;
  const rows = await db.execute<Cell>(sql`
    select e.day, e.model, ${tokenColumns("r", { prefix: "unpriced_", which: isUnpriced })},
      ${tokenColumns("r", { prefix: "unsure_", which: isUnsure })}
    from json_to_recordset(${JSON.stringify(cells)}::json) as e (day text, model text, lo uuid, hi uuid)
    join requests r on r.account_id = ${accountId} and r.model_used = e.model and r.id >= e.lo and r.id < e.hi
    where r.provider = ${provider}
      and (r.cost_nano_usd is null or r.settlement in ('estimated', 'interrupted'))
    group by 1, 2`);
  return new Map(rows.map((row) => [nameOf(row), row]));
}
