import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import type { TimeRange } from "@/lib/core/time";
import type { ExploreQuery } from "./contract";
import { metricOrder, orderMeasures, shareOf, timesOf } from "./metric-order";
import { type FoldedDays, readParts } from "./read-parts";
import { seriesValue } from "./series-columns";
import { type SeriesRow, START_MS } from "./series-statement";
import { MEASURE_COLUMNS, talliedClasses, tallyColumns, toClasses } from "./tally";
import { timeAtShare } from "./time-classes";

type Name = { g: string; s: string };

/**
 * The bars of the largest series, and those of all requests where there are more series than these. Which ones are largest is found
 * first, from their sums over the whole span, so that the bars of a few are read and not those of all.
 */
export async function readRanked(
  ctx: Ctx,
  query: ExploreQuery,
  span: TimeRange,
  folded: FoldedDays,
): Promise<SeriesRow[]> {
  const { found, largest } = await readLargest(ctx, query, span, folded);
  if (found === 0) return [];
  const bars = (of: ExploreQuery) =>
    ctx.db.execute<SeriesRow>(sql`
      select 0 as series, n.g, n.s, '0' as found, ${START_MS}, ${tallyColumns("n", timesOf(of.metric) !== null)}
      from (${readParts(ctx, { ...of, measures: MEASURE_COLUMNS }, span, folded)}) n`);
  const places = new Map(largest.map((name, at) => [placeOf(name), at + 1]));
  const [named, totals] = await Promise.all([
    bars(narrowed(query, largest)),
    found > query.top ? bars({ ...query, group: null, subgroup: null }) : [],
  ]);
  const series = named.flatMap((row) => {
    const place = places.get(placeOf({ g: row.g ?? "", s: row.s ?? "" }));
    return place === undefined ? [] : [{ ...row, series: place, found: String(found) }];
  });
  return [...series, ...totals];
}

/** The names of the largest series, the largest first, and how many series there are. */
async function readLargest(
  ctx: Ctx,
  query: ExploreQuery,
  span: TimeRange,
  folded: FoldedDays,
): Promise<{ found: number; largest: Name[] }> {
  const share = shareOf(query.metric);
  const whole = { ...query, grain: "none" as const, measures: orderMeasures(query.metric) };
  const parts = readParts(ctx, whole, span, folded);
  if (share === null) {
    const largest = await ctx.db.execute<Name & { found: string }>(sql`
      select n.g, n.s, count(*) over ()::text as found from (${parts}) n
      group by n.g, n.s order by ${metricOrder(query.metric)} desc nulls last, n.g, n.s limit ${query.top}`);
    return { found: Number(largest[0]?.found ?? 0), largest };
  }
  // Postgres would need a subquery for each series to find the class in which a share is reached.
  const all = await ctx.db.execute<Name & { classes: string }>(sql`
    select n.g, n.s, ${talliedClasses("n")} from (${parts}) n group by n.g, n.s order by n.g, n.s`);
  const timed = all.map((name) => ({ name, time: timeAtShare(toClasses(name), share) ?? -1 }));
  const largest = timed.sort((one, other) => other.time - one.time).slice(0, query.top);
  return { found: all.length, largest: largest.map(({ name }) => name) };
}

function placeOf({ g, s }: Name): string {
  return JSON.stringify([g, s]);
}

/** Of pairs, this leaves some that are not meant: each group with each subgroup. */
function narrowed(query: ExploreQuery, names: Name[]): ExploreQuery {
  const only = (values: string[]) => ({ in: [...new Set(values)].map(seriesValue), notIn: [] });
  const filter = { ...query.filter };
  if (query.group) filter[query.group] = only(names.map(({ g }) => g));
  if (query.subgroup) filter[query.subgroup] = only(names.map(({ s }) => s));
  return { ...query, filter };
}
