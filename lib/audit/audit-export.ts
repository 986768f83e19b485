import type { Ctx } from "@/lib/context";
import { type CsvCell, csvLines } from "@/lib/core/csv";
import type { AuditEntry, AuditFilter, ExportFormat } from "./contract";
import { entryOnWire } from "./entry-on-wire";
import { auditParts } from "./queries";

type Columns = ReturnType<typeof entryOnWire>;
/** The columns of the file in their order; the account is the same in every line, and needed to make a hash again. */
const COLUMNS = [
  "sequence",
  "at",
  "actorKind",
  "actorName",
  "action",
  "subjectKind",
  "subjectName",
  "before",
  "after",
  "network",
  "userAgent",
  "id",
  "actorId",
  "subjectId",
  "accountId",
  "previousHash",
  "hash",
] as const satisfies readonly (keyof Columns)[];

const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
};

/**
 * All entries that a filter leaves in as a file, oldest first, in pieces that are read from the database as they are asked for.
 * The first of them is read at once, so that a database that is away is an answer and no broken file.
 */
export async function auditExport(
  ctx: Pick<Ctx, "db" | "accountId" | "clock">,
  filter: AuditFilter,
  format: ExportFormat,
): Promise<{ pieces: AsyncIterable<Uint8Array>; contentType: string; fileName: string }> {
  const parts = auditParts(ctx, filter);
  const first = await parts.next();
  const texts = format === "csv" ? csvTexts(first, parts) : jsonTexts(first, parts);
  const day = ctx.clock.now().toISOString().slice(0, 10);
  return {
    pieces: bytesOf(texts),
    contentType: CONTENT_TYPES[format],
    fileName: `audit-log-${day}.${format}`,
  };
}

type Parts = AsyncGenerator<AuditEntry[]>;
type First = IteratorResult<AuditEntry[], void>;

async function* csvTexts(first: First, parts: Parts): AsyncGenerator<string> {
  yield csvLines([COLUMNS]);
  for (let part = first; part.done !== true; part = await parts.next()) yield csvLines(part.value.map(cells));
}

function cells(entry: AuditEntry): CsvCell[] {
  const columns = entryOnWire(entry);
  return COLUMNS.map((name) => {
    const value = columns[name];
    return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
  });
}

async function* jsonTexts(first: First, parts: Parts): AsyncGenerator<string> {
  let before = "[\n";
  for (let part = first; part.done !== true; part = await parts.next()) {
    yield before + part.value.map((entry) => JSON.stringify(entryOnWire(entry))).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

async function* bytesOf(texts: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
