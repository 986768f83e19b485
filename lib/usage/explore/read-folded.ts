import { sql } from "drizzle-orm";
import { logKeptFrom } from "@/db/log-kept-from";
import type { Ctx } from "@/lib/context";
import type { TimeRange } from "@/lib/core/time";
import { iso } from "../sql-moment";
import type { ExploreQuery } from "./contract";

/** What is folded of a span and its zone, in Unix milliseconds, and since when the log has its rows. */
export type FoldedSpan = {
  daysUntil: number | null;
  hoursUntil: number | null;
  late: number[];
  /** True when the zone's days should be noted as asked for. */
  isNewZone: boolean;
  keptFrom: number;
};

export async function readFolded(
  { db, accountId }: Ctx,
  { zone }: ExploreQuery,
  { from, to }: TimeRange,
): Promise<FoldedSpan> {
  const [row] = await db.execute<
    Record<"hours" | "days" | "kept" | "late", string | null> & { fresh: boolean | null }
  >(sql`
    select extract(epoch from h.until)::bigint::text as hours, extract(epoch from d.until)::bigint::text as days,
      d.asked_at > now() - interval '1 day' as fresh,
      extract(epoch from ${logKeptFrom(accountId)})::bigint::text as kept,
      (select string_agg(distinct extract(epoch from hour)::bigint::text, ',') from usage_late_hours
        where account_id = ${accountId} and hour >= ${iso(from)} and hour < ${iso(to)}) as late
    from (select ${accountId}::uuid as account_id) a
    left join usage_rollup_spans h on h.account_id = a.account_id and h.grain = 'hour'
    left join usage_rollup_spans d on d.account_id = a.account_id and d.grain = 'day' and d.zone = ${zone}`);
  const ms = (seconds: string | null | undefined) => (seconds == null ? null : Number(seconds) * 1_000);
  return {
    hoursUntil: ms(row?.hours),
    daysUntil: ms(row?.days),
    late: row?.late?.split(",").map((seconds) => Number(seconds) * 1_000) ?? [],
    isNewZone: row?.hours != null && row.fresh !== true,
    keptFrom: ms(row?.kept) ?? 0,
  };
}
