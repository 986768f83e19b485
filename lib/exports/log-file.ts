import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { formatCountExact } from "@/lib/core/format";
import { logTotal } from "@/lib/logs/log-total";
import { EXPORT_ROWS_MAX, type ExportFormat, type LogFileQuery, STREAMED_ROWS_MAX } from "./contract";
import { type LogPart, logParts } from "./log-parts";
import { type LogTexts, logTexts } from "./log-texts";

/** A file that is offered to somebody: its pieces are made as they are asked for. */
export type LogFile = { name: string; contentType: string; pieces: AsyncIterable<Uint8Array> };

const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
};

/** What a file is called and is. */
export function fileFacts(format: ExportFormat, at: Date): Pick<LogFile, "name" | "contentType"> {
  return { name: `log-${at.toISOString().slice(0, 10)}.${format}`, contentType: CONTENT_TYPES[format] };
}

/**
 * The rows of a filter as a file, newest first, read from the database as they are asked for and stored nowhere. Throws
 * `invalid_field` when there are more than 50,000, which is what exports in the background are for.
 */
export async function logFile(ctx: Ctx, query: LogFileQuery): Promise<LogFile> {
  const { requests } = await logTotal(ctx, query.filter);
  if (requests > STREAMED_ROWS_MAX) throw tooMany(requests);
  const parts = logParts(ctx, query.filter);
  // Read at once, so that a database that is away is an answer and no broken file.
  const first = await parts.next();
  return {
    ...fileFacts(query.format, ctx.clock.now()),
    pieces: bytesOf(logTexts(query), first, parts),
  };
}

function tooMany(requests: number): AppError {
  const rows = formatCountExact(requests);
  const message =
    requests > EXPORT_ROWS_MAX
      ? `These are ${rows} requests or more, and a file has at most 1,000,000. Narrow the time or the filters.`
      : `These are ${rows} requests or more. Above 50,000 a file is written in the background: POST /v1/exports.`;
  return new AppError("invalid_field", message, { param: "from" });
}

async function* bytesOf(
  texts: LogTexts,
  first: IteratorResult<LogPart, void>,
  parts: AsyncGenerator<LogPart>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let isFirst = true;
  yield encoder.encode(texts.start);
  for (let part = first; part.done !== true; part = await parts.next()) {
    const { rows } = part.value;
    if (rows.length > 0) yield encoder.encode(texts.rows(rows, isFirst));
    isFirst &&= rows.length === 0;
  }
  yield encoder.encode(texts.end);
}
