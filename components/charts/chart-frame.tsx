"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useId, useState } from "react";
import { buttonStyles } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Skeleton } from "@/components/ui/skeleton";
import type { ChartData } from "@/lib/core/chart-data";
import { ChartLegend } from "./chart-legend";
import { ChartMenu, type ChartMenuLine } from "./chart-menu";
import { ChartTable } from "./chart-table";
import { drawnSeries } from "./drawn-series";

const UsagePlot = dynamic(() => import("./usage-plot").then((module) => module.UsagePlot), {
  ssr: false,
  loading: () => <Skeleton className="h-full rounded-md" />,
});

const VIEWS = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
] as const;

export type ChartView = (typeof VIEWS)[number]["value"];

/** Where a part of the chart is seen closer: `{from}` and `{to}` in `to` stand for moments. */
export type ChartZoom = { to: string; out: string | null; reset: string | null };

/** The frame of a chart: heading, sentence, the Chart / Table switch, legend. Not for use outside `UsageChart`. */
export function ChartFrame({
  title,
  summary,
  level,
  data,
  foot,
  zoom,
  menu,
  view: firstView,
  viewParameter,
}: {
  title: string;
  summary: ReactNode;
  level: 2 | 3;
  data: ChartData;
  foot: string;
  zoom: ChartZoom | null;
  menu: ReadonlyArray<ChartMenuLine> | null;
  view: ChartView;
  viewParameter: string | null;
}) {
  const id = useId();
  const router = useRouter();
  const [view, setView] = useState(firstView);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const Heading = level === 2 ? "h2" : "h3";
  const series = drawnSeries(data);
  const shown = series.filter((each) => picked.size === 0 || picked.has(each.id));
  const isTable = view === "table";
  const change = (next: ChartView) => {
    setView(next);
    if (viewParameter !== null) noteView(viewParameter, next);
  };
  const zoomIn = (from: string, to: string) => {
    if (zoom)
      router.push(
        zoom.to.replace("{from}", encodeURIComponent(from)).replace("{to}", encodeURIComponent(to)),
      );
  };
  return (
    <figure
      id={id}
      aria-labelledby={`${id}-title`}
      className="flex min-w-0 flex-col rounded-md border border-line p-4 md:p-5"
    >
      <div className="mb-4">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <Heading id={`${id}-title`} className="min-w-0 text-base">
            {title}
          </Heading>
          <div className="flex flex-wrap items-center gap-2" data-print="hide">
            <ZoomLinks zoom={zoom} />
            <SegmentedControl label={`View of ${title}`} value={view} options={VIEWS} onChange={change} />
            {menu === null ? null : <ChartMenu title={title} figureId={id} lines={menu} />}
          </div>
        </div>
        <p className="mt-1.5 text-pretty text-muted">{summary}</p>
      </div>
      {isTable ? null : (
        <>
          <div className="relative h-60 shrink-0">
            <UsagePlot title={title} data={data} shown={shown} onZoom={zoom && zoomIn} />
            <NothingDrawn data={data} />
          </div>
          {series.some(({ name }) => name !== data.noun) || data.previousTotal !== undefined ? (
            <ChartLegend
              series={series}
              kind={data.kind}
              picked={picked}
              onPick={setPicked}
              hasPrevious={data.previousTotal !== undefined}
            />
          ) : null}
        </>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups fields, not a table */}
      <div
        role="group"
        aria-label={`${title}, as a table`}
        tabIndex={isTable ? 0 : undefined}
        className={cn(
          isTable ? "relative max-h-80 overflow-auto print:max-h-none" : "sr-only print:not-sr-only",
        )}
      >
        <ChartTable title={title} data={data} isSeen={isTable} />
      </div>
      <figcaption className="mt-auto pt-3 text-subtle text-xs">{foot}</figcaption>
    </figure>
  );
}

function ZoomLinks({ zoom }: { zoom: ChartZoom | null }) {
  return (
    <>
      {zoom?.out ? (
        <Link href={zoom.out} prefetch={false} className={buttonStyles({})}>
          Zoom out
        </Link>
      ) : null}
      {zoom?.reset ? (
        <Link href={zoom.reset} prefetch={false} className={buttonStyles({})}>
          Reset
        </Link>
      ) : null}
    </>
  );
}

function NothingDrawn({ data }: { data: ChartData }) {
  const values = data.spans.flatMap((span) => [span.total, ...span.values]);
  const isEmpty = values.every((value) => value === null || Number(value) === 0);
  if (!isEmpty) return null;
  const text = values.some((value) => value === null)
    ? "Nothing is known in this range"
    : "Nothing in this range";
  return (
    <p className="pointer-events-none absolute inset-0 flex items-center justify-center pb-8 text-muted">
      {text}
    </p>
  );
}

/* The view is no question to the server, so that the address is changed without asking it. */
function noteView(parameter: string, view: ChartView): void {
  const address = new URL(window.location.href);
  if (view === "chart") address.searchParams.delete(parameter);
  else address.searchParams.set(parameter, view);
  window.history.replaceState(null, "", address);
}
