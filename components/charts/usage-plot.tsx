"use client";

import { useRouter } from "next/navigation";
import { useCallback, useId, useMemo, useRef, useState } from "react";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { ChartData, ChartSpan } from "@/lib/core/chart-data";
import { rowsHref } from "@/lib/core/chart-links";
import { ChartTooltip } from "./chart-tooltip";
import { spanTick, toPlot } from "./chart-values";
import type { DrawnSeries } from "./drawn-series";
import { CHARACTER_PX, plotAxis, plotMargin } from "./plot-axis";
import { PlotBar, PlotPatterns } from "./plot-bar";
import { lookColour, lookDashes, PREVIOUS_STROKES } from "./series-colours";
import { usePlotKeys } from "./use-plot-keys";
import { usePlotZoom } from "./use-plot-zoom";

const AXIS_TEXT = { fill: "var(--subtle)", fontSize: 12 };

/** The drawing itself, in its own file so that the charting library is loaded only where a chart is shown. */
export function UsagePlot({
  title,
  data,
  shown,
  onZoom,
}: {
  title: string;
  data: ChartData;
  shown: ReadonlyArray<DrawnSeries>;
  onZoom: ((from: string, to: string) => void) | null;
}) {
  const id = useId();
  const router = useRouter();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<{ place: number | null; text: string }>({ place: null, text: "" });
  // The tooltip is made anew with every drawing: only what is new may lead to another one.
  const note = useCallback((place: number | null, text: string) => {
    setActive((known) => (known.place === place && known.text === text ? known : { place, text }));
  }, []);
  const axis = useMemo(() => plotAxis(data, shown), [data, shown]);
  const open = (series: number | null, place: number) => {
    const href = rowsHref(data, series, place);
    if (href !== null) router.push(href);
  };
  usePlotKeys(box, () => active.place !== null && open(null, active.place));
  const zoom = (places: { from: number; to: number }) => {
    const [first, last] = [data.spans[places.from], data.spans[places.to]];
    if (first && last) onZoom?.(first.start, last.end);
  };
  const { drag, handlers } = usePlotZoom(onZoom && zoom, (place, on) => {
    const at = numberOf(on, "data-place") ?? place;
    if (at !== null) open(numberOf(on, "data-series"), at);
  });
  const labels = new Map(data.spans.map((span) => [span.start, spanTick(span, data)]));
  const axisWidth = Math.max(...axis.labels.map((label) => label.length)) * CHARACTER_PX + 10;
  const margin = plotMargin(labels.get(data.spans[0]?.start ?? "") ?? "", axisWidth, data.kind);
  const [low = 0] = axis.at;
  const drawn = (index: number) => (span: ChartSpan) => drawnValue(span.values[index] ?? null, data);

  return (
    <div
      ref={box}
      className="h-full select-none [&_.recharts-surface:focus-visible]:outline-2 [&_.recharts-surface]:outline-accent-ink"
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 640, height: 240 }}>
        <ComposedChart
          data={data.spans.slice()}
          margin={margin}
          barCategoryGap="20%"
          {...handlers}
          ref={(svg) => svg?.setAttribute("aria-label", keysOf(title, data))}
        >
          <PlotPatterns id={id} series={shown} />
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="start"
            tickFormatter={(start: string) => labels.get(start) ?? ""}
            tick={AXIS_TEXT}
            tickLine={false}
            axisLine={{ stroke: "var(--line-strong)" }}
            interval="equidistantPreserveStart"
            minTickGap={20}
            tickMargin={6}
          />
          <YAxis
            width={axisWidth}
            scale={data.scale}
            domain={[low, axis.at.at(-1) ?? 1]}
            ticks={axis.at}
            tickFormatter={(value: number) => axis.labels[axis.at.indexOf(value)] ?? ""}
            tick={AXIS_TEXT}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={
              data.kind === "bars" ? { fill: "var(--hover)", opacity: 0.7 } : { stroke: "var(--control)" }
            }
            offset={14}
            content={({ active: isActive, label }) => {
              const place = isActive ? data.spans.findIndex(({ start }) => start === label) : -1;
              return (
                <ChartTooltip place={place < 0 ? null : place} data={data} shown={shown} onShow={note} />
              );
            }}
          />
          {shown.map((each) =>
            data.kind === "bars" ? (
              <Bar
                key={each.id}
                stackId="all"
                name={each.name}
                dataKey={drawn(each.index)}
                fill={lookColour(each.look)}
                maxBarSize={48}
                isAnimationActive={false}
                shape={(bar) => (
                  <PlotBar
                    {...bar}
                    id={id}
                    look={each.look}
                    isUnfinished={data.isOngoing && bar.index === data.spans.length - 1}
                    place={bar.index}
                    series={rowsHref(data, each.index, bar.index) === null ? null : each.index}
                  />
                )}
              />
            ) : (
              <Line
                key={each.id}
                name={each.name}
                dataKey={drawn(each.index)}
                stroke={lookColour(each.look)}
                strokeDasharray={lookDashes(each.look)}
                strokeWidth={1.75}
                dot={{ r: 2, fill: lookColour(each.look), strokeWidth: 0, strokeDasharray: "" }}
                activeDot={{ r: 4 }}
                connectNulls={false}
                isAnimationActive={false}
              />
            ),
          )}
          {data.previousTotal === undefined
            ? null
            : PREVIOUS_STROKES.map((stroke) => (
                <Line
                  key={stroke.stroke}
                  name="Period before"
                  dataKey={(span: ChartSpan) => drawnValue(span.previous?.total ?? null, data)}
                  {...stroke}
                  dot={false}
                  activeDot={false}
                  isAnimationActive={false}
                />
              ))}
          {drag ? (
            <ReferenceArea
              x1={data.spans[drag.from]?.start}
              x2={data.spans[drag.to]?.start}
              fill="var(--accent)"
              fillOpacity={0.15}
            />
          ) : null}
        </ComposedChart>
      </ResponsiveContainer>
      <p role="status" className="sr-only">
        {active.text}
      </p>
    </div>
  );
}

/* What the segment that was pressed says of itself; beside the bars the whole span is meant. */
function numberOf(on: EventTarget, name: string): number | null {
  const text = on instanceof Element ? on.getAttribute(name) : null;
  return text === null ? null : Number(text);
}

/* What is unknown leaves a gap in a line and nothing in a bar; a logarithm has no place for zero. */
function drawnValue(value: string | null, { unit, scale }: ChartData): number | null {
  const place = toPlot(value, unit);
  return scale === "log" && place === 0 ? null : place;
}

function keysOf(title: string, { links }: ChartData): string {
  return `${title}. Arrow keys move through time,${links === null ? "" : " Enter opens the requests,"} Escape leaves.`;
}
