import type { BucketSize } from "@/lib/core/format";
import { type ChartData, formatValue, formatValues, sumKnown } from "./usage-data";

const SPAN_NAMES: Record<BucketSize, string> = { hour: "Hour", day: "Day", week: "Week", month: "Month" };
const cell = "tabular h-8 whitespace-nowrap px-3 text-right";

/** The data of a chart as a table: what assistive technology gets, and what everybody gets who asks for it. */
export function ChartTable({
  title,
  data,
  size,
  ongoing,
}: {
  title: string;
  data: ChartData;
  size: BucketSize;
  ongoing: boolean;
}) {
  const { series, spans, unit } = data;
  const unpriced = spans.some((span) => span.unpriced > 0);
  const columns = series.map((_, index) =>
    formatValues(
      spans.map((span) => span.values[index] ?? null),
      unit,
    ),
  );
  const totals = formatValues(
    spans.map((span) => span.total),
    unit,
  );
  const sums = series.map((_, index) => sumKnown(spans.map((span) => span.values[index] ?? null)));
  return (
    <table className="w-full text-xs">
      <caption className="sr-only">{title}, as a table</caption>
      <thead>
        <tr className="text-subtle *:sticky *:top-0 *:bg-canvas">
          <th scope="col" className="h-8 whitespace-nowrap px-3 text-left font-normal">
            {SPAN_NAMES[size]}
          </th>
          <th scope="col" className={`${cell} font-medium`}>
            Total
          </th>
          {series.map(({ name }) => (
            <th key={name} scope="col" className={`${cell} font-normal`}>
              {name}
            </th>
          ))}
          {unpriced ? (
            <th scope="col" className={`${cell} font-normal`}>
              Without a price
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {spans.map((span, row) => (
          <tr key={span.start} className="border-line border-t">
            <th scope="row" className="h-8 whitespace-nowrap px-3 text-left font-normal">
              {span.label}
              {ongoing && row === spans.length - 1 ? <span className="text-subtle">, so far</span> : null}
            </th>
            <td className={`${cell} font-medium`}>{totals[row]}</td>
            {series.map(({ name }, index) => (
              <td key={name} className={cell}>
                {columns[index]?.[row]}
              </td>
            ))}
            {unpriced ? <td className={cell}>{formatValue(String(span.unpriced), "count")}</td> : null}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-line-strong border-t">
          <th scope="row" className="h-8 px-3 text-left">
            Total
          </th>
          <td className={`${cell} font-medium`}>
            {formatValue(sumKnown(spans.map(({ total }) => total)), unit)}
          </td>
          {series.map(({ name }, index) => (
            <td key={name} className={`${cell} font-medium`}>
              {formatValue(sums[index] ?? null, unit)}
            </td>
          ))}
          {unpriced ? (
            <td className={cell}>
              {formatValue(String(spans.reduce((sum, span) => sum + span.unpriced, 0)), "count")}
            </td>
          ) : null}
        </tr>
      </tfoot>
    </table>
  );
}
