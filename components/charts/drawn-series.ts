import type { ChartData, ChartSeries } from "@/lib/core/chart-data";
import { assignLooks, type SeriesLook } from "./series-colours";

/** A series with its place in the chart and its look. */
export type DrawnSeries = ChartSeries & { index: number; look: SeriesLook };

/** The series of a chart with their looks, whichever of them are shown. */
export function drawnSeries({ series }: Pick<ChartData, "series">): DrawnSeries[] {
  const looks = assignLooks(series.filter(({ isRest }) => !isRest).map(({ id }) => id));
  return series.map((each, index) => ({
    ...each,
    index,
    look: { ...(looks.get(each.id) ?? { colour: 0, round: 0 }), isAlone: series.length === 1 },
  }));
}

/** The series picked after a press: alone, or added to (taken from) the others with Shift; none picked shows all. */
export function pickSeries(picked: ReadonlySet<string>, id: string, add: boolean): Set<string> {
  if (!add) return picked.size === 1 && picked.has(id) ? new Set() : new Set([id]);
  const next = new Set(picked);
  if (!next.delete(id)) next.add(id);
  return next;
}
