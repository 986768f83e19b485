import { cn } from "@/components/ui/cn";
import type { LogRow } from "@/lib/logs/contract";
import type { Column, RowPlace } from "./log-column";
import { LOG_COLUMNS } from "./log-columns";

/**
 * The rows of the log. The link of its first cell opens a row; `opened` is the one whose panel is open. With a panel beside
 * it the table keeps the columns that tell rows apart. On phones a row is a card: its time and status, and what tells it apart with labels.
 */
export function LogTable({
  rows,
  opened,
  caption,
  hiddenColumns = [],
  ...place
}: RowPlace & {
  rows: readonly LogRow[];
  opened: string | null;
  caption: string;
  hiddenColumns?: readonly string[];
}) {
  const columns = LOG_COLUMNS.filter(
    ({ name, beside }) => !hiddenColumns.includes(name) && (opened === null || beside),
  );
  return (
    <section
      data-log-list
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="scroll-hint relative overflow-x-auto rounded-md border border-line md:max-h-[70dvh] md:overflow-y-auto"
    >
      <table className="w-full text-sm max-md:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="max-md:hidden">
          <tr>
            {columns.map(({ name, header, end }) => (
              <th
                key={name}
                scope="col"
                className={cn(
                  "sticky top-0 z-10 h-9 whitespace-nowrap border-line border-b bg-surface px-2 font-normal text-subtle text-xs first:pl-4 last:pr-4 2xl:px-3",
                  end ? "text-right" : "text-left",
                )}
              >
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <Row key={row.id} row={row} columns={columns} isOpen={row.id === opened} place={place} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({
  row,
  columns,
  isOpen,
  place,
}: {
  row: LogRow;
  columns: readonly Column[];
  isOpen: boolean;
  place: RowPlace;
}) {
  return (
    <tr
      data-open={isOpen || undefined}
      className={cn(
        "border-line not-last:border-b hover:bg-surface max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:px-4 max-md:py-2.5",
        isOpen && "bg-accent-tint hover:bg-accent-tint",
      )}
    >
      {columns.map(({ name, header, end, onPhone, cell }, index) => {
        const Cell = index === 0 ? "th" : "td";
        return (
          <Cell
            key={name}
            {...(index === 0 && { scope: "row" })}
            className={cn(
              "h-10 whitespace-nowrap px-2 font-normal 2xl:px-3 max-md:flex max-md:h-auto max-md:min-h-6 max-md:items-baseline max-md:gap-4 max-md:whitespace-normal max-md:px-0 max-md:text-right first:pl-4 max-md:first:pl-0 last:pr-4 max-md:last:pr-0",
              end ? "tabular text-right" : "text-left",
              onPhone === "panel" && "max-md:hidden",
              onPhone === "plain" ? index > 0 && "max-md:justify-end" : "max-md:justify-between",
              onPhone === undefined && "max-md:col-span-2",
            )}
          >
            {onPhone === "plain" ? null : (
              <span aria-hidden="true" className="shrink-0 text-subtle text-xs md:hidden">
                {header}
              </span>
            )}
            <span className="min-w-0 max-md:break-words">{cell(row, place, isOpen)}</span>
          </Cell>
        );
      })}
    </tr>
  );
}
