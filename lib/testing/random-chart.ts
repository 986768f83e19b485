import { DIMENSIONS, type Dimension, type DimensionFilter } from "@/lib/core/request-filter";
import { DAY_MS, HOUR_MS, type TimeRange } from "@/lib/core/time";
import { seriesFilter } from "@/lib/usage/chart/series-filter";
import {
  type ExploreAnswer,
  type ExploreQuery,
  USAGE_METRICS,
  type UsageCell,
} from "@/lib/usage/explore/contract";

/** Zones of whole and of part hours, with and without changes of clocks, and the farthest ones. */
export const FAR_ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
  "Pacific/Niue",
  "America/St_Johns",
];
const GRAINS = ["hour", "day", "day", "week", "month", "none"] as const;

const pick = <T>(random: () => number, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;

/** Any chart of usage over a part of a span: any metric, grouping, length of bars, zone and, sometimes, filter. */
export function randomChart(
  random: () => number,
  span: TimeRange,
  values: Partial<Record<Dimension, Array<string | null>>>,
  zones: readonly string[] = FAR_ZONES,
): ExploreQuery {
  const lengthMs = span.to.getTime() - span.from.getTime();
  const from = span.from.getTime() + Math.floor((random() * lengthMs) / HOUR_MS) * HOUR_MS;
  const to = Math.min(span.to.getTime(), from + Math.ceil(random() * 95) * DAY_MS);
  const group = random() < 0.85 ? pick(random, DIMENSIONS) : null;
  const others = DIMENSIONS.filter((dimension) => dimension !== group);
  const grain = pick(random, GRAINS);
  const filter: DimensionFilter = {};
  if (random() < 0.4) {
    const dimension = pick(random, Object.keys(values) as Dimension[]);
    const chosen = [pick(random, values[dimension] ?? []), pick(random, values[dimension] ?? [])];
    filter[dimension] = random() < 0.8 ? { in: chosen, notIn: [] } : { in: [], notIn: chosen };
  }
  return {
    from: new Date(from),
    to: new Date(grain === "hour" ? Math.min(to, from + 7 * DAY_MS) : to),
    zone: pick(random, zones),
    grain,
    metric: pick(random, USAGE_METRICS),
    group,
    subgroup: group !== null && random() < 0.3 ? pick(random, others) : null,
    filter,
    top: Math.ceil(random() * 10),
  };
}

/** A cell of a chart with the filter and the span of its rows. */
export type ChartCell = { cell: UsageCell; filter: DimensionFilter } & TimeRange;

/** Every cell of a chart whose rows a filter can say: of each series and of all of them together, bar by bar and as a whole. */
export function chartCells(
  query: ExploreQuery,
  { range, starts, series, total, totals }: ExploreAnswer,
): ChartCell[] {
  const cellsOf = (filter: DimensionFilter, whole: UsageCell, cells: UsageCell[]) => [
    { cell: whole, filter, ...range },
    ...cells.map((cell, at) => ({ cell, filter, ...barAt(range, starts, at) })),
  ];
  return [
    ...series.flatMap((one) => {
      const filter = seriesFilter(query, one, series);
      return filter === null ? [] : cellsOf(filter, one.total, one.cells);
    }),
    ...cellsOf(query.filter, total, totals),
  ];
}

/** Any cell of a chart that has requests, `most` at the most; null when there is none. */
export function randomCell(
  random: () => number,
  query: ExploreQuery,
  answer: ExploreAnswer,
  most = Number.POSITIVE_INFINITY,
): ChartCell | null {
  const full = chartCells(query, answer).filter(({ cell }) => cell.requests > 0 && cell.requests <= most);
  return full.length === 0 ? null : pick(random, full);
}

function barAt(range: TimeRange, starts: Date[], at: number): TimeRange {
  const start = starts[at] ?? range.from;
  return { from: start < range.from ? range.from : start, to: starts[at + 1] ?? range.to };
}
