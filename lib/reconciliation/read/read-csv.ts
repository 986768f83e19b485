import { DAY_MS } from "@/lib/core/time";
import { type LineProblem, REPORT_MAX_LINES, type ReadReport } from "../contract";
import { type Columns, type Meaning, missingColumns, readColumns } from "./columns";
import { type CsvRecord, csvRecords, separatorOf } from "./csv-records";
import { DaySums } from "./day-sums";
import { modelName, noModelProblem } from "./model-name";
import { type DecimalSign, momentOf, readAmount, readCount, readDay, shown } from "./read-cell";

/** Nobody reads more of them at once. */
const MOST_PROBLEMS = 50;

type Line = { day: string; model: string; counts: Parameters<DaySums["add"]>[2] };

/** A CSV file as a report of a provider, or what is wrong with it, line by line: then none of it counts. */
export function readCsv(
  text: string,
  provider: string,
): { report: ReadReport } | { problems: LineProblem[] } {
  const separator = separatorOf(text);
  const sign: DecimalSign = separator === "," ? "point" : "comma";
  const known = { provider, sign, days: new Map() };
  const sums = new DaySums();
  const problems: LineProblem[] = [];
  let columns: Columns | null = null;
  let empty = 0;
  for (const record of csvRecords(text, separator)) {
    if (record.line > REPORT_MAX_LINES + 1) return { problems: [tooLong()] };
    if ("problem" in record)
      return { problems: [...problems, { line: record.line, message: record.problem }] };
    if (columns === null) {
      columns = readColumns(record.cells, provider);
      const missing = missingColumns(columns);
      if (missing !== null) return { problems: [{ line: record.line, message: missing }] };
      continue;
    }
    const line = readLine(record, columns, known);
    if ("problem" in line) problems.push({ line: record.line, message: line.problem });
    else if (line.counts === null) empty += 1;
    else sums.add(line.day, line.model, line.counts);
    if (problems.length >= MOST_PROBLEMS) break;
  }
  if (columns === null) return { problems: [{ line: 1, message: "The file is empty." }] };
  if (problems.length > 0) return { problems };
  return { report: reportOf(sums, columns, provider, empty) };
}

function reportOf(sums: DaySums, columns: Columns, provider: string, empty: number): ReadReport {
  const { at, understood, ignored } = columns;
  const notices: string[] = [];
  if (at.inputTotal !== undefined && at.cachedInput !== undefined) {
    notices.push("Input tokens were read as counting the cached ones too.");
  }
  if (empty > 0)
    notices.push(
      `Passed over, as nothing stands there but a day: ${empty} ${empty === 1 ? "line" : "lines"}.`,
    );
  return { provider, format: "csv", days: sums.all(), understood, ignored, notices };
}

/** What a line says; `counts` is null for a day on which there was nothing. */
function readLine(
  { cells }: CsvRecord,
  { at, understood, ignored }: Columns,
  {
    provider,
    sign,
    days,
  }: { provider: string; sign: DecimalSign; days: Map<string, ReturnType<typeof readDay>> },
): (Omit<Line, "counts"> & { counts: Line["counts"] | null }) | { problem: string } {
  const width = understood.length + ignored.length;
  if (cells.length < width)
    return { problem: `There are ${cells.length} cells where the first line has ${width}.` };
  const cell = (meaning: Meaning) => cells[at[meaning]?.[0] ?? -1] ?? "";
  const counts = readCounts(cells, at, sign);
  if ("problem" in counts) return counts;
  if (Object.values(counts).every((value) => value === null)) return { day: "", model: "", counts: null };
  // The same few days stand in all lines, and reading one is slow.
  const day = days.get(cell("day")) ?? readDay(cell("day"));
  days.set(cell("day"), day);
  if ("problem" in day) return day;
  const tooWide = at.end === undefined ? null : widthProblem(cell("day"), cell("end"));
  if (tooWide !== null) return { problem: tooWide };
  const currency = cell("currency").trim();
  if (currency !== "" && currency.toLowerCase() !== "usd") {
    return { problem: `The amount is in "${shown(currency)}". Only US dollars can be compared.` };
  }
  const model = modelName(provider, cell("model"));
  if (model === null) return { problem: noModelProblem(cell("model")) };
  return { day: day.value, model, counts };
}

function readCounts(
  cells: readonly string[],
  at: Columns["at"],
  sign: DecimalSign,
): Line["counts"] | { problem: string } {
  const counts: Partial<Record<Meaning, number | null>> = {};
  for (const meaning of ["requests", "inputTotal", "input", "cachedInput", "cacheWrite", "output"] as const) {
    for (const place of at[meaning] ?? []) {
      const read = readCount(cells[place] ?? "", sign);
      if ("problem" in read) return read;
      if (read.value !== null) counts[meaning] = (counts[meaning] ?? 0) + read.value;
    }
  }
  const cost = readAmount(cells[at.cost?.[0] ?? -1] ?? "", sign);
  if ("problem" in cost) return cost;
  const cached = counts.cachedInput ?? null;
  const total = counts.inputTotal ?? null;
  if (total !== null && cached !== null && cached > total) {
    return { problem: `There are ${cached} cached input tokens among ${total} input tokens.` };
  }
  return {
    requests: counts.requests ?? null,
    inputTokens: counts.input ?? (total === null ? null : total - (cached ?? 0)),
    cachedInputTokens: cached,
    cacheWriteTokens: counts.cacheWrite ?? null,
    outputTokens: counts.output ?? null,
    costNanoUsd: cost.value,
  };
}

function widthProblem(start: string, end: string): string | null {
  const [from, to] = [momentOf(start.trim()), momentOf(end.trim())];
  if (from === null || to === null || to.getTime() - from.getTime() <= DAY_MS) return null;
  return "The line sums more than a day. Export the report by day.";
}

function tooLong(): LineProblem {
  return { line: REPORT_MAX_LINES + 2, message: `A report has at most ${REPORT_MAX_LINES} lines.` };
}
