import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { TimeRange } from "@/lib/core/time";
import { dimensionConditions, sumsColumns } from "../dimension-conditions";
import { iso } from "../sql-moment";
import type { ExploreQuery } from "./contract";
import { rowsWithin } from "./log-parts";

/**
 * Requests of a span whose rows are gone: what the hourly sums from before `keptFrom` have and the log has no more. Throws for
 * minutes of such a time, which nothing can tell apart any more.
 */
export async function countExpired(
  ctx: Ctx,
  query: ExploreQuery,
  { from, to }: TimeRange,
  keptFrom: number,
): Promise<number> {
  if (keptFrom <= from.getTime()) return 0;
  if (query.grain === "minute") {
    const message = "The log of this time has expired, so its minutes cannot be told apart. Choose hours.";
    throw new AppError("invalid_field", message, { param: "grain" });
  }
  const old = { from, to: new Date(Math.min(keptFrom, to.getTime())) };
  const conditions = dimensionConditions(ctx, query.filter, sumsColumns("u"));
  const hours = sql`u.account_id = ${ctx.accountId} and u.hour >= ${iso(old.from)} and u.hour < ${iso(old.to)}`;
  const [row] = await ctx.db.execute<{ expired: string }>(sql`
    select (coalesce((select sum(u.requests) from usage_hourly u where ${sql.join([hours, ...conditions], sql` and `)}), 0)
      - (select count(*) from requests r where ${rowsWithin(ctx, query, [old])}))::text as expired`);
  return Number(row?.expired ?? 0);
}
