import { AppError } from "@/lib/core/errors";
import { type LineProblem, REPORT_MAX_BYTES, REPORT_MAX_LINES, type ReadReport } from "../contract";
import { shown } from "./read-cell";
import { readCsv } from "./read-csv";
import { readPages } from "./read-pages";

const PROVIDER = /^[a-z0-9][a-z0-9-]{0,39}$/;
/** What the columns of the ledger hold, with room for sums of it. */
const MOST = { count: Number.MAX_SAFE_INTEGER, nanoUsd: 10n ** 18n };
const MOST_BRACKETS = 64;
/** A message names this many wrong lines. */
const MOST_NAMED = 10;

/**
 * The report in a file: JSON or CSV, by how it begins. `provider` is whose it is, for CSV; pages of an API say so themselves. Throws
 * `payload_too_large`, and `invalid_field` when any line is wrong: `details.lines` has each with what is wrong with it, and no
 * part of the file counts.
 */
export function readReport(bytes: Uint8Array, provider: string | null): ReadReport {
  if (bytes.byteLength > REPORT_MAX_BYTES) {
    throw new AppError("payload_too_large", "A report has at most 10 MiB.");
  }
  const text = textOf(bytes);
  const isJson = /^\s*[[{]/.test(text);
  const read = isJson ? readPages(jsonOf(text)) : readCsv(text, namedProvider(provider));
  if ("problems" in read) throw refusal(read.problems, isJson ? "Result" : "Line");
  const { report } = read;
  if (provider !== null && provider !== report.provider) {
    const message = `This is a report of ${report.provider}, not of ${shown(provider)}.`;
    throw new AppError("invalid_field", message, { param: "provider" });
  }
  if (report.days.length === 0) throw new AppError("invalid_field", "The report says nothing of any day.");
  if (report.days.length > REPORT_MAX_LINES || report.days.some(isTooMuch)) {
    throw new AppError("invalid_field", "The sums of the report are too large.");
  }
  return report;
}

function textOf(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new AppError("invalid_field", "The file is UTF-16. Save it as UTF-8.");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError("invalid_field", "The file is not UTF-8 text. Save it as UTF-8.", { cause });
  }
  const nul = text.indexOf("\0");
  if (nul >= 0) {
    const line = text.slice(0, nul).split("\n").length;
    throw refusal([{ line, message: "There is a NUL character. Is this a text file?" }], "Line");
  }
  return text;
}

function jsonOf(text: string): unknown {
  if ((text.slice(0, 100_000).match(/^[\s[{]+/)?.[0].length ?? 0) > MOST_BRACKETS) {
    throw new AppError("invalid_json", "The file nests too deep.");
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_json", "The file is not valid JSON.", { cause });
  }
}

function namedProvider(provider: string | null): string {
  if (provider !== null && PROVIDER.test(provider)) return provider;
  const message =
    "Say whose report this is: provider is the name that stands before the slash in a model's id.";
  throw new AppError("invalid_field", message, { param: "provider" });
}

function isTooMuch({ costNanoUsd, ...counts }: ReadReport["days"][number]): boolean {
  const cost = costNanoUsd ?? 0n;
  const numbers = Object.values(counts).filter((value) => typeof value === "number");
  return cost > MOST.nanoUsd || cost < -MOST.nanoUsd || numbers.some((value) => value > MOST.count);
}

function refusal(lines: LineProblem[], noun: "Line" | "Result"): AppError {
  const named = lines.slice(0, MOST_NAMED).map(({ line, message }) => `${noun} ${line}: ${message}`);
  const more = lines.length > MOST_NAMED ? [`${lines.length - MOST_NAMED} more are wrong.`] : [];
  const message = [...named, ...more, "Nothing was imported."].join(" ");
  return new AppError("invalid_field", message, { details: { lines, noun: noun.toLowerCase() } });
}
