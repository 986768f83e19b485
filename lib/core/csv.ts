/** What a spreadsheet would take for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

export type CsvCell = string | number | bigint | boolean | Date | null;

/**
 * Lines of comma-separated values with their line ends (RFC 4180). Nothing is an empty cell, a moment is ISO 8601 in UTC, and
 * a text that a spreadsheet would run as a formula gets an apostrophe in front.
 */
export function csvLines(rows: ReadonlyArray<readonly CsvCell[]>): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: CsvCell): string {
  if (value === null) return "";
  const text = value instanceof Date ? value.toISOString() : String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
