import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { Theirs } from "../contract";
import { NO_TOKENS } from "../contract";

export type TheirDay = { day: string; model: string; theirs: Theirs };
/** The days that a report spans, and when it was imported. */
export type ReportedSpan = { first: string; last: string; importedAt: Date };

type Asked = { provider: string; first: string; last: string };
type Row = Record<"requests" | "input" | "cached" | "write" | "output" | "cost", string | null> & {
  day: string;
  model: string;
};

/** What reports say of a provider's days from `first` to `last`: value by value, the latest report that has one. */
export async function readTheirs(
  { db, accountId }: Ctx,
  { provider, first, last }: Asked,
): Promise<TheirDay[]> {
  const latest = (column: string) => {
    const name = sql.raw(`d.${column}`);
    return sql`((array_agg(${name} order by d.report_id desc) filter (where ${name} is not null))[1])::text`;
  };
  const rows = await db.execute<Row>(sql`
    select d.day::text as day, d.model, ${latest("requests")} as requests, ${latest("input_tokens")} as input,
      ${latest("cached_input_tokens")} as cached, ${latest("cache_write_tokens")} as write,
      ${latest("output_tokens")} as output, ${latest("cost_nano_usd")} as cost
    from provider_report_days d
    where d.account_id = ${accountId} and d.provider = ${provider} and d.day >= ${first}::date and d.day <= ${last}::date
    group by d.day, d.model order by d.day, d.model`);
  return rows.map((row) => ({ day: row.day, model: row.model, theirs: theirsOf(row) }));
}

/** Which days the reports of a provider speak of. */
export async function readReportedSpans({ db, accountId }: Ctx, provider: string): Promise<ReportedSpan[]> {
  const rows = await db.execute<{ first: string; last: string; imported_ms: string }>(sql`
    select min(d.day)::text as first, max(d.day)::text as last,
      (extract(epoch from r.created_at) * 1000)::bigint::text as imported_ms
    from provider_reports r join provider_report_days d on d.report_id = r.id
    where r.account_id = ${accountId} and r.provider = ${provider} group by r.id order by 1`);
  return rows.map(({ first, last, imported_ms }) => ({
    first,
    last,
    importedAt: new Date(Number(imported_ms)),
  }));
}

function theirsOf(row: Row): Theirs {
  const isCounted = [row.input, row.cached, row.write, row.output].some((count) => count !== null);
  return {
    requests: row.requests === null ? null : Number(row.requests),
    tokens: isCounted
      ? {
          ...NO_TOKENS,
          input: Number(row.input ?? 0),
          cachedInput: Number(row.cached ?? 0),
          cacheWrite: Number(row.write ?? 0),
          output: Number(row.output ?? 0),
        }
      : null,
    costNanoUsd: row.cost === null ? null : BigInt(row.cost),
  };
}
