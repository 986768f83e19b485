"use client";

import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { DataTableNarrowing } from "./types";
import type { TableAddress } from "./use-table-address";

/** No row matches: repeats what was searched for and offers the way back. */
export function TableNothing({
  noun,
  search,
  address,
  narrowing,
}: {
  noun: string;
  search: string;
  address: TableAddress;
  narrowing?: DataTableNarrowing | undefined;
}) {
  if (narrowing !== undefined) {
    return (
      <EmptyState
        title={`No ${noun} match`}
        action={<Button onClick={narrowing.clear}>Clear filters</Button>}
      >
        <p className="break-words">
          Nothing fits {narrowing.words}
          {search === "" ? "" : ` and “${search}”`}.
        </p>
      </EmptyState>
    );
  }
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
