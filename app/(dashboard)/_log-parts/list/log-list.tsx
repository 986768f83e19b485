import { Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { formatMoment, formatUsdColumn } from "@/lib/core/format";
import { exactly, writeRequestAddress } from "@/lib/core/request-address";
import { appUrl } from "@/lib/env";
import { STREAMED_ROWS_MAX } from "@/lib/exports/contract";
import type { LogPage, LogRow } from "@/lib/logs/contract";
import { listLogs } from "@/lib/logs/list-logs";
import { logHistogram } from "@/lib/logs/log-histogram";
import { logTotal } from "@/lib/logs/log-total";
import { ExportMenu } from "../export/export-menu";
import {
  type LogPlace,
  type LogView,
  logHref,
  OPTIONAL_COLUMNS,
  USUAL_LOG_RANGE,
  WHOLE_LOG,
} from "../log-address";
import { Histogram } from "./histogram";
import type { ListProps } from "./list-props";
import { LiveTail } from "./live-tail";
import { LogNothing } from "./log-nothing";
import { LogPager } from "./log-pager";
import { LogSum } from "./log-sum";
import { LogTable } from "./log-table";
import { RowKeys } from "./row-keys";

const PAGE_ROWS = 50;

/** A page of rows, with what all of them add up to and when they were. */
export async function LogList(props: ListProps) {
  const { ctx, place, view, filter, zone } = props;
  const page = await listLogs(ctx, filter, {
    limit: PAGE_ROWS,
    before: view.before ?? undefined,
    after: view.after ?? undefined,
  });
  const { rows } = page;
  const isFirst = view.before === null && view.after === null;
  return (
    <>
      <Suspense fallback={<Skeleton className="h-5 w-72" />}>
        <Sum {...props} />
      </Suspense>
      <Suspense fallback={<Skeleton className="h-28 w-full" />}>
        <Bars {...props} />
      </Suspense>
      {view.live && isFirst ? <Live {...props} page={page} /> : null}
      {view.request === null ? <RowKeys /> : null}
      {rows.length === 0 && page.stopped === null ? (
        <LogNothing {...props} />
      ) : (
        <>
          <LogTable
            caption="Requests"
            rows={rows}
            opened={view.request}
            href={(row) => logHref(place, view, { request: row.id })}
            zone={zone}
            costs={costsOf(rows)}
            slowestMs={rows.reduce((most, { latencyMs }) => Math.max(most, latencyMs), 0)}
            hiddenColumns={hiddenColumns(place, view)}
          />
          <Stopped page={page} zone={zone} />
          <Pager {...props} page={page} />
        </>
      )}
    </>
  );
}

function hiddenColumns({ keyId }: LogPlace, { columns }: LogView): string[] {
  const unasked = OPTIONAL_COLUMNS.filter((name) => !columns.includes(name));
  return keyId === null ? unasked : [...unasked, "key"];
}

function costsOf(rows: readonly LogRow[]): ReadonlyMap<string, string> {
  const costs = formatUsdColumn(rows.map(({ costNanoUsd }) => costNanoUsd));
  return new Map(rows.map(({ id }, index) => [id, costs[index] ?? "—"]));
}

/** The same rows from the API, as a command. */
function apiCall(query: string): string {
  return `curl '${appUrl()}/v1/logs?${query.replaceAll("'", "%27")}' -H "Authorization: Bearer $LAYER_API_KEY"`;
}

async function Sum({ ctx, view, filter }: ListProps) {
  const total = await logTotal(ctx, filter);
  const query = writeRequestAddress(
    { ...view, time: exactly(filter.from, filter.to) },
    USUAL_LOG_RANGE,
  ).toString();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <LogSum total={total} usageHref={`/usage?${query}`} />
      {total.requests === 0 ? null : (
        <ExportMenu
          query={query}
          isLong={!total.isWhole || total.requests > STREAMED_ROWS_MAX}
          apiCall={apiCall(query)}
        />
      )}
    </div>
  );
}

async function Bars({ ctx, place, view, filter, zone }: ListProps) {
  const histogram = await logHistogram(ctx, filter, zone);
  return (
    <Histogram
      histogram={histogram}
      zone={zone}
      spanHref={(from, to) => logHref(place, view, { time: exactly(from, to), live: false })}
    />
  );
}

function Live({ place, view, page }: ListProps & { page: LogPage }) {
  const source = logHref({ ...WHOLE_LOG, path: "/logs/live" }, view, { request: null, live: false });
  return (
    <LiveTail
      source={source}
      newest={page.rows[0]?.id ?? null}
      stopHref={logHref(place, view, { live: false })}
    />
  );
}

/** Few rows fit: the search ended where its time was up, and says so. */
function Stopped({ page: { stopped, rows }, zone }: { page: LogPage; zone: string }) {
  if (stopped === null) return null;
  return (
    <p role="status" className="text-muted text-sm">
      {rows.length === 0 ? "Nothing found so far." : "These were found so far."} Searched back to{" "}
      {formatMoment(stopped.at, zone)}; the search goes on with “Older”.
    </p>
  );
}

function Pager({ place, view, page: { rows, hasNewer, hasOlder, stopped } }: ListProps & { page: LogPage }) {
  const upwards = view.after !== null;
  const first = (upwards ? stopped?.id : undefined) ?? rows[0]?.id ?? null;
  const last = (upwards ? undefined : stopped?.id) ?? rows.at(-1)?.id ?? null;
  const turn = { request: null, live: false };
  return (
    <LogPager
      shown={rows.length}
      newerHref={
        hasNewer && first !== null ? logHref(place, view, { ...turn, after: first, before: null }) : null
      }
      olderHref={
        hasOlder && last !== null ? logHref(place, view, { ...turn, before: last, after: null }) : null
      }
    />
  );
}
