"use client";

import { useId } from "react";
import { cn } from "@/components/ui/cn";
import type { ChartSeries } from "./usage-data";

/** The CSS colour of a series. */
export function seriesColour({ colour }: Pick<ChartSeries, "colour">): string {
  return colour === 0 ? "var(--chart-other)" : `var(--chart-${colour})`;
}

/** The series picked after a press: alone, or added to (taken from) the others with Shift; none picked shows all. */
export function pickSeries(picked: ReadonlySet<string>, name: string, add: boolean): Set<string> {
  if (!add) return picked.size === 1 && picked.has(name) ? new Set() : new Set([name]);
  const next = new Set(picked);
  if (!next.delete(name)) next.add(name);
  return next;
}

/** The names of the series as toggle buttons. */
export function ChartLegend({
  series,
  picked,
  onPick,
}: {
  series: ReadonlyArray<ChartSeries>;
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
}) {
  const id = useId();
  return (
    <div className="mt-3">
      <p id={id} className="sr-only">
        Press to show only this series, with Shift to add it to the others.
      </p>
      <ul className="flex flex-wrap gap-x-1 gap-y-0.5">
        {series.map((each) => {
          const shown = picked.size === 0 || picked.has(each.name);
          return (
            <li key={each.name} className="min-w-0">
              <button
                type="button"
                aria-pressed={picked.has(each.name)}
                aria-describedby={id}
                onClick={(event) => onPick(pickSeries(picked, each.name, event.shiftKey))}
                className="flex h-6 max-w-full items-center gap-1.5 rounded-sm px-1.5 text-muted text-xs transition-colors hover:bg-hover hover:text-ink aria-pressed:font-medium aria-pressed:text-ink"
              >
                <span
                  aria-hidden="true"
                  data-mark=""
                  className={cn("size-2.5 shrink-0 rounded-[2px] border-2", !shown && "bg-transparent!")}
                  style={{ backgroundColor: seriesColour(each), borderColor: seriesColour(each) }}
                />
                <span className="truncate">{each.name}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
