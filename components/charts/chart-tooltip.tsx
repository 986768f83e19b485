"use client";

import { useEffect } from "react";
import { changeWords } from "@/lib/core/change-words";
import type { ChartData, ChartSpan, ChartValue } from "@/lib/core/chart-data";
import { formatValue, formatValues, shareWords, spanLabel } from "./chart-values";
import type { DrawnSeries } from "./drawn-series";
import { SeriesMark } from "./series-mark";

type Row = DrawnSeries & { text: string; share: string };
type Content = { title: string; total: string; rows: Row[]; before: string; unpriced: string };

function contentOf(span: ChartSpan, data: ChartData, shown: ReadonlyArray<DrawnSeries>): Content {
  const present = shown
    .map((each) => ({ ...each, value: span.values[each.index] ?? null }))
    .filter(({ value }) => value !== "0" && (value !== null || data.kind === "bars"))
    .sort((a, b) => order(b.value) - order(a.value));
  const { unit } = data;
  const [total = "", ...texts] = formatValues([span.total, ...present.map(({ value }) => value)], unit);
  const rows = present.map(({ value, ...each }, index) => ({
    ...each,
    text: texts[index] ?? "",
    share: shareWords(value, span.total, unit),
  }));
  const before = span.previous?.total ?? null;
  const isOngoing = data.isOngoing && span === data.spans.at(-1);
  return {
    title: `${spanLabel(span, data)}${isOngoing ? ", so far" : ""}`,
    total,
    rows,
    before:
      span.previous === undefined
        ? ""
        : `${formatValue(before, unit)} before (${changeWords(span.total, before, unit)})`,
    unpriced: span.unpriced > 0 ? `${formatValue(String(span.unpriced), "count")} without a price` : "",
  };
}

function order(value: ChartValue): number {
  return value === null ? -1 : Number(value);
}

function inWords({ title, total, rows, before, unpriced }: Content, noun: string): string {
  const parts = [
    `${title}: ${total} ${noun}`,
    ...rows.map(({ name, text }) => `${name} ${text}`),
    before,
    unpriced,
  ];
  return parts.filter(Boolean).join(", ");
}

/** What one span holds: its series by size with value and share, the total, the period before, and how much has no price. */
export function ChartTooltip({
  place,
  data,
  shown,
  onShow,
}: {
  place: number | null;
  data: ChartData;
  shown: ReadonlyArray<DrawnSeries>;
  onShow: (place: number | null, text: string) => void;
}) {
  const span = place === null ? undefined : data.spans[place];
  const content = span ? contentOf(span, data, shown) : null;
  const spoken = content ? inWords(content, data.noun) : "";
  useEffect(() => onShow(place, spoken), [onShow, place, spoken]);
  if (!content) return null;
  const { title, total, rows, before, unpriced } = content;
  return (
    <div className="min-w-44 max-w-72 rounded-md bg-raised p-2.5 text-ink text-xs shadow-elevated">
      <p className="mb-1.5 text-muted">{title}</p>
      <table className="w-full">
        <tbody>
          {rows.length > 1
            ? rows.map((row) => (
                <tr key={row.id}>
                  <td className="max-w-36 truncate py-0.5 pr-3">
                    <span className="mr-1.5">
                      <SeriesMark look={row.look} kind={data.kind} />
                    </span>
                    {row.name}
                  </td>
                  <td className="tabular py-0.5 text-right">{row.text}</td>
                  <td className="tabular w-12 py-0.5 text-right text-subtle">{row.share}</td>
                </tr>
              ))
            : null}
          <tr className="font-medium">
            <td className="py-0.5 pr-3">{data.series.length === 1 ? data.series[0]?.name : "All"}</td>
            <td className="tabular py-0.5 text-right">{total}</td>
            <td />
          </tr>
        </tbody>
      </table>
      {before ? <p className="mt-1.5 text-subtle">{before}</p> : null}
      {unpriced ? <p className="mt-1.5 text-subtle">{unpriced}</p> : null}
    </div>
  );
}
