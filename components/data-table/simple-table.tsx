import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type SimpleColumn<Row> = { header: string; cell: (row: Row) => ReactNode; align?: "end" };

/** Words for screen readers alone are placed within it, else they would widen the page. */
const FRAME = "scroll-hint relative overflow-x-auto rounded-md border border-line";

/** A small table that is shown whole: it neither sorts nor turns pages. The first column names the row. */
export function SimpleTable<Row>({
  caption,
  columns,
  rows,
  rowId,
}: {
  caption: string;
  columns: ReadonlyArray<SimpleColumn<Row>>;
  rows: ReadonlyArray<Row>;
  rowId: (row: Row) => string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className={FRAME}>
      <table className="w-full whitespace-nowrap text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.header}
                scope="col"
                className={cn(
                  // Where the table is too wide for its place, the words of a header stand below each other.
                  "h-9 whitespace-normal border-line border-b bg-surface px-2 py-1 font-normal text-subtle text-xs first:pl-3 last:pr-3 sm:px-3 sm:last:pr-4 sm:first:pl-4",
                  column.align === "end" ? "text-right" : "text-left",
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)} className="border-line border-b last:border-b-0 hover:bg-surface">
              {columns.map((column, index) => {
                const Cell = index === 0 ? "th" : "td";
                return (
                  <Cell
                    key={column.header}
                    {...(index === 0 && { scope: "row" })}
                    className={cn(
                      "h-10 px-2 font-normal first:pl-3 last:pr-3 sm:px-3 sm:last:pr-4 sm:first:pl-4",
                      column.align === "end" ? "tabular text-right" : "text-left",
                    )}
                  >
                    {column.cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
