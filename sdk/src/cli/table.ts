import { printable } from "./printable";
import { fitText, textWidth } from "./text-width";

type Cell = string | number | boolean | null | undefined;

const BETWEEN = "  ";
/** No column becomes narrower for the sake of others. */
const LEAST_WIDTH = 8;
/** An id that is cut names nothing. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Rows below their headings, in columns; `none` when there are no rows. A missing value is a dash, never a 0. Where the terminal has
 * too few `columns`, the widest cells are cut; what goes into a pipe is whole.
 */
export function table(
  headings: readonly string[],
  rows: ReadonlyArray<readonly Cell[]>,
  none: string,
  columns = process.stdout.columns ?? Number.POSITIVE_INFINITY,
): string {
  if (rows.length === 0) return none;
  const lines = [headings, ...rows.map((row) => row.map(cellText))];
  const widths = fittingWidths(lines, columns);
  return lines
    .map((line) =>
      line
        .map((cell, column) => fitText(cell, widths[column] ?? 0))
        .join(BETWEEN)
        .trimEnd(),
    )
    .join("\n");
}

/** Names and values below each other. */
export function sheet(values: Record<string, unknown>): string {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  const width = Math.max(...entries.map(([name]) => textWidth(name)));
  return entries.map(([name, value]) => `${fitText(name, width)}  ${cellText(value)}`).join("\n");
}

/** The width of each column: as its widest cell, less where the widest have to give way. */
function fittingWidths(lines: ReadonlyArray<readonly string[]>, columns: number): number[] {
  const cellsOf = (column: number) => lines.map((line) => line[column] ?? "");
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...cellsOf(column).map(textWidth)));
  const isWhole = widths.map((_, column) => cellsOf(column).some((cell) => ID.test(cell)));
  const room = columns - BETWEEN.length * (widths.length - 1);
  for (let over = widths.reduce((sum, width) => sum + width, 0) - room; over > 0; over -= 1) {
    const most = Math.max(...widths.filter((_, column) => !isWhole[column]));
    if (most <= LEAST_WIDTH) break;
    widths[widths.findIndex((width, column) => width === most && !isWhole[column])] = most - 1;
  }
  return widths;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return printable(text.replace(/\s*\n\s*/g, " ⏎ "));
}
