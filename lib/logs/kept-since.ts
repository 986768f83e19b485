import { sql } from "drizzle-orm";
import { logKeptFrom } from "@/db/log-kept-from";
import type { Ctx } from "@/lib/context";

/** Since when the account's log has its rows; null when none have expired yet. */
export async function keptSince({ db, accountId }: Pick<Ctx, "db" | "accountId">): Promise<Date | null> {
  const [row] = await db.execute<{ ms: string | null }>(
    sql`select (extract(epoch from ${logKeptFrom(accountId)}) * 1000)::bigint::text as ms`,
  );
  return row?.ms == null ? null : new Date(Number(row.ms));
}
