import type { ChartValue } from "@/lib/core/chart-data";
import type { ExploreAnswer, UsageSeries } from "../explore/contract";
import type { UsageNames, UsagePlan, UsageRow } from "./contract";
import { chartValue, isAmount, METRIC_KINDS } from "./metric-kind";
import { seriesFilter } from "./series-filter";
import { seriesId, seriesWords } from "./series-words";
import { filterQuery } from "./usage-chart-data";

/** The series of an answer as rows of a table, with what they were in the period before. */
export function usageRows(
  plan: UsagePlan,
  answer: ExploreAnswer,
  previous: ExploreAnswer,
  names: UsageNames,
): UsageRow[] {
  const { query } = plan;
  const { noun } = METRIC_KINDS[query.metric];
  const whole = chartValue(answer.total, query.metric);
  return answer.series.map((series) => {
    const filter = seriesFilter(query, series, answer.series);
    const value = chartValue(series.total, query.metric);
    return {
      id: seriesId(series),
      name: seriesWords(query, series, names, noun),
      isRest: series.others !== null,
      value,
      share: isAmount(query.metric) ? shareOf(value, whole) : null,
      previous: previousOf(series, previous, plan),
      points: series.cells.map((cell) => Number(chartValue(cell, query.metric) ?? 0)),
      cell: series.total,
      query: filter === null ? null : filterQuery(filter),
    };
  });
}

function shareOf(value: ChartValue, whole: ChartValue): number | null {
  return value === null || whole === null || Number(whole) === 0 ? null : Number(value) / Number(whole);
}

/** The rest is made up of other series each time, so that it has no before; neither has what may be within the rest of then. */
function previousOf(series: UsageSeries, previous: ExploreAnswer, { query }: UsagePlan): ChartValue {
  if (series.others !== null) return null;
  const before = previous.series.find((each) => each.others === null && seriesId(each) === seriesId(series));
  if (before !== undefined) return chartValue(before.total, query.metric);
  const isWhole = previous.series.every(({ others }) => others === null);
  return isWhole && isAmount(query.metric) ? "0" : null;
}
