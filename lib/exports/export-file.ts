import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { and, eq } from "drizzle-orm";
import { exportPieces, exports } from "@/db/schema/exports";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { ExportId } from "@/lib/core/ids";
import { fileFacts, type LogFile } from "./log-file";
import { getExport } from "./queries";

type Reader = Pick<Ctx, "db" | "accountId">;
const unpacked = promisify(gunzip);

/** The file of a finished export, piece by piece. Throws `not_found`, and `conflict` while it is not finished. */
export async function exportFile(ctx: Reader, exportId: string): Promise<LogFile> {
  const { id, state, format, createdAt } = await getExport(ctx, exportId);
  if (state !== "done") {
    const message =
      state === "failed" ? "This export failed, so there is no file." : "This export is still being written.";
    throw new AppError("conflict", message);
  }
  const first = await pieceAt(ctx, id, 0);
  return { ...fileFacts(format, createdAt), pieces: piecesOf(ctx, id, first) };
}

async function* piecesOf(ctx: Reader, id: ExportId, first: Uint8Array | null): AsyncGenerator<Uint8Array> {
  let piece = first;
  for (let place = 1; piece !== null; place += 1) {
    yield await unpacked(piece);
    piece = await pieceAt(ctx, id, place);
  }
}

async function pieceAt({ db, accountId }: Reader, id: ExportId, place: number): Promise<Uint8Array | null> {
  const [piece] = await db
    .select({ bytes: exportPieces.bytes })
    .from(exportPieces)
    .innerJoin(exports, and(eq(exports.id, exportPieces.exportId), eq(exports.accountId, accountId)))
    .where(and(eq(exportPieces.exportId, id), eq(exportPieces.place, place)));
  return piece?.bytes ?? null;
}
