import { csvLines } from "@/lib/core/csv";
import { writeRequestFilter } from "@/lib/core/request-address";
import type { LogRow } from "@/lib/logs/contract";
import type { LogFileQuery } from "./contract";
import { LOG_FIELDS, logCells, logObject } from "./log-fields";

/** The text of a file of the log: what it begins with, its rows part by part, and what it ends with. */
export type LogTexts = {
  start: string;
  rows(rows: LogRow[], isFirst: boolean): string;
  end: string;
};

/** How a file of a format is put together. Both say which rows they have and of which time. */
export function logTexts(query: LogFileQuery): LogTexts {
  return query.format === "csv" ? csvTexts(query) : jsonTexts(query);
}

function csvTexts(query: LogFileQuery): LogTexts {
  const { from, to, zone, filter } = aboutOf(query);
  const about = `# Log of requests from ${from} until ${to} (times in UTC; chosen in ${zone}); filter: ${filter || "none"}`;
  return {
    start: csvLines([[about], LOG_FIELDS]),
    rows: (rows) => csvLines(rows.map(logCells)),
    end: "",
  };
}

function jsonTexts(query: LogFileQuery): LogTexts {
  return {
    start: `{"about":${JSON.stringify(aboutOf(query))},\n"requests":[\n`,
    rows: (rows, isFirst) =>
      `${isFirst || rows.length === 0 ? "" : ",\n"}${rows.map((row) => JSON.stringify(logObject(row))).join(",\n")}`,
    end: "\n]}\n",
  };
}

function aboutOf({ filter, zone }: LogFileQuery) {
  const parts = writeRequestFilter(filter).map(([name, value]) => `${name}=${value}`);
  return { from: filter.from.toISOString(), to: filter.to.toISOString(), zone, filter: parts.join(" ") };
}
