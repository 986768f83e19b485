import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { TimeRange } from "@/lib/core/time";
import { dimensionConditions, sumsColumns } from "../dimension-conditions";
import { iso } from "../sql-moment";
import type { ExploreQuery } from "./contract";
import { timesOf } from "./metric-order";
import { barOf } from "./read-bars";
import { seriesColumns } from "./series-columns";
import { plainMeasures, summedMeasures, timeClasses } from "./tally";

/** Spans of whole hours as the hourly sums know them, by bar and series. `buckets` has each hour with the start of its bar. */
export function hourlySums(ctx: Ctx, query: ExploreQuery, spans: TimeRange[]): SQL {
  const classes = timesOf(query.metric) === null ? sql`` : sql`, ${timeClasses(() => "null::bigint")}`;
  const conditions = dimensionConditions(ctx, query.filter, sumsColumns("u"));
  return sql`
    select b.start, ${seriesColumns(query, sumsColumns("u"))}, ${summedMeasures("u")}${classes}
    from usage_hourly u join buckets b on b.hour = u.hour
    where ${all([sql`u.account_id = ${ctx.accountId}`, within(sql.raw("u.hour"), spans), ...conditions])} group by 1, 2, 3`;
}

/** Whole spans of folded days or hours, with their times where `isTimed`. */
export function foldedSums(
  ctx: Ctx,
  query: ExploreQuery,
  { grain, mask, isTimed, span }: { grain: "day" | "hour"; mask: number; isTimed: boolean; span: TimeRange },
  spans: TimeRange[],
): SQL {
  const times = timesOf(query.metric);
  const column = times === "latency" ? "r.latency" : "r.first_token";
  const classes =
    times === null
      ? sql``
      : sql`, ${timeClasses((at) => (isTimed ? `${column}_${at}::bigint` : "null::bigint"))}`;
  const start = sql.raw("r.start");
  const bar = query.grain === grain ? start : barOf(query, start, span);
  const fold = sql`r.account_id = ${ctx.accountId} and r.grain = ${grain}
    and r.zone = ${grain === "day" ? query.zone : "UTC"} and r.mask = ${mask}`;
  const conditions = dimensionConditions(ctx, query.filter, sumsColumns("r"));
  return sql`
    select ${bar} as start, ${seriesColumns(query, sumsColumns("r"))}, ${plainMeasures("r")}${classes}
    from usage_rollups r where ${all([fold, within(start, spans), ...conditions])}`;
}

function within(hour: SQL, spans: TimeRange[]): SQL {
  const each = spans.map(({ from, to }) => sql`(${hour} >= ${iso(from)} and ${hour} < ${iso(to)})`);
  return sql`(${sql.join(each, sql` or `)})`;
}

const all = (conditions: SQL[]) => sql.join(conditions, sql` and `);
