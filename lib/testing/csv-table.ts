import { csvRecords } from "@/lib/reconciliation/read/csv-records";

/**
 * The rows of a CSV file of ours by the names in its second line; the first one says what the file holds. Read by what reads the
 * files of providers, which shares nothing with what writes ours.
 */
export function csvTable(text: string): Array<Record<string, string>> {
  const [, names, ...rows] = Array.from(csvRecords(text, ","), (record) => {
    if ("problem" in record) throw new Error(`line ${record.line}: ${record.problem}`);
    return record.cells;
  });
  if (names === undefined) throw new Error("a file without names");
  return rows.map((cells) => {
    if (cells.length !== names.length) throw new Error(`${cells.length} cells for ${names.length} names`);
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""]));
  });
}

/** What a file of ours says in dollars, in nano-dollars below a million dollars; null when it says nothing. */
export function nanoUsdIn(cell: string | undefined): bigint | null {
  return cell === undefined || cell === "" ? null : BigInt(Math.round(Number(cell) * 1e9));
}
