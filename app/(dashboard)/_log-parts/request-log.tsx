import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { UnknownParts } from "@/components/layout/unknown-parts";
import type { Ctx } from "@/lib/context";
import type { AddressParts } from "@/lib/core/request-address";
import { ErrorList } from "./errors/error-list";
import { LogList } from "./list/log-list";
import { LogPartial } from "./list/log-partial";
import { LogTabs } from "./list/log-tabs";
import { type LogPlace, logHref, readLogAddress } from "./log-address";
import { loadNames, queryOf } from "./log-query";
import { EntryPanel } from "./panel/entry-panel";
import { LogToolbar } from "./toolbar/log-toolbar";

/** The log as its address asks for it: filters, what they add up to, rows or causes of errors, and one row's panel beside them. */
export async function RequestLog({
  ctx,
  place,
  parts,
  homeZone,
}: {
  ctx: Ctx;
  place: LogPlace;
  parts: AddressParts;
  homeZone: string;
}) {
  const { ignored, ...view } = readLogAddress(parts, place);
  const zone = view.zone ?? homeZone;
  const now = ctx.clock.now();
  const { range, filter } = queryOf(view, zone, now);
  const known = await loadNames(ctx, place, view);
  const shown = { ctx, place, view, filter, zone, names: known.names };
  const List = view.tab === "errors" ? ErrorList : LogList;
  // The panel is another part of the page: opening it leaves the rows as they are.
  const listKey = logHref(place, view, { request: null });
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <LogTabs place={place} view={view} />
      <UnknownParts
        names={ignored}
        shown="The log is shown without"
        hint="Choose from the filters above the table."
      />
      <LogToolbar
        place={place}
        view={view}
        range={range}
        zone={zone}
        homeZone={homeZone}
        now={now}
        {...known}
      />
      <div className="flex min-w-0 items-start gap-6">
        <div className="flex min-w-0 flex-1 flex-col gap-4">
          <Suspense fallback={null}>
            <LogPartial ctx={ctx} filter={filter} zone={zone} />
          </Suspense>
          <Suspense key={listKey} fallback={<DataTableSkeleton columns={7} label="Loading the log" />}>
            <List {...shown} />
          </Suspense>
        </div>
        {view.request === null ? null : (
          <Suspense fallback={null}>
            <EntryPanel {...shown} id={view.request} />
          </Suspense>
        )}
      </div>
    </div>
  );
}
