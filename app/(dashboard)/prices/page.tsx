import type { Metadata } from "next";
import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { requireViewer } from "@/lib/transport/require-viewer";
import { OwnPrices } from "./_components/own-prices";
import { PricesShell } from "./_components/prices-shell";
import { ProposalNote } from "./_components/proposal-note";
import { UnpricedModels } from "./_components/unpriced-models";

export const metadata: Metadata = { title: "Prices" };

export default async function PricesPage() {
  const { ctx } = await requireViewer();
  return (
    <PricesShell>
      <Suspense fallback={null}>
        <ProposalNote ctx={ctx} />
      </Suspense>
      <Suspense fallback={<DataTableSkeleton columns={5} label="Looking for models without a price" />}>
        <UnpricedModels ctx={ctx} />
      </Suspense>
      <Suspense fallback={<DataTableSkeleton columns={6} label="Loading your prices" />}>
        <OwnPrices ctx={ctx} />
      </Suspense>
    </PricesShell>
  );
}
