/** A line of a file with its cells; `line` is where it begins, from 1. */
export type CsvRecord = { line: number; cells: string[] };

export type CsvSeparator = "," | ";" | "\t";

/** What separates the cells, by the first line: what stands there most often outside of quotes. */
export function separatorOf(text: string): CsvSeparator {
  const header = /^(?:"[^"]*"|[^"\r\n])*/.exec(text)?.[0].replace(/"[^"]*"/g, "") ?? "";
  const counts = ([",", ";", "\t"] as const).map((separator) => ({
    separator,
    count: header.split(separator).length,
  }));
  return counts.reduce((most, next) => (next.count > most.count ? next : most)).separator;
}

/**
 * The lines of a CSV file (RFC 4180), empty ones left out. With `problem` where a quote never ends, or text follows one; nothing after it
 * can be trusted.
 */
export function* csvRecords(
  text: string,
  separator: CsvSeparator,
): Generator<CsvRecord | { line: number; problem: string }> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const cells: string[] = [];
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
      if (cell === null) return yield { line: start, problem: "A quotation mark is never closed." };
      cells.push(cell.value);
      line += cell.lines;
      at = cell.end;
      if (text[at] !== separator) break;
      at += 1;
    }
    if (at < text.length && text[at] !== "\r" && text[at] !== "\n") {
      return yield { line: start, problem: "Text follows a closing quotation mark." };
    }
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    line += 1;
    if (cells.length > 1 || cells[0]?.trim() !== "") yield { line: start, cells };
  }
}

const [NEWLINE, RETURN] = [10, 13];

type Cell = { value: string; end: number; lines: number };

function plainCell(text: string, start: number, separator: CsvSeparator): Cell {
  let end = start;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === NEWLINE || code === RETURN || code === separator.charCodeAt(0)) break;
  }
  return { value: text.slice(start, end), end, lines: 0 };
}

function quotedCell(text: string, start: number): Cell | null {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) return null;
  const raw = text.slice(start + 1, end);
  return { value: raw.replaceAll('""', '"'), end: end + 1, lines: raw.split("\n").length - 1 };
}
