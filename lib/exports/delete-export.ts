import { and, eq } from "drizzle-orm";
import { exports } from "@/db/schema/exports";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type ExportId, isUuid } from "@/lib/core/ids";
import { exportSubject } from "./export-subject";

/** Deletes an export and its file; one that is being written stops. Throws `not_found`. */
export async function deleteExport(ctx: Ctx, { exportId }: { exportId: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [gone] = isUuid(exportId)
      ? await tx
          .delete(exports)
          .where(and(eq(exports.accountId, ctx.accountId), eq(exports.id, exportId as ExportId)))
          .returning()
      : [];
    if (gone === undefined) {
      throw new AppError("not_found", "There is no export with this id in your account.");
    }
    const before = { state: gone.state, rows: gone.rows };
    await recordChange(tx, ctx, { action: "export.deleted", subject: exportSubject(gone), before });
  });
}
