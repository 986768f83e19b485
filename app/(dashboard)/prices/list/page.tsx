import type { Metadata } from "next";
import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { requireViewer } from "@/lib/transport/require-viewer";
import { ListPrices } from "../_components/list-prices";
import { PricesShell } from "../_components/prices-shell";
import { loadListSearchParams } from "../search-params";

export const metadata: Metadata = { title: "List prices" };

export default async function ListPricesPage({ searchParams }: PageProps<"/prices/list">) {
  const { ctx } = await requireViewer();
  const view = await loadListSearchParams(searchParams);
  return (
    <PricesShell>
      <Suspense
        key={JSON.stringify(view)}
        fallback={<DataTableSkeleton columns={5} label="Loading the list prices" />}
      >
        <ListPrices ctx={ctx} view={view} />
      </Suspense>
    </PricesShell>
  );
}
