"use client";

import { useId } from "react";
import { type DrawnSeries, pickSeries } from "./drawn-series";
import { SeriesMark } from "./series-mark";

/** The names of the series as toggle buttons. */
export function ChartLegend({
  series,
  kind,
  picked,
  onPick,
  hasPrevious,
}: {
  series: ReadonlyArray<DrawnSeries>;
  kind: "bars" | "lines";
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
  hasPrevious: boolean;
}) {
  const id = useId();
  return (
    <div className="mt-3">
      <p id={id} className="sr-only">
        Press to show only this series, with Shift to add it to the others.
      </p>
      <ul className="flex flex-wrap gap-x-1 gap-y-0.5">
        {series.map((each) => (
          <li key={each.id} className="min-w-0">
            <button
              type="button"
              aria-pressed={picked.has(each.id)}
              aria-describedby={id}
              onClick={(event) => onPick(pickSeries(picked, each.id, event.shiftKey))}
              className="flex h-6 max-w-full items-center gap-1.5 rounded-sm px-1.5 text-muted text-xs transition-colors hover:bg-hover hover:text-ink aria-pressed:font-medium aria-pressed:text-ink"
            >
              <SeriesMark look={each.look} kind={kind} isHidden={picked.size > 0 && !picked.has(each.id)} />
              <span title={each.name} className="truncate">
                {each.name}
              </span>
            </button>
          </li>
        ))}
        {hasPrevious ? (
          <li className="flex h-6 items-center gap-1.5 px-1.5 text-muted text-xs">
            <span aria-hidden="true" className="w-4 border-ink border-t-2 border-dashed" />
            Period before
          </li>
        ) : null}
      </ul>
    </div>
  );
}
