"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { TableAddress } from "./use-table-address";

/** No row matches: repeats what was searched for and offers the way back. */
export function TableNothing({
  noun,
  search,
  address,
}: {
  noun: string;
  search: string;
  address: TableAddress;
}) {
  if (search === "") {
    return (
      <EmptyState
        title={`No ${noun} on this page`}
        action={<Button onClick={() => address.turnTo(null)}>Go to the first page</Button>}
      >
        They were deleted or moved to another page since this address was made.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={`No ${noun} match`}
      action={<Button onClick={() => address.setSearch("")}>Clear search</Button>}
    >
      <p className="break-words">Nothing fits “{search}”.</p>
    </EmptyState>
  );
}
