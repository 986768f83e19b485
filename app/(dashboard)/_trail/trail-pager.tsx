"use client";

import { TablePager } from "@/components/data-table/table-pager";
import { useTableAddress } from "@/components/data-table/use-table-address";

/** The way to newer and older entries. */
export function TrailPager({
  shown,
  limit,
  newer,
  older,
}: {
  shown: number;
  limit: number;
  /** Places for `cursor` in the address; null where there is nothing more. */
  newer: string | null;
  older: string | null;
}) {
  const address = useTableAddress();
  const page = { rows: Array<null>(shown).fill(null), nextCursor: older, previousCursor: newer, total: null };
  return <TablePager page={page} limit={limit} noun={shown === 1 ? "entry" : "entries"} address={address} />;
}
