"use client";

import { useMemo, useState } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { seriesColour } from "./chart-legend";
import { ChartTooltip } from "./chart-tooltip";
import { PlotBar, PlotPatterns } from "./plot-bar";
import { axisTicks, type ChartData, formatValues, sumKnown } from "./usage-data";

const NANO = 1_000_000_000;
const AXIS_TEXT = { fill: "var(--subtle)", fontSize: 12 };
const CHARACTER_PX = 7;

/* Only here do amounts become floats: a pixel needs no more. */
function toPlot(value: string | null, unit: ChartData["unit"]): number {
  return value === null ? 0 : Number(value) / (unit === "usd" ? NANO : 1);
}

function leaveOnEscape(event: KeyboardEvent) {
  if (event.key === "Escape" && event.currentTarget instanceof SVGElement) event.currentTarget.blur();
}

/** The drawing itself, in its own file so that the charting library is loaded only where a chart is shown. */
export function UsagePlot({
  title,
  data,
  picked,
  ongoing,
}: {
  title: string;
  data: ChartData;
  picked: ReadonlySet<string>;
  ongoing: boolean;
}) {
  const [spoken, setSpoken] = useState("");
  const { series, spans, unit } = data;
  const shown = useMemo(
    () =>
      series
        .map((each, index) => ({ ...each, index }))
        .filter(({ name }) => picked.size === 0 || picked.has(name)),
    [series, picked],
  );
  const axis = useMemo(() => {
    const sums = spans.map((span) =>
      BigInt(sumKnown(shown.map(({ index }) => span.values[index] ?? null)) ?? 0),
    );
    const ticks = axisTicks(sums.reduce((most, sum) => (sum > most ? sum : most), 0n)).map(String);
    const labels = [unit === "usd" ? "$0" : "0", ...formatValues(ticks.slice(1), unit)];
    return { at: ticks.map((tick) => toPlot(tick, unit)), labels };
  }, [shown, spans, unit]);
  const labelOf = (start: string) => spans.find((span) => span.start === start)?.label ?? "";
  const widest = Math.max(...axis.labels.map((label) => label.length));

  return (
    <div className="h-full [&_.recharts-surface:focus-visible]:outline-2 [&_.recharts-surface]:outline-accent-ink">
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 240 }}>
        <BarChart
          data={spans.slice()}
          margin={{ top: 6, right: 2, bottom: 0, left: 0 }}
          barCategoryGap="20%"
          ref={(svg) => {
            svg?.setAttribute("aria-label", `${title}. Arrow keys move through time, Escape leaves.`);
            svg?.addEventListener("keydown", leaveOnEscape);
          }}
        >
          <PlotPatterns series={shown} />
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="start"
            tickFormatter={labelOf}
            tick={AXIS_TEXT}
            tickLine={false}
            axisLine={{ stroke: "var(--line-strong)" }}
            minTickGap={28}
            tickMargin={6}
          />
          <YAxis
            width={widest * CHARACTER_PX + 10}
            domain={[0, axis.at.at(-1) ?? 1]}
            ticks={axis.at}
            tickFormatter={(value: number) => axis.labels[axis.at.indexOf(value)] ?? ""}
            tick={AXIS_TEXT}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--hover)", opacity: 0.7 }}
            offset={14}
            content={({ active, label }) => (
              <ChartTooltip
                span={active ? spans.find((span) => span.start === label) : undefined}
                data={data}
                shown={shown}
                ongoing={ongoing && label === spans.at(-1)?.start}
                onShow={setSpoken}
              />
            )}
          />
          {shown.map((each) => (
            <Bar
              key={each.name}
              stackId="all"
              name={each.name}
              dataKey={(span: ChartData["spans"][number]) => toPlot(span.values[each.index] ?? null, unit)}
              fill={seriesColour(each)}
              maxBarSize={48}
              isAnimationActive={false}
              shape={(bar) => (
                <PlotBar {...bar} unfinished={ongoing && bar.index === spans.length - 1} slot={each.colour} />
              )}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
      <p role="status" className="sr-only">
        {spoken}
      </p>
    </div>
  );
}
