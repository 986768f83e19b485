import type { Metadata } from "next";
import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { listSpendingLimits } from "@/lib/spending/queries";
import { requireViewer } from "@/lib/transport/require-viewer";
import { browserZone } from "@/lib/transport/viewer-zone";
import { hasRequests } from "@/lib/usage/queries";
import { maySetSpending } from "../_spending/may-set-spending";
import { NewLimitButton } from "../_spending/new-limit-button";
import { SpendingDialogsProvider } from "../_spending/spending-dialogs";
import { Breakdown } from "./_components/breakdown";
import { LedgerCard } from "./_components/ledger-card";
import { Limits } from "./_components/limits";
import { NearTheLimit } from "./_components/near-the-limit";
import { NoLimits } from "./_components/no-limits";
import { loadHolderChoices } from "./load-holder-choices";
import { loadSpendingSearchParams } from "./search-params";
import { shownSpan, usuallyShown } from "./shown-span";

export const metadata: Metadata = { title: "Spending" };

export default async function SpendingPage({ searchParams }: PageProps<"/spending">) {
  const { ctx } = await requireViewer();
  const [limits, mayChange, zone, { limit: asked }, isUsed] = await Promise.all([
    listSpendingLimits(ctx),
    maySetSpending(ctx),
    browserZone(),
    loadSpendingSearchParams(searchParams),
    hasRequests(ctx),
  ]);
  const shown = limits.find(({ id }) => id === asked) ?? usuallyShown(limits);
  const span = shownSpan(shown, zone, ctx.clock.now());
  const choices = mayChange ? await loadHolderChoices(ctx) : null;
  const add = mayChange && limits.length > 0 ? <NewLimitButton primary /> : null;
  return (
    <SpendingDialogsProvider holder={{ scope: "account" }} choices={choices} zone={zone}>
      <PageHeader title="Spending" primaryAction={add} />
      <PageBody>
        <Suspense fallback={<Skeleton className="h-80 rounded-md" />}>
          {limits.length === 0 ? (
            <NoLimits ctx={ctx} mayChange={mayChange} />
          ) : (
            <Limits ctx={ctx} limits={limits} mayChange={mayChange} />
          )}
        </Suspense>
        {isUsed ? (
          <Suspense key={shown?.id} fallback={<DataTableSkeleton columns={5} label="Adding up each day" />}>
            <div className="grid min-w-0 grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
              <LedgerCard ctx={ctx} limits={limits} shown={shown} span={span} />
              <Breakdown ctx={ctx} span={span} />
            </div>
          </Suspense>
        ) : null}
        <NearTheLimit ctx={ctx} limit={shown} />
      </PageBody>
    </SpendingDialogsProvider>
  );
}
