"use client";

import type { ReactTable, RowData } from "@tanstack/react-table";
import { cn } from "@/components/ui/cn";
import { SelectRow } from "./table-select";
import type { DataTableColumn, DataTableSelection } from "./types";
import type { TableFeatureSet } from "./use-data-table";

const cellStyles =
  "h-12 border-line px-3 py-1.5 text-left font-normal first:pl-4 last:pr-4 md:border-b md:group-last:border-b-0 md:group-hover:bg-surface";

/* Below 768 px a row is a card: the first cell its title, every other one a line with its label. */
const cardStyles =
  "max-md:flex max-md:h-auto max-md:min-h-8 max-md:items-center max-md:justify-between max-md:gap-4 max-md:px-4 max-md:py-1 max-md:not-first:before:shrink-0 max-md:not-first:before:text-subtle max-md:not-first:before:text-xs max-md:not-first:before:content-[attr(data-label)]";

const selectStyles =
  "w-10 border-line pl-3 md:border-b md:group-last:border-b-0 md:group-hover:bg-surface max-md:absolute max-md:top-2 max-md:left-0";

/** The rows. The first cell of each is its header, so that a screen reader says whose number it is reading. */
export function TableBody<Row extends RowData>({
  table,
  columns,
  selection,
}: {
  table: ReactTable<TableFeatureSet, Row>;
  columns: ReadonlyArray<DataTableColumn<Row>>;
  selection: DataTableSelection<Row> | undefined;
}) {
  return (
    <tbody className="max-md:block">
      {table.getRowModel().rows.map((row) => (
        <tr
          key={row.id}
          className="group relative max-md:block max-md:border-line max-md:border-b max-md:py-2.5 max-md:last:border-b-0"
        >
          {selection ? (
            <td className={selectStyles}>
              <SelectRow row={row.original} id={row.id} selection={selection} />
            </td>
          ) : null}
          {row.getAllCells().map((cell, index) => {
            const column = columns[index];
            const className = cn(
              cellStyles,
              cardStyles,
              column?.align === "end" && "tabular md:text-right",
              column?.quiet &&
                "max-md:absolute max-md:top-1.5 max-md:right-0 max-md:not-first:before:content-none",
              selection && index === 0 && "max-md:pl-12 max-md:not-first:before:content-none",
              column?.className,
            );
            return index === 0 ? (
              <th key={cell.id} scope="row" className={className}>
                <table.FlexRender cell={cell} />
              </th>
            ) : (
              <td key={cell.id} data-label={column?.header} className={className}>
                <table.FlexRender cell={cell} />
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  );
}
