import { and, desc, eq, getTableColumns, lt } from "drizzle-orm";
import { exports } from "@/db/schema/exports";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type ExportId, isUuid } from "@/lib/core/ids";
import type { LogExport } from "./contract";

type Reader = Pick<Ctx, "db" | "accountId">;
const { place: _, ...columns } = getTableColumns(exports);

/** At most `limit` exports of the account, newest first, those older than `after`. */
export async function listExports(
  { db, accountId }: Reader,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ items: LogExport[]; hasMore: boolean }> {
  const rows = await db
    .select(columns)
    .from(exports)
    .where(
      and(
        eq(exports.accountId, accountId),
        after === undefined ? undefined : lt(exports.id, after as ExportId),
      ),
    )
    .orderBy(desc(exports.id))
    .limit(limit + 1);
  return { items: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** An export by its id, or null. */
export async function findExport({ db, accountId }: Reader, id: string): Promise<LogExport | null> {
  const [found] = isUuid(id)
    ? await db
        .select(columns)
        .from(exports)
        .where(and(eq(exports.accountId, accountId), eq(exports.id, id as ExportId)))
    : [];
  return found ?? null;
}

/** An export by its id. Throws `not_found`, the same for another account's id as for none. */
export async function getExport(ctx: Reader, id: string): Promise<LogExport> {
  const found = await findExport(ctx, id);
  if (found === null) throw new AppError("not_found", "There is no export with this id in your account.");
  return found;
}
