import type { ExploreAnswer, ExploreQuery, SeriesName, UsageCell, UsageSeries } from "./contract";
import { timesOf } from "./metric-order";
import { isTagged, seriesValue } from "./series-columns";
import type { SeriesRow } from "./series-statement";
import { addTally, emptyTally, type Tally, takeTally, toCell, toTally } from "./tally";

/** The series of an answer, bar by bar, and what all of them come to. */
export function readSeries(
  query: ExploreQuery,
  starts: Date[],
  rows: SeriesRow[],
): Pick<ExploreAnswer, "series" | "total" | "totals" | "untimed"> {
  const places = new Map(starts.map((start, at) => [String(start.getTime()), at]));
  const byPlace = new Map<number, Line>();
  const all = newLine(starts.length);
  const hasTotals = rows.some(({ series }) => series === 0);
  for (const row of rows) {
    const tally = toTally(row);
    const at = places.get(row.start_ms) ?? 0;
    if (row.series === 0 || !hasTotals) put(all, at, tally);
    if (row.series > 0) put(lineOf(byPlace, row, starts.length), at, tally);
  }
  const found = Number(rows.find(({ series }) => series > 0)?.found ?? 0);
  if (hasTotals && !isTagged(query) && found > query.top) {
    byPlace.set(query.top + 1, restOf(all, [...byPlace.values()]));
  }
  if (byPlace.size === 0 && !query.group && !query.subgroup) byPlace.set(1, newLine(starts.length));
  const times = timesOf(query.metric);
  const series = [...byPlace]
    .sort(([one], [other]) => one - other)
    .map(([place, line]) => toSeries(query, place, line, times));
  return {
    series,
    total: toCell(all.total, times),
    totals: cellsOf(all, times),
    untimed: untimedOf(all.total, times),
  };
}

function untimedOf({ measures, classes }: Tally, times: Times): number {
  if (times === null) return 0;
  const timed = classes.reduce((sum, count) => sum + count, 0);
  return (times === "latency" ? measures.requests : measures.first_tokens) - timed;
}

type Times = ReturnType<typeof timesOf>;
type Line = { row: SeriesRow | null; bars: Array<Tally | undefined>; total: Tally };

function newLine(bars: number, row: SeriesRow | null = null): Line {
  return { row, bars: Array.from({ length: bars }, () => undefined), total: emptyTally() };
}

function lineOf(lines: Map<number, Line>, row: SeriesRow, bars: number): Line {
  const line = lines.get(row.series) ?? newLine(bars, row);
  lines.set(row.series, line);
  return line;
}

function put(line: Line, at: number, tally: Tally): void {
  const bar = line.bars[at] ?? emptyTally();
  addTally(bar, tally);
  addTally(line.total, tally);
  line.bars[at] = bar;
}

/** What is left of all requests without those of some series. */
function restOf(all: Line, series: Line[]): Line {
  const rest = newLine(all.bars.length, series[0]?.row);
  for (const [at, tally] of all.bars.entries()) {
    if (tally !== undefined) put(rest, at, tally);
  }
  for (const { bars, total } of series) {
    takeTally(rest.total, total);
    for (const [at, tally] of bars.entries()) {
      const bar = rest.bars[at];
      if (tally !== undefined && bar !== undefined) takeTally(bar, tally);
    }
  }
  return rest;
}

function toSeries(query: ExploreQuery, place: number, line: Line, times: Times): UsageSeries {
  const isOther = place > query.top;
  return {
    name: isOther || line.row === null ? {} : nameOf(query, line.row),
    others: isOther ? Number(line.row?.found ?? 0) - query.top : null,
    cells: cellsOf(line, times),
    total: toCell(line.total, times),
  };
}

function nameOf(query: ExploreQuery, row: SeriesRow): SeriesName {
  return {
    ...(query.group ? { group: seriesValue(row.g ?? "") } : {}),
    ...(query.subgroup ? { subgroup: seriesValue(row.s ?? "") } : {}),
  };
}

function cellsOf(line: Line, times: Times): UsageCell[] {
  return line.bars.map((tally) => toCell(tally ?? emptyTally(), times));
}
