import { and, eq } from "drizzle-orm";
import { providerReports } from "@/db/schema/provider-reports";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { isUuid, type ReportId } from "@/lib/core/ids";
import { reportNotFound } from "./queries";
import { reportFields, reportSubject } from "./report-fields";

/** Takes a report away with all it said; what others say of the same days counts again. Throws `not_found`. */
export async function deleteReport(ctx: Ctx, { reportId }: { reportId: string }): Promise<void> {
  if (!isUuid(reportId)) throw reportNotFound();
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .delete(providerReports)
      .where(and(eq(providerReports.accountId, ctx.accountId), eq(providerReports.id, reportId as ReportId)))
      .returning();
    if (row === undefined) throw reportNotFound();
    await recordChange(tx, ctx, {
      action: "provider_report.deleted",
      subject: reportSubject(row),
      before: reportFields(row),
    });
  });
}
