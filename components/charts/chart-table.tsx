import { cn } from "@/components/ui/cn";
import { changeWords } from "@/lib/core/change-words";
import type { ChartData } from "@/lib/core/chart-data";
import { previousHref, rowsHref, unpricedHref } from "@/lib/core/chart-links";
import { CellLink, cellLinks } from "./cell-link";
import { formatValue, formatValues, spanLabel } from "./chart-values";

const SPAN_NAMES = { minute: "Minute", hour: "Hour", day: "Day", week: "Week", month: "Month", none: "Time" };
const cells =
  "[&_td]:tabular [&_td]:px-3 [&_td]:text-right [&_th]:px-3 [&_th]:text-right [&_th]:font-normal [&_th:first-child]:text-left";

/**
 * The data of a chart as a table: what assistive technology gets, and what everybody gets who asks for it. Every number of it
 * opens its rows. `isSeen` is false while the plot is shown instead: then no link takes the focus of who cannot see it.
 */
export function ChartTable({ title, data, isSeen }: { title: string; data: ChartData; isSeen: boolean }) {
  const { series, spans, unit } = data;
  const total = formatValues([...spans.map((span) => span.total), data.total], unit);
  const columns = series.map((each, index) =>
    formatValues([...spans.map((span) => span.values[index] ?? null), each.total], unit),
  );
  const rows = [...spans.keys(), null];
  return (
    <table className={cn("w-full whitespace-nowrap text-xs [&_tr]:h-8", cells, cellLinks)}>
      <caption className="sr-only">{title}, as a table</caption>
      <Head data={data} />
      <tbody>
        {rows.map((span) => (
          <tr
            key={span ?? "total"}
            className={span === null ? "border-line-strong border-t font-medium" : "border-line border-t"}
          >
            <th scope="row">
              <SpanName data={data} span={span} />
            </th>
            <td className="font-medium">
              <CellLink href={rowsHref(data, null, span)} isSeen={isSeen}>
                {total.at(span ?? -1)}
              </CellLink>
            </td>
            {data.previousTotal === undefined ? null : (
              <PreviousCells data={data} span={span} isSeen={isSeen} />
            )}
            {series.map(({ id }, index) => (
              <td key={id}>
                <CellLink href={rowsHref(data, index, span)} isSeen={isSeen}>
                  {columns[index]?.at(span ?? -1)}
                </CellLink>
              </td>
            ))}
            {data.unpriced > 0 ? (
              <td>
                <CellLink href={unpricedHref(data, span)} isSeen={isSeen}>
                  {formatValue(String(span === null ? data.unpriced : (spans[span]?.unpriced ?? 0)), "count")}
                </CellLink>
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ data }: { data: ChartData }) {
  const names = [
    "Total",
    ...(data.previousTotal === undefined ? [] : ["Before", "Change"]),
    ...data.series.map(({ name }) => name),
    ...(data.unpriced > 0 ? ["Without a price"] : []),
  ];
  return (
    <thead>
      <tr className="text-subtle *:sticky *:top-0 *:bg-canvas">
        <th scope="col">{SPAN_NAMES[data.grain]}</th>
        {names.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two series may be called alike
          <th key={index} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function SpanName({ data, span }: { data: ChartData; span: number | null }) {
  if (span === null) return "Total";
  const which = data.spans[span];
  if (which === undefined) return null;
  return (
    <>
      {spanLabel(which, data)}
      {data.isOngoing && span === data.spans.length - 1 ? (
        <span className="text-subtle">, so far</span>
      ) : null}
    </>
  );
}

function PreviousCells({ data, span, isSeen }: { data: ChartData; span: number | null; isSeen: boolean }) {
  const previous = span === null ? { total: data.previousTotal ?? null } : data.spans[span]?.previous;
  const now = span === null ? data.total : (data.spans[span]?.total ?? null);
  return (
    <>
      <td>
        <CellLink href={span === null ? null : previousHref(data, span)} isSeen={isSeen}>
          {formatValue(previous?.total ?? null, data.unit)}
        </CellLink>
      </td>
      <td className="text-muted">{changeWords(now, previous?.total ?? null, data.unit)}</td>
    </>
  );
}
