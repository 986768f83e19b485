import type { ChartData } from "./chart-data";

type Linked = Pick<ChartData, "links" | "series" | "spans">;

/** The address of the rows behind a series in a span, both by their places; null for all of them. Null when there is none. */
export function rowsHref(chart: Linked, series: number | null, span: number | null): string | null {
  const { links } = chart;
  if (links === null) return null;
  const which = series === null ? links.all : chart.series[series]?.query;
  const when = span === null ? links.whole : chart.spans[span]?.query;
  return which == null || when == null ? null : address(links.path, [which, when]);
}

/** The address of the rows of a span, or of all of them, that have no price. */
export function unpricedHref({ links, spans }: Linked, span: number | null): string | null {
  const when = span === null ? links?.whole : spans[span]?.query;
  return links == null || when == null ? null : address(links.path, [links.all, when, links.unpriced]);
}

/** The address of the rows at the same place of the period before. */
export function previousHref({ links, spans }: Linked, span: number): string | null {
  const when = spans[span]?.previous?.query;
  return links == null || when == null ? null : address(links.path, [links.all, when]);
}

function address(path: string, parts: string[]): string {
  const query = parts.filter((part) => part !== "").join("&");
  return query === "" ? path : `${path}?${query}`;
}
