"use client";

import type { RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/select";
import { TableBody } from "./table-body";
import { TableHead } from "./table-head";
import { TableNothing } from "./table-nothing";
import { TablePager } from "./table-pager";
import { TableSearch } from "./table-search";
import { SelectAll } from "./table-select";
import type {
  DataTableColumn,
  DataTableNarrowing,
  DataTablePage,
  DataTableSelection,
  DataTableView,
} from "./types";
import { useDataTable } from "./use-data-table";
import { type TableAddress, useTableAddress } from "./use-table-address";

/**
 * The one table of the product. The server reads `q`, `sort`, `dir`, `cursor` and `limit` out of the address, asks for
 * one page of rows and renders a small client component, which defines the columns (at module scope, so that they are
 * stable) and hands everything on:
 *
 * ```tsx
 * const columns: DataTableColumn<KeyListItem>[] = [
 *   { id: "name", header: "Name", sort: { key: "name", first: "asc" }, cell: (key) => <Link …>{key.name}</Link> },
 *   { id: "requests", header: "Requests", align: "end", sort: { key: "requests", first: "desc" }, cell: … },
 *   { id: "menu", header: "Actions", quiet: true, cell: (key) => <KeyMenu … /> },
 * ];
 * <DataTable caption="API keys" noun="keys" columns={columns} rowId={(key) => key.id} page={page} view={view}
 *   captionId="keys-table" empty={<EmptyState … />} />
 * ```
 *
 * `captionId` is where the focus goes when the row that opened a dialog is gone. `error` keeps the rows in sight. With
 * `selection` every row has a tick box; `narrowing` is what filters of the caller's own leave out.
 */
export function DataTable<Row extends RowData>({
  caption,
  captionId,
  noun,
  columns,
  rowId,
  page,
  view,
  empty,
  error,
  toolbar,
  selection,
  narrowing,
}: {
  caption: string;
  captionId: string;
  noun: string;
  columns: ReadonlyArray<DataTableColumn<Row>>;
  rowId: (row: Row) => string;
  page: DataTablePage<Row>;
  view: DataTableView;
  empty: ReactNode;
  error?: ReactNode;
  toolbar?: ReactNode;
  selection?: DataTableSelection<Row>;
  narrowing?: DataTableNarrowing | undefined;
}) {
  const address = useTableAddress();
  const order = shownOrder(address, view, columns);
  const table = useDataTable({ columns, rows: page.rows, rowId, order, setSort: address.setSort });
  const nothing = page.rows.length === 0;
  const isEmpty = nothing && page.previousCursor === null && page.total === 0;
  if (isEmpty && view.search === "" && narrowing === undefined && !error) return empty;

  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <TableSearch label={`Search ${noun}`} value={address.search} onChange={address.setSearch} />
        <PhoneSort columns={columns} view={view} setSort={address.setSort} />
        {toolbar}
      </div>
      {error}
      <div
        aria-busy={address.pending}
        className={cn("relative rounded-md border border-line max-lg:overflow-x-auto", error && "opacity-60")}
      >
        {address.pending ? <ProgressBar /> : null}
        <table className="w-full border-separate border-spacing-0 max-md:block">
          <caption id={captionId} tabIndex={-1} className="sr-only">
            {caption}
          </caption>
          <thead className="z-[5] max-md:hidden lg:sticky lg:top-14">
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id}>
                {selection ? (
                  <SelectAll noun={noun} ids={page.rows.map(rowId)} selection={selection} />
                ) : null}
                {group.headers.map((header, index) => {
                  const column = columns[index];
                  return column ? <TableHead key={header.id} header={header} column={column} /> : null;
                })}
              </tr>
            ))}
          </thead>
          {nothing ? null : <TableBody table={table} columns={columns} selection={selection} />}
        </table>
        {nothing ? (
          <TableNothing noun={noun} search={view.search} address={address} narrowing={narrowing} />
        ) : null}
      </div>
      <p role="status" className="sr-only">
        {address.pending || (view.search === "" && narrowing === undefined)
          ? ""
          : `${page.total ?? page.rows.length} ${noun} found`}
      </p>
      {nothing ? null : <TablePager page={page} limit={view.limit} noun={noun} address={address} />}
    </div>
  );
}

/** The order of the rows; while new ones are on their way, the order that was asked for, so that a press shows at once. */
function shownOrder<Row>(
  { pending, asked }: TableAddress,
  view: DataTableView,
  columns: ReadonlyArray<DataTableColumn<Row>>,
): Pick<DataTableView, "sort" | "direction"> {
  const isKnown = columns.some((column) => column.sort?.key === asked.sort);
  if (!pending || asked.sort === null || !isKnown) return view;
  return { sort: asked.sort, direction: asked.direction === "asc" ? "asc" : "desc" };
}

/** Phones show cards instead of a header row, so the order is chosen here. */
function PhoneSort<Row>({
  columns,
  view,
  setSort,
}: {
  columns: ReadonlyArray<DataTableColumn<Row>>;
  view: DataTableView;
  setSort: (sort: string, direction: "asc" | "desc") => void;
}) {
  return (
    <Select
      aria-label="Sort by"
      className="md:hidden"
      value={view.sort}
      onChange={(event) => {
        const sort = columns.find((column) => column.sort?.key === event.target.value)?.sort;
        if (sort) setSort(sort.key, sort.first);
      }}
    >
      {columns.map((column) =>
        column.sort ? (
          <option key={column.id} value={column.sort.key}>
            {column.header}
          </option>
        ) : null,
      )}
    </Select>
  );
}

/** Thin and on top: the old rows stay readable while new ones are on their way. */
function ProgressBar() {
  return (
    <span
      aria-hidden="true"
      className="appear-late absolute inset-x-0 -top-px z-10 h-0.5 overflow-hidden rounded-full"
    >
      <span className="block h-full w-1/3 bg-accent-ink motion-safe:animate-slide" />
    </span>
  );
}
