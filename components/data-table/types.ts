import type { ReactNode } from "react";

/** One column. The first column of a table holds the row's link; its cell becomes the row's header. */
export type DataTableColumn<Row> = {
  id: string;
  /** Name of the column, also the label of the value on phones. */
  header: string;
  cell: (row: Row) => ReactNode;
  /** Value of `sort` in the address, and the direction of the first press. Absent: the column does not sort. */
  sort?: { key: string; first: "asc" | "desc" };
  /** Numbers stand at the end and are tabular. */
  align?: "start" | "end";
  /** True for a column of buttons: its name is only heard, and on phones it has no label. */
  quiet?: boolean;
  /** Tailwind classes for the cells and the header, for example a width. */
  className?: string;
};

/** What the server has read out of the address: it is what the rows show, whatever the address says. */
export type DataTableView = {
  search: string;
  sort: string;
  direction: "asc" | "desc";
  limit: number;
};

/** One page of rows by keyset, as `Page<T>` of lib/core/pagination. `total` is null when counting is too dear. */
export type DataTablePage<Row> = {
  rows: Row[];
  nextCursor: string | null;
  previousCursor: string | null;
  total: number | null;
  /** True when counting stopped at `total`: there are that many or more. */
  isMore?: boolean;
};

/** Rows that are chosen to do something to. It is kept by whoever draws the table, since it outlives a page. */
export type DataTableSelection<Row> = {
  selected: ReadonlySet<string>;
  /** What the row is called. */
  nameOf: (row: Row) => string;
  /** Chooses rows, or no longer. */
  select: (ids: string[], on: boolean) => void;
};

/** What narrows the rows besides the search, in words, and the way back. */
export type DataTableNarrowing = { words: string; clear: () => void };
