import type { Metadata } from "next";
import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { requireViewer } from "@/lib/transport/require-viewer";
import { ListUpdate } from "../_components/list-update";
import { PricesShell } from "../_components/prices-shell";

export const metadata: Metadata = { title: "Updates of list prices" };

export default async function PriceUpdatesPage() {
  const { ctx } = await requireViewer();
  return (
    <PricesShell>
      <Suspense fallback={<DataTableSkeleton columns={5} label="Looking for updates" />}>
        <ListUpdate ctx={ctx} />
      </Suspense>
    </PricesShell>
  );
}
