"use client";

import { useEffect } from "react";
import { formatPercent } from "@/lib/core/format";
import { seriesColour } from "./chart-legend";
import {
  type ChartData,
  type ChartSeries,
  type ChartSpan,
  formatValue,
  formatValues,
  sumKnown,
} from "./usage-data";

type Shown = ReadonlyArray<ChartSeries & { index: number }>;
type Content = {
  title: string;
  total: string;
  rows: Array<ChartSeries & { text: string; share: string }>;
  unpriced: string;
};

function contentOf(span: ChartSpan, data: ChartData, shown: Shown, ongoing: boolean): Content {
  const sum = sumKnown(shown.map(({ index }) => span.values[index] ?? null));
  const present = shown
    .map((each) => ({ ...each, value: span.values[each.index] ?? null }))
    .filter(({ value }) => value !== "0")
    .sort((a, b) => Number(BigInt(b.value ?? 0) - BigInt(a.value ?? 0)));
  const [total = "", ...texts] = formatValues([sum, ...present.map(({ value }) => value)], data.unit);
  const rows = present.map(({ name, colour, value }, index) => ({
    name,
    colour,
    text: texts[index] ?? "",
    share: value === null || !sum || sum === "0" ? "" : formatPercent(Number(value) / Number(sum)),
  }));
  return {
    title: `${span.label}${ongoing ? ", so far" : ""}`,
    total,
    rows,
    unpriced: span.unpriced > 0 ? `${formatValue(String(span.unpriced), "count")} without a price` : "",
  };
}

function inWords({ title, total, rows, unpriced }: Content, noun: string): string {
  const parts = [`${title}: ${total} ${noun}`, ...rows.map(({ name, text }) => `${name} ${text}`), unpriced];
  return parts.filter(Boolean).join(", ");
}

/** What one span holds: its series by size with value and share, the total, and how much has no price. */
export function ChartTooltip({
  span,
  data,
  shown,
  ongoing,
  onShow,
}: {
  span: ChartSpan | undefined;
  data: ChartData;
  shown: Shown;
  ongoing: boolean;
  onShow: (text: string) => void;
}) {
  const content = span ? contentOf(span, data, shown, ongoing) : null;
  const spoken = content ? inWords(content, data.noun) : "";
  useEffect(() => onShow(spoken), [onShow, spoken]);
  if (!content) return null;
  const { title, total, rows, unpriced } = content;
  return (
    <div className="min-w-44 max-w-72 rounded-md bg-raised p-2.5 text-ink text-xs shadow-elevated">
      <p className="mb-1.5 text-muted">{title}</p>
      <table className="w-full">
        <tbody>
          {rows.length > 1
            ? rows.map((row) => (
                <tr key={row.name}>
                  <td className="max-w-36 truncate py-0.5 pr-3">
                    <span
                      aria-hidden="true"
                      className="mr-1.5 inline-block size-2 rounded-[2px]"
                      style={{ backgroundColor: seriesColour(row) }}
                    />
                    {row.name}
                  </td>
                  <td className="tabular py-0.5 text-right">{row.text}</td>
                  <td className="tabular w-12 py-0.5 text-right text-subtle">{row.share}</td>
                </tr>
              ))
            : null}
          <tr className="font-medium">
            <td className="py-0.5 pr-3">{rows.length === 1 ? rows[0]?.name : "Total"}</td>
            <td className="tabular py-0.5 text-right">{total}</td>
            <td />
          </tr>
        </tbody>
      </table>
      {unpriced ? <p className="mt-1.5 text-subtle">{unpriced}</p> : null}
    </div>
  );
}
