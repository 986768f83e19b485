import type { ChartData, ChartSeries, ChartSpan, ChartValue } from "@/lib/core/chart-data";
import { exactly, writeRequestAddress, writeRequestFilter } from "@/lib/core/request-address";
import type { RequestFilter } from "@/lib/core/request-filter";
import type { TimeRange } from "@/lib/core/time";
import type { ExploreAnswer, UsageCell, UsageSeries } from "../explore/contract";
import { USAGE_RANGE, type UsageNames, type UsagePlan } from "./contract";
import { chartValue, isAmount, METRIC_KINDS, pricedBy } from "./metric-kind";
import { runningCounts, runningSums } from "./running-sums";
import { seriesFilter } from "./series-filter";
import { seriesId, seriesWords } from "./series-words";

type Asked = { plan: UsagePlan; answer: ExploreAnswer; names: UsageNames; now: Date };

/**
 * An answer as a chart, with the addresses of the rows behind every number: those of a bar that accumulates begin with the span.
 * `previous` is the answer for the period before, when it is drawn too; its bars are matched by their places.
 */
export function usageChartData(asked: Asked, previous: ExploreAnswer | null): ChartData {
  const { plan, answer, now } = asked;
  const { view, query, zone } = plan;
  const { unit, noun, rows = {} } = METRIC_KINDS[query.metric];
  const isCumulative = view.cumulative && isAmount(query.metric);
  const valuesOf = (cells: UsageCell[]) => {
    const values = cells.map((cell) => chartValue(cell, query.metric));
    return isCumulative ? runningSums(values) : values;
  };
  const unpriced = answer.totals.map((cell) => pricedBy(cell, query.metric).unpriced);
  return {
    unit,
    noun,
    kind: isAmount(query.metric) && view.scale === "linear" ? "bars" : "lines",
    scale: view.scale,
    grain: query.grain,
    zone,
    series: answer.series.map((series) => chartSeries(asked, series)),
    spans: chartSpans({
      range: answer.range,
      starts: answer.starts,
      columns: answer.series.map(({ cells }) => valuesOf(cells)),
      totals: valuesOf(answer.totals),
      unpriced: isCumulative ? runningCounts(unpriced) : unpriced,
      previous:
        previous === null ? null : previousSpans(previous, valuesOf(previous.totals), plan, isCumulative),
      plan,
      isCumulative,
    }),
    total: chartValue(answer.total, query.metric),
    previousTotal: previous === null ? undefined : chartValue(previous.total, query.metric),
    unpriced: pricedBy(answer.total, query.metric).unpriced,
    isOngoing: answer.range.to > now,
    links: {
      path: "/logs",
      all: filterQuery({ ...query.filter, ...rows }),
      whole: spanQuery(answer.range, plan),
      unpriced: filterQuery({ certainty: ["unpriced"] }),
    },
  };
}

/** A filter as a part of an address. */
export function filterQuery(filter: RequestFilter): string {
  return new URLSearchParams(writeRequestFilter(filter)).toString();
}

/** A span as a part of an address, in the days of whoever looks. */
export function spanQuery({ from, to }: TimeRange, { view }: Pick<UsagePlan, "view">): string {
  return writeRequestAddress(
    { filter: {}, time: exactly(from, to), zone: view.zone },
    USAGE_RANGE,
  ).toString();
}

function chartSeries({ plan, answer, names }: Asked, series: UsageSeries): ChartSeries {
  const { noun, rows = {} } = METRIC_KINDS[plan.query.metric];
  const filter = seriesFilter(plan.query, series, answer.series);
  return {
    id: seriesId(series),
    name: seriesWords(plan.query, series, names, noun),
    isRest: series.others !== null,
    total: chartValue(series.total, plan.query.metric),
    query: filter === null ? null : filterQuery({ ...filter, ...rows }),
  };
}

type Columns = {
  range: TimeRange;
  starts: Date[];
  columns: ChartValue[][];
  totals: ChartValue[];
  unpriced: number[];
  previous: Array<NonNullable<ChartSpan["previous"]>> | null;
  plan: UsagePlan;
  isCumulative: boolean;
};

function chartSpans({
  range,
  starts,
  columns,
  totals,
  unpriced,
  previous,
  plan,
  isCumulative,
}: Columns): ChartSpan[] {
  return starts.map((start, at) => {
    const bar = barOf(range, starts, at);
    return {
      start: start.toISOString(),
      end: bar.to.toISOString(),
      values: columns.map((column) => column[at] ?? null),
      total: totals[at] ?? null,
      unpriced: unpriced[at] ?? 0,
      query: spanQuery(isCumulative ? { from: range.from, to: bar.to } : bar, plan),
      previous: previous?.[at],
    };
  });
}

function previousSpans(
  { range, starts }: ExploreAnswer,
  totals: ChartValue[],
  plan: UsagePlan,
  isCumulative: boolean,
): Array<NonNullable<ChartSpan["previous"]>> {
  return starts.map((start, at) => {
    const bar = barOf(range, starts, at);
    const query = spanQuery(isCumulative ? { from: range.from, to: bar.to } : bar, plan);
    return { start: start.toISOString(), total: totals[at] ?? null, query };
  });
}

/** What a bar counts: up to the next one, and nothing outside the span. */
function barOf(range: TimeRange, starts: Date[], at: number): TimeRange {
  const start = starts[at] ?? range.from;
  return { from: start < range.from ? range.from : start, to: starts[at + 1] ?? range.to };
}
