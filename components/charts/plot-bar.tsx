"use client";

import type { DrawnSeries } from "./drawn-series";
import { lookColour, lookTexture, type SeriesLook } from "./series-colours";

const patternId = (id: string, { colour, round }: SeriesLook, isUnfinished: boolean) =>
  `${id}-${colour}-${round}-${isUnfinished ? "unfinished" : "whole"}`;

/** Fills, one per look: its texture, and the hatch of the span that is still going on. `id` keeps charts of a page apart. */
export function PlotPatterns({ id, series }: { id: string; series: ReadonlyArray<DrawnSeries> }) {
  return (
    <defs>
      {series.map(({ id: name, look }) => (
        <Patterns key={name} id={id} look={look} />
      ))}
    </defs>
  );
}

function Patterns({ id, look }: { id: string; look: SeriesLook }) {
  const colour = lookColour(look);
  const texture = lookTexture(look);
  const square = { width: 5, height: 5, patternUnits: "userSpaceOnUse" } as const;
  return (
    <>
      <pattern id={patternId(id, look, true)} {...square} patternTransform="rotate(45)">
        <rect width={5} height={5} fill="var(--canvas)" />
        <rect width={3} height={5} fill={colour} />
      </pattern>
      <pattern id={patternId(id, look, false)} {...square}>
        <rect width={5} height={5} fill={colour} />
        {texture === "dots" ? <circle cx={2.5} cy={2.5} r={0.9} fill="var(--canvas)" opacity={0.7} /> : null}
        {texture === "lines" ? <rect width={5} height={1} fill="var(--canvas)" opacity={0.45} /> : null}
      </pattern>
    </>
  );
}

/** One segment of a bar, a hair apart from the one below. The plot reads from it which series was pressed. */
export function PlotBar({
  id,
  look,
  x,
  y,
  width,
  height,
  isUnfinished,
  series,
  place,
}: {
  id: string;
  look: SeriesLook;
  x?: number | undefined;
  y?: number | undefined;
  width?: number | undefined;
  height?: number | undefined;
  isUnfinished: boolean;
  /** Null where no address can say its rows. */
  series: number | null;
  /** Of its span. */
  place: number;
}) {
  if (!width || !height || height <= 0) return null;
  const gap = height > 3 ? 1 : 0;
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={Math.max(height - gap, 1)}
      fill={`url(#${patternId(id, look, isUnfinished)})`}
      data-series={series ?? undefined}
      data-place={place}
      className={series === null ? undefined : "cursor-pointer"}
    />
  );
}
