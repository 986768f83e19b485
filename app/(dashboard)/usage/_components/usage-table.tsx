import { CellLink, cellLinks } from "@/components/charts/cell-link";
import { Sparkline } from "@/components/charts/sparkline";
import { type SimpleColumn, SimpleTable } from "@/components/data-table/simple-table";
import { cn } from "@/components/ui/cn";
import { changeWords } from "@/lib/core/change-words";
import { DIMENSION_WORDS } from "@/lib/core/dimension-words";
import { formatCountExact, formatPercent, formatUsdColumn } from "@/lib/core/format";
import type { Certainty } from "@/lib/core/request-filter";
import type { UsageReport, UsageRow } from "@/lib/usage/chart/contract";
import { chartValue, isAmount, METRIC_KINDS } from "@/lib/usage/chart/metric-kind";
import { filterQuery } from "@/lib/usage/chart/usage-chart-data";
import { reportTitle, valueInWords } from "@/lib/usage/chart/usage-words";
import { rowsLink } from "../../_usage-parts/rows-link";

const TOTAL = "total of all";

type Row = UsageRow & { text: string };

/** The series of a report and all of them together, with what is known of each; every count opens its rows. */
export function UsageTable({ report }: { report: UsageReport }) {
  const { plan, rows } = report;
  const { group, subgroup, metric } = plan.query;
  const { label, unit, rows: those = {} } = METRIC_KINDS[metric];
  const all = [...rows, totalRow(report)];
  const texts =
    unit === "usd" ? formatUsdColumn(all.map(({ value }) => (value === null ? null : BigInt(value)))) : null;
  const name = group === null ? "Series" : DIMENSION_WORDS[group ?? "model"];
  const heading = subgroup ? `${name} · ${DIMENSION_WORDS[subgroup].toLowerCase()}` : name;
  const columns: SimpleColumn<Row>[] = [
    {
      header: heading,
      cell: (row) => (
        <span
          title={row.name}
          className={cn("block max-w-32 truncate sm:max-w-80", row.id === TOTAL && "font-medium")}
        >
          {row.name}
        </span>
      ),
    },
    {
      header: label,
      align: "end",
      cell: (row) => <CellLink href={rowsLink(report, row.query, those)}>{row.text}</CellLink>,
    },
    ...(isAmount(metric) ? [shareColumn] : []),
    {
      header: "Change",
      align: "end",
      cell: (row) => (
        <span title={`${valueInWords(row.previous, unit)} before`}>
          {changeWords(row.value, row.previous, unit)}
        </span>
      ),
    },
    ...(report.answer.starts.length > 1 ? [trendColumn] : []),
    ...(metric === "requests" ? [] : [countColumn(report, "Requests", ({ cell }) => cell.requests, null)]),
    ...UNCERTAIN.filter(({ of }) => of(report.answer.total) > 0).map(({ header, of, certainty }) =>
      countColumn(report, header, ({ cell }) => of(cell), certainty),
    ),
  ];
  const shown = all.map((row, at) => ({ ...row, text: texts?.[at] ?? valueInWords(row.value, unit) }));
  return (
    <div className={cellLinks}>
      <SimpleTable
        caption={`${reportTitle(report)}, in all`}
        columns={columns}
        rows={shown}
        rowId={({ id }) => id}
      />
    </div>
  );
}

function totalRow({ plan, answer, total, previousTotal }: UsageReport): UsageRow {
  return {
    id: TOTAL,
    name: "Total",
    isRest: false,
    value: total,
    share: total === null || Number(total) === 0 ? null : 1,
    previous: previousTotal,
    points: answer.totals.map((cell) => Number(chartValue(cell, plan.query.metric) ?? 0)),
    cell: answer.total,
    query: filterQuery(plan.query.filter),
  };
}

const shareColumn: SimpleColumn<Row> = {
  header: "Share",
  align: "end",
  cell: ({ share }) => (share === null ? "—" : formatPercent(share)),
};

const trendColumn: SimpleColumn<Row> = {
  header: "Trend",
  cell: ({ name, points }) => (
    <Sparkline
      points={points.map((value) => ({ value, errors: 0 }))}
      label={`How ${name} went, over ${points.length} bars`}
      className="w-24"
    />
  ),
};

type Uncertain = { header: string; of: (cell: UsageRow["cell"]) => number; certainty: Certainty };
const UNCERTAIN: Uncertain[] = [
  { header: "Without a price", of: (cell) => cell.unpriced, certainty: "unpriced" },
  { header: "Estimated", of: (cell) => cell.estimated, certainty: "estimated" },
  { header: "Interrupted", of: (cell) => cell.interrupted, certainty: "interrupted" },
];

function countColumn(
  report: UsageReport,
  header: string,
  count: (row: Row) => number,
  certainty: Certainty | null,
): SimpleColumn<Row> {
  return {
    header,
    align: "end",
    cell: (row) => (
      <CellLink href={rowsLink(report, row.query, certainty === null ? {} : { certainty: [certainty] })}>
        {formatCountExact(count(row))}
      </CellLink>
    ),
  };
}
