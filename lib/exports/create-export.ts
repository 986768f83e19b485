import { and, eq, getTableColumns, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { exports } from "@/db/schema/exports";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { formatCountExact } from "@/lib/core/format";
import { type ExportId, newId } from "@/lib/core/ids";
import { logTotal } from "@/lib/logs/log-total";
import {
  EXPORT_KEPT_MS,
  EXPORT_ROWS_MAX,
  type LogExport,
  type LogFileQuery,
  WAITING_EXPORTS_MAX,
} from "./contract";
import { exportSubject } from "./export-subject";
import { storedQuery } from "./stored-query";

const { place: _, ...columns } = getTableColumns(exports);

/**
 * Asks for a file of the log that is written in the background. Asking again for the one that is being written answers with that.
 * Throws `invalid_field` (param `from`) when it would have more than a million rows, and `conflict` when five others wait.
 */
export async function createExport(
  ctx: Ctx,
  input: LogFileQuery,
): Promise<{ export: LogExport; isNew: boolean }> {
  const { accountId, actor } = ctx;
  const { requests, isWhole } = await logTotal(ctx, input.filter);
  if (requests > EXPORT_ROWS_MAX) throw tooMany(requests);
  const now = ctx.clock.now();
  return ctx.db.transaction(async (tx) => {
    const waiting = await unfinished(tx, ctx);
    const query = storedQuery(input.filter);
    const same = waiting.find(
      (one) => one.query === query && one.format === input.format && one.zone === input.zone,
    );
    if (same !== undefined) return { export: same, isNew: false };
    if (waiting.length >= WAITING_EXPORTS_MAX) throw tooManyWaiting();
    const [made] = await tx
      .insert(exports)
      .values({
        id: newId<ExportId>(now.getTime()),
        accountId,
        byUserId: actor.kind === "user" ? actor.userId : null,
        format: input.format,
        query,
        zone: input.zone,
        state: "waiting",
        rowsTotal: isWhole ? requests : null,
        createdAt: now,
        expiresAt: new Date(now.getTime() + EXPORT_KEPT_MS),
      })
      .returning(columns);
    if (made === undefined) throw new Error("An export was not created");
    const after = { format: made.format, query, rows: made.rowsTotal };
    await recordChange(tx, ctx, { action: "export.created", subject: exportSubject(made), after });
    return { export: made, isNew: true };
  });
}

function unfinished(tx: Transaction, { accountId }: Ctx): Promise<LogExport[]> {
  const isOpen = inArray(exports.state, ["waiting", "running"]);
  return tx
    .select(columns)
    .from(exports)
    .where(and(eq(exports.accountId, accountId), isOpen));
}

function tooMany(requests: number): AppError {
  const message = `These are ${formatCountExact(requests)} requests or more, and a file has at most 1,000,000. Narrow the time or the filters.`;
  return new AppError("invalid_field", message, { param: "from" });
}

function tooManyWaiting(): AppError {
  const message = `${WAITING_EXPORTS_MAX} exports are being written. Wait for one of them, or delete it.`;
  return new AppError("conflict", message);
}
