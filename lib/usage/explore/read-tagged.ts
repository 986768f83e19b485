import { inArray, sql } from "drizzle-orm";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import type { TimeRange } from "@/lib/core/time";
import type { ExploreQuery } from "./contract";
import { timesOf } from "./metric-order";
import { metricValue } from "./metric-value";
import { type FoldedDays, readParts } from "./read-parts";
import { seriesValue } from "./series-columns";
import { type SeriesRow, START_MS } from "./series-statement";
import { addTally, emptyTally, MEASURE_COLUMNS, type Tally, tallyColumns, toCell, toTally } from "./tally";

type Named = SeriesRow & { g: string; s: string };

/**
 * The bars of series by tag: sums are read once for all keys with the same tags, and are then part of the series of each of these.
 * All requests, each once, are series 0.
 */
export async function readTagged(
  ctx: Ctx,
  query: ExploreQuery,
  span: TimeRange,
  folded: FoldedDays,
): Promise<SeriesRow[]> {
  const parts = readParts(ctx, { ...query, measures: MEASURE_COLUMNS }, span, folded);
  const rows = await ctx.db.execute<Named>(sql`
    select 0 as series, n.g, n.s, '0' as found, ${START_MS}, ${tallyColumns("n", timesOf(query.metric) !== null)} from (${parts}) n`);
  const column = query.group === "tag" ? "g" : "s";
  const tags = await tagsOf(ctx, [...new Set(rows.map((row) => row[column]))]);
  const asked = query.filter.tag?.in.filter((value) => value !== null) ?? [];
  const named = rows.flatMap((row) =>
    namesOf(tags.get(row[column]) ?? [], asked).map((name) => ({ ...row, [column]: name })),
  );
  const places = placesOf(query, named);
  const series = named.map((row) => {
    const place = Math.min(places.get(keyOf(row)) ?? 0, query.top + 1);
    return { ...row, series: place, found: String(places.size) };
  });
  return [...rows, ...series];
}

/** The tags of the keys that stand for all with the same ones, by the text of the column. */
async function tagsOf({ db }: Ctx, names: string[]): Promise<Map<string, string[]>> {
  const ids = names.flatMap((name) => (seriesValue(name) ?? []) as KeyId);
  if (ids.length === 0) return new Map();
  const keys = await db
    .select({ id: apiKeys.id, tags: apiKeys.tags })
    .from(apiKeys)
    .where(inArray(apiKeys.id, ids));
  return new Map(keys.map(({ id, tags }) => [`=${id}`, tags]));
}

/** The series that a key with some tags is in. Where only some tags are asked for, others of the same key are no series. */
function namesOf(tags: string[], asked: string[]): string[] {
  const meant = [...new Set(tags)].filter((tag) => asked.length === 0 || asked.includes(tag));
  return meant.length === 0 ? [""] : meant.map((tag) => `=${tag}`);
}

/** The place of each series from 1, the largest first by the metric of the query. */
function placesOf(query: ExploreQuery, rows: Named[]): Map<string, number> {
  const totals = new Map<string, { row: Named; tally: Tally }>();
  for (const row of rows) {
    const total = totals.get(keyOf(row)) ?? { row, tally: emptyTally() };
    addTally(total.tally, toTally(row));
    totals.set(keyOf(row), total);
  }
  const times = timesOf(query.metric);
  const valued = [...totals].map(([key, { row, tally }]) => ({
    key,
    row,
    value: metricValue(toCell(tally, times), query.metric) ?? -1,
  }));
  valued.sort((one, other) => compare(other.value, one.value) || byName(one.row, other.row));
  return new Map(valued.map(({ key }, at) => [key, at + 1]));
}

function compare(one: number | bigint, other: number | bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function byName(one: Named, other: Named): number {
  return (
    Buffer.compare(Buffer.from(one.g), Buffer.from(other.g)) ||
    Buffer.compare(Buffer.from(one.s), Buffer.from(other.s))
  );
}

function keyOf({ g, s }: Named): string {
  return JSON.stringify([g, s]);
}
