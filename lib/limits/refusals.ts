import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { lowestIdAt } from "@/lib/core/ids";
import type { RefusedBy } from "@/lib/core/rate-limits";

/** How many refusals are counted at most, the newest ones. */
export const MOST_REFUSALS = 100_000;

/** How many calls a limit refused in one bar; null is one that the log does not name. */
export type Refusals = { bar: number; by: RefusedBy | null; calls: number };

/** Calls that limits refused, by the bars that begin at `starts` and by the limit that did it. */
export async function refusals(ctx: Ctx, to: Date, starts: readonly Date[]): Promise<Refusals[]> {
  const [first] = starts;
  if (first === undefined) return [];
  const list = `{${starts.map((start) => start.toISOString()).join(",")}}`;
  const rows = await ctx.db.execute<{ bar: number; by: RefusedBy | null; calls: number }>(sql`
    with refused as (
      select r.started_at, r.refused_by from requests r
      where r.account_id = ${ctx.accountId} and r.error_code is not null and r.error_code = 'rate_limit_exceeded'
        and r.id >= ${lowestIdAt(first.getTime())}::uuid and r.id < ${lowestIdAt(to.getTime())}::uuid
      order by r.id desc limit ${MOST_REFUSALS}
    )
    select width_bucket(started_at, ${list}::timestamptz[]) - 1 as bar, refused_by as by, count(*)::int as calls
    from refused group by 1, 2`);
  return [...rows];
}
