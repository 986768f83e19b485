import { type SimpleColumn, SimpleTable } from "@/components/data-table/simple-table";
import { Link } from "@/components/ui/link";
import { formatCount, formatCountExact, formatLatency, formatUsdColumn } from "@/lib/core/format";
import { only } from "@/lib/core/request-filter";
import { filterQuery } from "@/lib/usage/chart/usage-chart-data";
import type { UsageByModel } from "@/lib/usage/contract";
import { knownCost } from "@/lib/usage/known-cost";
import { tokenTotals } from "@/lib/usage/token-totals";
import { modelName } from "./usage-words";

type Row = UsageByModel & { cost: string; href: string };

const columns: SimpleColumn<Row>[] = [
  {
    header: "Model",
    cell: (row) => (
      <Link
        href={row.href}
        title={modelName(row.model)}
        className="block max-w-32 truncate sm:max-w-56 rounded-sm font-mono text-xs hover:underline"
      >
        {modelName(row.model)}
      </Link>
    ),
  },
  { header: "Provider", cell: (row) => row.provider ?? "—" },
  { header: "Requests", align: "end", cell: (row) => formatCountExact(row.requests) },
  { header: "Failed", align: "end", cell: (row) => formatCountExact(row.errors) },
  {
    header: "Tokens in",
    align: "end",
    cell: (row) => formatCount(tokenTotals(row).input),
  },
  { header: "Tokens out", align: "end", cell: (row) => formatCount(tokenTotals(row).output) },
  { header: "Mean latency", align: "end", cell: (row) => formatLatency(row.latencyMsMean) },
  {
    header: "Cost",
    align: "end",
    cell: (row) => (
      <>
        {row.unpriced > 0 ? (
          <span className="mr-1.5 text-subtle text-xs">{formatCountExact(row.unpriced)} unpriced</span>
        ) : null}
        {row.cost}
      </>
    ),
  },
];

/** What each model was used for and cost within the span. A model opens its requests: `path` is the log, `span` the part of its address. */
export function ModelsTable({ models, path, span }: { models: UsageByModel[]; path: string; span: string }) {
  const costs = formatUsdColumn(models.map(knownCost));
  const rows = models.map((row, index) => {
    const query = filterQuery({ model: only(row.model), provider: only(row.provider) });
    return { ...row, cost: costs[index] ?? "—", href: `${path}?${query}&${span}` };
  });
  return (
    <SimpleTable
      caption="Usage by model"
      columns={columns}
      rows={rows}
      rowId={(row) => `${row.provider} ${row.model}`}
    />
  );
}
