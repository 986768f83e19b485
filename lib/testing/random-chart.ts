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

/** Any cell of a chart that has requests, `most` at the most, with the filter and span of its rows; null when there is none. */
export function randomCell(
  random: () => number,
  query: ExploreQuery,
  answer: ExploreAnswer,
  most = Number.POSITIVE_INFINITY,
): ({ cell: UsageCell; filter: DimensionFilter } & TimeRange) | null {
  const { range, starts } = answer;
  const cells = [
    ...answer.series.flatMap((series) => {
      const filter = seriesFilter(query, series, answer.series);
      if (filter === null) return [];
      return [
        { cell: series.total, filter, ...range },
        ...series.cells.map((cell, at) => ({ cell, filter, ...barAt(range, starts, at) })),
      ];
    }),
    { cell: answer.total, filter: query.filter, ...range },
    ...answer.totals.map((cell, at) => ({ cell, filter: query.filter, ...barAt(range, starts, at) })),
  ];
  const full = cells.filter(({ cell }) => cell.requests > 0 && cell.requests <= most);
  return full.length === 0 ? null : pick(random, full);
}

function barAt(range: TimeRange, starts: Date[], at: number): TimeRange {
  const start = starts[at] ?? range.from;
  return { from: start < range.from ? range.from : start, to: starts[at + 1] ?? range.to };
}
