"use client";

import type { Header, RowData } from "@tanstack/react-table";
import { ArrowDown, ArrowUp } from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { DataTableColumn } from "./types";
import type { TableFeatureSet } from "./use-data-table";

const ARIA_SORT = { asc: "ascending", desc: "descending" } as const;

/** A column's header; one that sorts is a button, and the sorted one says so by `aria-sort` and an arrow. */
export function TableHead<Row extends RowData>({
  header,
  column,
}: {
  header: Header<TableFeatureSet, Row>;
  column: DataTableColumn<Row>;
}) {
  const sorted = header.column.getIsSorted();
  const Arrow = sorted === "asc" ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      aria-sort={sorted ? ARIA_SORT[sorted] : undefined}
      className={cn(
        "h-9 whitespace-nowrap border-line border-b bg-surface px-3 text-left font-normal text-subtle text-xs first:rounded-tl-md first:pl-4 last:rounded-tr-md last:pr-4",
        column.align === "end" && "text-right",
        column.className,
      )}
    >
      {column.quiet ? <span className="sr-only">{column.header}</span> : null}
      {!column.quiet && !header.column.getCanSort() ? column.header : null}
      {!column.quiet && header.column.getCanSort() ? (
        <button
          type="button"
          onClick={header.column.getToggleSortingHandler()}
          className={cn(
            "group -mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-ink",
            column.align === "end" && "flex-row-reverse",
            sorted && "font-medium text-ink",
          )}
        >
          {column.header}
          <Arrow
            aria-hidden="true"
            className={cn(
              "size-3",
              !sorted && "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
            )}
          />
        </button>
      ) : null}
    </th>
  );
}
