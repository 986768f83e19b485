"use client";

import { seriesColour } from "./chart-legend";
import type { ChartSeries } from "./usage-data";

const patternId = (colour: number) => `chart-unfinished-${colour}`;

/** Hatched fills, one per colour, for the span that is still going on. */
export function PlotPatterns({ series }: { series: ReadonlyArray<ChartSeries> }) {
  return (
    <defs>
      {series.map((each) => (
        <pattern
          key={each.name}
          id={patternId(each.colour)}
          width={5}
          height={5}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={5} height={5} fill="var(--canvas)" />
          <rect width={3} height={5} fill={seriesColour(each)} />
        </pattern>
      ))}
    </defs>
  );
}

/** One segment of a bar, a hair apart from the one below, so that the series can be told apart without colour. */
export function PlotBar({
  x,
  y,
  width,
  height,
  fill,
  slot,
  unfinished,
}: {
  x?: number | undefined;
  y?: number | undefined;
  width?: number | undefined;
  height?: number | undefined;
  fill?: string | undefined;
  slot: number;
  unfinished: boolean;
}) {
  if (!width || !height || height <= 0) return null;
  const gap = height > 3 ? 1 : 0;
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={Math.max(height - gap, 1)}
      fill={unfinished ? `url(#${patternId(slot)})` : fill}
    />
  );
}
