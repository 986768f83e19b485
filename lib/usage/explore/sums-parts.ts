import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { TimeRange } from "@/lib/core/time";
import { dimensionConditions, sumsColumns } from "../dimension-conditions";
import { maskOf } from "../rollups/masks";
import { iso } from "../sql-moment";
import { timesOf } from "./metric-order";
import type { PartQuery } from "./part-query";
import { barOf, barsOfHours } from "./read-bars";
import { isTagged, seriesColumns, tagTwins } from "./series-columns";
import { plainMeasures, summedMeasures, timeClasses } from "./tally";

/** Spans of whole hours as the hourly sums know them, by bar and series. */
export function hourlySums(ctx: Ctx, query: PartQuery, span: TimeRange, spans: TimeRange[]): SQL {
  const classes = timesOf(query.metric) === null ? [] : timeClasses(() => "null::bigint");
  const conditions = dimensionConditions(ctx, query.filter, sumsColumns("u"));
  return sql`
    select b.start, ${list([seriesColumns(query, sumsColumns("u")), ...summedMeasures("u", query.measures), ...classes])}
    from usage_hourly u join (${barsOfHours(query, span, spans)}) b on b.hour = u.hour ${tagTwins(ctx, query, sumsColumns("u"))}
    where ${all([sql`u.account_id = ${ctx.accountId}`, within(sql.raw("u.hour"), spans), ...conditions])} group by 1, 2, 3`;
}

/** Whole spans of folded days or hours, by bar and series, with their times where `isTimed`. */
export function foldedSums(
  ctx: Ctx,
  query: PartQuery,
  { grain, mask, isTimed, span }: { grain: "day" | "hour"; mask: number; isTimed: boolean; span: TimeRange },
  spans: TimeRange[],
): SQL {
  const times = timesOf(query.metric);
  const column = times === "latency" ? "r.latency" : "r.first_token";
  const start = sql.raw("r.start");
  // A fold of more than is told apart has several rows for a bar of a series, and a tag has several keys.
  const isBar = query.grain === grain && mask === maskOf([query.group, query.subgroup]) && !isTagged(query);
  const class_ = (at: number) => (isBar ? `${column}_${at}::bigint` : `sum(${column}_${at})`);
  const classes = times === null ? [] : timeClasses((at) => (isTimed ? class_(at) : "null::bigint"));
  const measures = isBar ? plainMeasures("r", query.measures) : summedMeasures("r", query.measures);
  const fold = sql`r.account_id = ${ctx.accountId} and r.grain = ${grain}
    and r.zone = ${grain === "day" ? query.zone : "UTC"} and r.mask = ${mask}`;
  const conditions = dimensionConditions(ctx, query.filter, sumsColumns("r"));
  return sql`
    select ${query.grain === grain ? start : barOf(query, start, span)} as start,
      ${list([seriesColumns(query, sumsColumns("r")), ...measures, ...classes])}
    from usage_rollups r ${tagTwins(ctx, query, sumsColumns("r"))} where ${all([fold, within(start, spans), ...conditions])} ${isBar ? sql`` : sql`group by 1, 2, 3`}`;
}

function within(hour: SQL, spans: TimeRange[]): SQL {
  const each = spans.map(({ from, to }) => sql`(${hour} >= ${iso(from)} and ${hour} < ${iso(to)})`);
  return sql`(${sql.join(each, sql` or `)})`;
}

const list = (columns: SQL[]) => sql.join(columns, sql`, `);
const all = (conditions: SQL[]) => sql.join(conditions, sql` and `);
