import type { Metadata } from "next";
import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/table-skeleton";
import { requireViewer } from "@/lib/transport/require-viewer";
import { Bookings } from "../_components/bookings";
import { PricesShell } from "../_components/prices-shell";
import { loadBookingsSearchParams } from "../search-params";

export const metadata: Metadata = { title: "Bookings of prices" };

export default async function BookingsPage({ searchParams }: PageProps<"/prices/bookings">) {
  const { ctx } = await requireViewer();
  const { before } = await loadBookingsSearchParams(searchParams);
  return (
    <PricesShell>
      <Suspense key={before} fallback={<DataTableSkeleton columns={6} label="Loading the bookings" />}>
        <Bookings ctx={ctx} before={before} />
      </Suspense>
    </PricesShell>
  );
}
