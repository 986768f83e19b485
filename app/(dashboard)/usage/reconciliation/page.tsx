import type { Metadata } from "next";
import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { UnknownParts } from "@/components/layout/unknown-parts";
import { TabLinks } from "@/components/ui/tab-links";
import { requireViewer } from "@/lib/transport/require-viewer";
import { USAGE_TABS } from "../usage-tabs";
import { ImportCard } from "./_components/import-card";
import { Reconciled } from "./_components/reconciled";
import { ReportsCard } from "./_components/reports-card";
import { ViewForm } from "./_components/view-form";
import { loadProviders } from "./load-providers";
import { monthChoices, readView } from "./search-params";

export const metadata: Metadata = { title: "Reconciliation" };

export default async function ReconciliationPage({ searchParams }: PageProps<"/usage/reconciliation">) {
  const { ctx } = await requireViewer();
  const now = ctx.clock.now();
  const providers = await loadProviders(ctx);
  const view = readView(await searchParams, providers, now);
  return (
    <>
      <PageHeader title="Usage" />
      <TabLinks label="Usage" items={USAGE_TABS} />
      <PageBody>
        <UnknownParts names={view.ignored} shown="The page is shown without" hint="Choose one below." />
        <ViewForm view={view} providers={providers} months={monthChoices(now)} />
        <Suspense
          key={`${view.provider} ${view.month}`}
          fallback={<DataTableSkeleton columns={6} label="Comparing with the log" />}
        >
          <Reconciled ctx={ctx} view={view} />
        </Suspense>
        <ImportCard providers={providers} provider={view.provider} />
        <Suspense fallback={<DataTableSkeleton columns={4} label="Loading the reports" />}>
          <ReportsCard ctx={ctx} />
        </Suspense>
      </PageBody>
    </>
  );
}
