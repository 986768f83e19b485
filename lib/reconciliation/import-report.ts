import { hash } from "node:crypto";
import { and, count, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { providerReportDays, providerReports } from "@/db/schema/provider-reports";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { newId, type ReportId } from "@/lib/core/ids";
import type { ProviderReport, ReadReport } from "./contract";
import { getReport } from "./queries";
import { readReport } from "./read/read-report";
import { reportFields, reportSubject } from "./report-fields";

const MOST_REPORTS = 2_000;
const AT_ONCE = 5_000;

type Imported = Pick<ReadReport, "understood" | "ignored" | "notices"> & {
  report: ProviderReport;
  /** False when the same file was imported before: then nothing changed. */
  isNew: boolean;
};

/**
 * Imports a provider's usage or cost report, all of it or nothing. The same file again changes nothing. `provider` is whose it is; null
 * when the file says so itself. Throws as `readReport` does, and `conflict` when the account has 2,000 reports.
 */
export async function importReport(
  ctx: Ctx,
  { bytes, provider, fileName }: { bytes: Uint8Array; provider: string | null; fileName: string },
): Promise<Imported> {
  const read = readReport(bytes, provider);
  const { understood, ignored, notices } = read;
  const sha256 = hash("sha256", bytes, "hex");
  const stored = await ctx.db.transaction((tx) =>
    store(tx, ctx, { read, sha256, fileName: plain(fileName) }),
  );
  return { report: await getReport(ctx, stored.id), isNew: stored.isNew, understood, ignored, notices };
}

async function store(
  tx: Transaction,
  ctx: Ctx,
  { read, sha256, fileName }: { read: ReadReport; sha256: string; fileName: string },
): Promise<{ id: ReportId; isNew: boolean }> {
  const { accountId } = ctx;
  const now = ctx.clock.now();
  const { provider, format } = read;
  const [held] = await tx
    .select({ reports: count() })
    .from(providerReports)
    .where(eq(providerReports.accountId, accountId));
  if ((held?.reports ?? 0) >= MOST_REPORTS) {
    throw new AppError("conflict", `An account has at most ${MOST_REPORTS} reports. Delete old ones.`);
  }
  const [row] = await tx
    .insert(providerReports)
    .values({
      id: newId<ReportId>(now.getTime()),
      accountId,
      provider,
      format,
      fileName,
      hash: sha256,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning();
  if (row === undefined) return { id: await sameFile(tx, ctx, sha256), isNew: false };
  const days = read.days.map((day) => ({ ...day, accountId, provider, reportId: row.id }));
  for (let at = 0; at < days.length; at += AT_ONCE) {
    await tx.insert(providerReportDays).values(days.slice(at, at + AT_ONCE));
  }
  await recordChange(tx, ctx, {
    action: "provider_report.imported",
    subject: reportSubject(row),
    after: { ...reportFields(row), days: days.length },
  });
  return { id: row.id, isNew: true };
}

async function sameFile(tx: Transaction, { accountId }: Ctx, sha256: string): Promise<ReportId> {
  const [row] = await tx
    .select({ id: providerReports.id })
    .from(providerReports)
    .where(and(eq(providerReports.accountId, accountId), eq(providerReports.hash, sha256)));
  if (row === undefined)
    throw new AppError("conflict", "The report was deleted at this very moment. Try again.");
  return row.id;
}

/** A file's name as it can be shown: short, on one line. */
function plain(name: string): string {
  const text = name
    .toWellFormed()
    .replace(/\p{Cc}/gu, "")
    .trim()
    .slice(0, 200);
  return text === "" ? "report" : text;
}
