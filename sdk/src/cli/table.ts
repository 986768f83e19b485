type Cell = string | number | boolean | null | undefined;

/** Rows below their headings, in columns; `none` when there are no rows. A missing value is a dash, never a 0. */
export function table(
  headings: readonly string[],
  rows: ReadonlyArray<readonly Cell[]>,
  none: string,
): string {
  if (rows.length === 0) return none;
  const lines = [headings, ...rows.map((row) => row.map(cellText))];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Names and values below each other. */
export function sheet(values: Record<string, unknown>): string {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${cellText(value)}`).join("\n");
}

function cellText(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.replace(/\s*\n\s*/g, " ⏎ ");
}
