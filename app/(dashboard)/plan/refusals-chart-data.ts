import type { ChartData } from "@/lib/core/chart-data";
import { refusedByWords } from "@/lib/core/limit-words";
import type { RefusedBy } from "@/lib/core/rate-limits";
import { exactly, writeRequestAddress } from "@/lib/core/request-address";
import type { RequestFilter } from "@/lib/core/request-filter";
import { DAY_MS, HOUR_MS, type TimeRange } from "@/lib/core/time";
import { dayIn, midnight } from "@/lib/core/time-choice";
import type { Refusals } from "@/lib/limits/refusals";

const REFUSED: RequestFilter = { error: ["rate_limit_exceeded"] };

/** The beginnings of the days of a span in a zone; the first is the span's own. */
export function dayStarts({ from, to }: TimeRange, zone: string): Date[] {
  const starts: Date[] = [];
  for (let start = from; start < to; start = dayAfter(start, zone)) starts.push(start);
  return starts;
}

/** Days have 23 to 25 hours. */
function dayAfter(start: Date, zone: string): Date {
  return midnight(dayIn(zone, new Date(start.getTime() + DAY_MS + 6 * HOUR_MS)), zone);
}

/** Refused calls by day, a series for each limit that refused any, with the addresses of their rows. */
export function refusalsChartData(
  counted: readonly Refusals[],
  { range, starts, zone, now }: { range: TimeRange; starts: readonly Date[]; zone: string; now: Date },
): ChartData {
  const sums = new Map<RefusedBy | null, number>();
  for (const { by, calls } of counted) sums.set(by, (sums.get(by) ?? 0) + calls);
  const limits = [...sums].sort(
    ([one, a], [other, b]) => Number(one === null) - Number(other === null) || b - a,
  );
  const inBar = (bar: number) => counted.filter((each) => each.bar === bar);
  return {
    unit: "count",
    noun: "refused calls",
    kind: "bars",
    scale: "linear",
    grain: "day",
    zone,
    series: limits.map(([by, calls]) => ({
      id: by ?? "unknown",
      name: by === null ? "Limit not noted" : refusedByWords(by),
      isRest: by === null,
      total: String(calls),
      query: by === null ? null : filterQuery({ ...REFUSED, refusedBy: [by] }),
    })),
    spans: starts.map((start, bar) => {
      const end = starts[bar + 1] ?? range.to;
      const within = inBar(bar);
      const values = limits.map(([by]) => within.find((each) => each.by === by)?.calls ?? 0);
      return {
        start: start.toISOString(),
        end: end.toISOString(),
        values: values.map(String),
        total: String(values.reduce((sum, calls) => sum + calls, 0)),
        unpriced: 0,
        query: spanQuery({ from: start, to: end }),
      };
    }),
    total: String([...sums.values()].reduce((sum, calls) => sum + calls, 0)),
    unpriced: 0,
    isOngoing: range.to > now,
    links: { path: "/logs", all: filterQuery(REFUSED), whole: spanQuery(range), unpriced: "" },
  };
}

function filterQuery(filter: RequestFilter): string {
  return queryOf(filter, null);
}

function spanQuery(range: TimeRange): string {
  return queryOf({}, range);
}

function queryOf(filter: RequestFilter, range: TimeRange | null): string {
  const time =
    range === null ? { range: "24h" as const, from: null, to: null } : exactly(range.from, range.to);
  return writeRequestAddress({ filter, time, zone: null }, "24h").toString();
}
