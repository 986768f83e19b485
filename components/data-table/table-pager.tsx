"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { formatCountExact } from "@/lib/core/format";
import type { DataTablePage } from "./types";
import type { TableAddress } from "./use-table-address";

export const PAGE_SIZES = [25, 50, 100];

/** How much is shown, and the way to the pages before and after. */
export function TablePager<Row>({
  page,
  limit,
  noun,
  address,
}: {
  page: DataTablePage<Row>;
  limit: number;
  noun: string;
  address: TableAddress;
}) {
  const { nextCursor, previousCursor, rows, total } = page;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-muted text-xs">
      <p className="tabular">{amountText(rows.length, total, noun, page.isMore)}</p>
      <div className="flex items-center gap-2">
        {total === null || total > (PAGE_SIZES[0] ?? 0) ? (
          <Select
            aria-label="Rows per page"
            value={limit}
            onChange={(event) => address.setLimit(Number(event.target.value))}
            className="text-xs *:text-xs"
          >
            {PAGE_SIZES.map((size) => (
              <option key={size} value={size}>
                {size} per page
              </option>
            ))}
          </Select>
        ) : null}
        {nextCursor !== null || previousCursor !== null ? (
          <nav aria-label="Pages" className="flex gap-2">
            <Button
              icon={<ChevronLeft aria-hidden="true" className="size-4" />}
              disabled={previousCursor === null}
              onClick={() => address.turnTo(previousCursor)}
            >
              Previous
            </Button>
            <Button disabled={nextCursor === null} onClick={() => address.turnTo(nextCursor)}>
              Next
              <ChevronRight aria-hidden="true" className="size-4" />
            </Button>
          </nav>
        ) : null}
      </div>
    </div>
  );
}

function amountText(shown: number, total: number | null, noun: string, isMore = false): string {
  if (total === null) return `${formatCountExact(shown)} ${noun} on this page`;
  if (isMore) return `${formatCountExact(shown)} of ${formatCountExact(total)} ${noun} or more`;
  if (total > shown) return `${formatCountExact(shown)} of ${formatCountExact(total)} ${noun}`;
  return total === 1 ? "" : `All ${formatCountExact(total)} ${noun}`;
}
