import type { RequestFilter } from "@/lib/core/request-filter";
import type { UsageReport } from "@/lib/usage/chart/contract";
import { filterQuery } from "@/lib/usage/chart/usage-chart-data";

/** The address of the rows of a report that fit a filter too; null where no address can say which rows are meant. */
export function rowsLink(
  { chart }: Pick<UsageReport, "chart">,
  query: string | null,
  more: RequestFilter = {},
): string | null {
  if (chart.links === null || query === null) return null;
  const parts = [query, filterQuery(more), chart.links.whole].filter((part) => part !== "");
  return `${chart.links.path}?${parts.join("&")}`;
}
