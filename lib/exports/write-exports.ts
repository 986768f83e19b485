import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { exportPieces, exports } from "@/db/schema/exports";
import { recordChange } from "@/lib/audit/record-change";
import type { RequestId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";
import { EXPORT_KEPT_MS, EXPORT_ROWS_MAX } from "./contract";
import { exportSubject } from "./export-subject";
import { logParts } from "./log-parts";
import { logTexts } from "./log-texts";
import { readStoredQuery } from "./stored-query";

/** How many rows a piece has, and is kept in memory. */
const PIECE_ROWS = 10_000;
const TOO_MANY = "There are more than 1,000,000 requests. Narrow the time or the filters.";
const OUR_FAULT = "Something failed on our side. Ask for the export again.";

type Export = typeof exports.$inferSelect;
type Piece = { text: string; rows: number; next: RequestId | null };
const packed = promisify(gzip);

/**
 * Writes exports that wait, the oldest first, piece by piece, until a moment. A piece and how far it reaches are stored in one
 * transaction, so whoever goes on after a crash repeats nothing and leaves out nothing; of two that write the same piece one wins.
 */
export async function writeExports(
  db: Database,
  clock: Clock,
  until: Date,
  pieceRows = PIECE_ROWS,
): Promise<void> {
  while (clock.now() < until) {
    const [next] = await db
      .select()
      .from(exports)
      .where(inArray(exports.state, ["waiting", "running"]))
      .orderBy(asc(exports.state), asc(exports.id))
      .limit(1);
    if (next === undefined) return;
    await writePiece(db, clock, next, pieceRows);
  }
}

async function writePiece(db: Database, clock: Clock, row: Export, pieceRows: number): Promise<void> {
  try {
    const piece = await readPiece(db, row, pieceRows);
    if (row.rows + piece.rows > EXPORT_ROWS_MAX) return await fail(db, clock, row, TOO_MANY);
    const bytes = await packed(piece.text);
    await db.transaction((tx) => storePiece(tx, clock, row, { ...piece, bytes }));
  } catch (thrown) {
    // A database that is away cannot be told either: then the piece is tried again.
    await fail(db, clock, row, OUR_FAULT);
    throw thrown;
  }
}

async function readPiece(db: Database, row: Export, pieceRows: number): Promise<Piece> {
  const { accountId, query, zone, format } = row;
  const filter = readStoredQuery(query);
  const texts = logTexts({ filter, zone, format });
  const piece: Piece = { text: row.place === null ? texts.start : "", rows: 0, next: null };
  const place = (row.place ?? undefined) as RequestId | undefined;
  for await (const { rows, next } of logParts({ db, accountId }, filter, {
    place,
    atOnce: Math.min(pieceRows, 1_000),
  })) {
    piece.text += texts.rows(rows, row.rows + piece.rows === 0);
    piece.rows += rows.length;
    piece.next = next;
    if (piece.rows >= pieceRows) break;
  }
  return piece.next === null ? { ...piece, text: piece.text + texts.end } : piece;
}

/** Does nothing when the export was deleted, or when another instance has written this piece. */
async function storePiece(
  tx: Transaction,
  clock: Clock,
  row: Export,
  { bytes, rows, next }: Piece & { bytes: Uint8Array },
): Promise<void> {
  const now = clock.now();
  const [stored] = await tx
    .update(exports)
    .set({
      state: next === null ? "done" : "running",
      rows: row.rows + rows,
      bytes: row.bytes + bytes.length,
      place: next,
      ...(next === null && { finishedAt: now, expiresAt: new Date(now.getTime() + EXPORT_KEPT_MS) }),
    })
    .where(
      and(
        eq(exports.id, row.id),
        eq(exports.state, row.state),
        sql`${exports.place} is not distinct from ${placeOf(row)}`,
      ),
    )
    .returning();
  if (stored === undefined) return;
  const place = await tx.$count(exportPieces, eq(exportPieces.exportId, row.id));
  await tx.insert(exportPieces).values({ exportId: row.id, place, bytes });
  if (next !== null) return;
  await recordChange(tx, systemCtx(row, clock), {
    action: "export.ready",
    subject: exportSubject(row),
    after: { state: stored.state, rows: stored.rows, bytes: stored.bytes },
  });
}

async function fail(db: Database, clock: Clock, row: Export, error: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(exportPieces).where(eq(exportPieces.exportId, row.id));
    await tx
      .update(exports)
      .set({ state: "failed", error, finishedAt: clock.now() })
      .where(and(eq(exports.id, row.id), inArray(exports.state, ["waiting", "running"])));
  });
}

function placeOf({ place }: Export) {
  return place === null ? sql`null::jsonb` : sql`${JSON.stringify(place)}::jsonb`;
}

function systemCtx({ accountId }: Export, clock: Clock) {
  return { accountId, clock, actor: { kind: "system", name: "Exports" } } as const;
}
