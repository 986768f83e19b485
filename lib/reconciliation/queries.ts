import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type ReportId } from "@/lib/core/ids";
import type { ProviderReport } from "./contract";

type Reader = Pick<Ctx, "db" | "accountId">;

/** The account's reports, newest first, one page by keyset. */
export async function listReports(
  ctx: Reader,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ items: ProviderReport[]; hasMore: boolean }> {
  if (after !== undefined && !isUuid(after)) return { items: [], hasMore: false };
  const older = after === undefined ? sql`true` : sql`r.id < ${after}`;
  const rows = await read(ctx, sql`${older} order by r.id desc limit ${limit + 1}`);
  return { items: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** A report of the account. Throws `not_found`, the same for another account's id as for none. */
export async function getReport(ctx: Reader, reportId: string): Promise<ProviderReport> {
  const [report] = isUuid(reportId) ? await read(ctx, sql`r.id = ${reportId}`) : [];
  if (report === undefined) throw reportNotFound();
  return report;
}

export function reportNotFound(): AppError {
  return new AppError("not_found", "There is no report with this id in your account.");
}

/** Whose reports there are, by name. */
export async function reportedProviders({ db, accountId }: Reader): Promise<string[]> {
  const rows = await db.execute<{ provider: string }>(sql`
    select distinct provider from provider_reports where account_id = ${accountId} order by provider`);
  return rows.map(({ provider }) => provider);
}

type Row = {
  id: ReportId;
  provider: string;
  format: string;
  file_name: string;
  created_ms: string;
  first_day: string;
  last_day: string;
  models: string;
  cells: string;
  cost_nano_usd: string | null;
};

async function read({ db, accountId }: Reader, which: ReturnType<typeof sql>): Promise<ProviderReport[]> {
  const rows = await db.execute<Row>(sql`
    select r.id, r.provider, r.format, r.file_name, (extract(epoch from r.created_at) * 1000)::bigint::text as created_ms, d.*
    from provider_reports r
    cross join lateral (
      select min(day)::text as first_day, max(day)::text as last_day, count(distinct model)::text as models,
        count(*)::text as cells, sum(cost_nano_usd)::text as cost_nano_usd
      from provider_report_days where report_id = r.id
    ) d
    where r.account_id = ${accountId} and ${which}`);
  return rows.map((row) => ({
    id: row.id,
    provider: row.provider,
    format: row.format,
    fileName: row.file_name,
    createdAt: new Date(Number(row.created_ms)),
    firstDay: row.first_day,
    lastDay: row.last_day,
    models: Number(row.models),
    cells: Number(row.cells),
    costNanoUsd: row.cost_nano_usd === null ? null : BigInt(row.cost_nano_usd),
  }));
}
