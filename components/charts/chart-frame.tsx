"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useId, useState } from "react";
import { cn } from "@/components/ui/cn";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import { ChartLegend } from "./chart-legend";
import type { ChartData } from "./usage-data";

const UsagePlot = dynamic(() => import("./usage-plot").then((module) => module.UsagePlot), {
  ssr: false,
  loading: () => <Skeleton className="h-full rounded-md" />,
});

const VIEWS = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

/** The frame of a chart: heading, sentence, the Chart / Table switch, legend. Not for use outside `UsageChart`. */
export function ChartFrame({
  title,
  summary,
  level,
  data,
  ongoing,
  foot,
  table,
}: {
  title: string;
  summary: string;
  level: 2 | 3;
  data: ChartData;
  ongoing: boolean;
  foot: string;
  table: ReactNode;
}) {
  const id = useId();
  const [view, setView] = useState<"chart" | "table">("chart");
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const Heading = level === 2 ? "h2" : "h3";
  const nothing = data.spans.every(({ total }) => total === "0");
  return (
    <figure aria-labelledby={`${id}-title`} className="min-w-0 rounded-md border border-line p-4 md:p-5">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <Heading id={`${id}-title`} className="text-base">
            {title}
          </Heading>
          <p className="mt-0.5 text-muted">{summary}</p>
        </div>
        <SegmentedControl label={`View of ${title}`} value={view} options={VIEWS} onChange={setView} />
      </div>
      {view === "chart" ? (
        <>
          <div className="relative h-60">
            <UsagePlot title={title} data={data} picked={picked} ongoing={ongoing} />
            {nothing ? (
              <p className="pointer-events-none absolute inset-0 flex items-center justify-center pb-8 text-muted">
                Nothing in this range
              </p>
            ) : null}
          </div>
          {data.series.some(({ name }) => name !== data.noun) ? (
            <ChartLegend series={data.series} picked={picked} onPick={setPicked} />
          ) : null}
        </>
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, not a table */}
      <div
        role="group"
        aria-label={`${title}, as a table`}
        tabIndex={view === "table" ? 0 : undefined}
        className={cn(view === "table" ? "relative max-h-80 overflow-auto" : "sr-only print:not-sr-only")}
      >
        {table}
      </div>
      <figcaption className="mt-3 text-subtle text-xs">{foot}</figcaption>
    </figure>
  );
}
