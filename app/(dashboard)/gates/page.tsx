import type { Metadata } from "next";
import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { PageBody, PageHeader } from "@/components/layout/page-header";
import { appUrl } from "@/lib/env";
import { requireViewer } from "@/lib/transport/require-viewer";
import { GateDialogsProvider } from "./_components/gate-dialogs";
import { CreateGateLink } from "./_components/list/create-gate-link";
import { GateList } from "./_components/list/gate-list";
import { ListActions } from "./_components/list/list-actions";
import { loadGatesSearchParams } from "./search-params";

export const metadata: Metadata = { title: "Gates" };

export default async function GatesPage({ searchParams }: PageProps<"/gates">) {
  const { ctx } = await requireViewer();
  const view = await loadGatesSearchParams(searchParams);
  return (
    <GateDialogsProvider address={appUrl()}>
      <PageHeader title="Gates" actions={<ListActions />} primaryAction={<CreateGateLink />} />
      <PageBody className="max-w-7xl">
        <Suspense fallback={<DataTableSkeleton columns={7} label="Loading gates" />}>
          <GateList ctx={ctx} view={view} />
        </Suspense>
      </PageBody>
    </GateDialogsProvider>
  );
}
