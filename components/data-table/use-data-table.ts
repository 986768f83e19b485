"use client";

import {
  type ColumnDef,
  type RowData,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useMemo } from "react";
import type { DataTableColumn, DataTableView } from "./types";
import type { TableAddress } from "./use-table-address";

const features = tableFeatures({ rowSortingFeature });
export type TableFeatureSet = typeof features;

/** The TanStack table behind a `DataTable`: the server sorts, the address remembers, the table only knows both. */
export function useDataTable<Row extends RowData>({
  columns,
  rows,
  rowId,
  order,
  setSort,
}: {
  columns: ReadonlyArray<DataTableColumn<Row>>;
  rows: Row[];
  rowId: (row: Row) => string;
  order: Pick<DataTableView, "sort" | "direction">;
  setSort: TableAddress["setSort"];
}) {
  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<TableFeatureSet, Row> => ({
          id: column.id,
          header: column.header,
          accessorFn: (row) => row,
          cell: ({ row }) => column.cell(row.original),
          enableSorting: column.sort !== undefined,
          sortDescFirst: column.sort?.first === "desc",
        }),
      ),
    [columns],
  );
  const sortedColumn = columns.find((column) => column.sort?.key === order.sort);
  const sorting = useMemo(
    () => (sortedColumn ? [{ id: sortedColumn.id, desc: order.direction === "desc" }] : []),
    [sortedColumn, order.direction],
  );
  return useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowId,
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: { sorting },
    onSortingChange: (updater) => {
      const [next] = typeof updater === "function" ? updater(sorting) : updater;
      const key = columns.find((column) => column.id === next?.id)?.sort?.key;
      if (next && key) setSort(key, next.desc ? "desc" : "asc");
    },
  });
}
