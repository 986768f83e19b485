import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { requireViewer } from "@/lib/transport/require-viewer";
import { CorrectionView } from "../_components/correction-view";
import { PricesShell } from "../_components/prices-shell";
import { loadCorrectSearchParams } from "../search-params";

export const metadata: Metadata = { title: "What a price changes" };

export default async function CorrectPage({ searchParams }: PageProps<"/prices/correct">) {
  const { ctx } = await requireViewer();
  const { price, provider, model } = await loadCorrectSearchParams(searchParams);
  const list = provider === null || model === null ? null : { provider, model };
  const target = price === null ? list : { priceId: price };
  if (target === null) notFound();
  return (
    <PricesShell>
      <Suspense fallback={<DataTableSkeleton columns={5} label="Looking at the requests of this price" />}>
        <CorrectionView ctx={ctx} target={target} />
      </Suspense>
    </PricesShell>
  );
}
