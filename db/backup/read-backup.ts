import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { MANIFEST, type Manifest, manifestSchema } from "./manifest";
import { tarEntries } from "./tar";

const PIECE = /^data\/([a-z0-9_]+)\/\d+\.copy$/;

/** Rows of a table as COPY takes them; those of one table follow each other. */
export type BackupPiece = { table: string; bytes: Buffer };

/** The data of a backup in the order of the file. Throws an Error where the file is damaged. */
export async function* backupPieces(file: string): AsyncGenerator<BackupPiece | { manifest: unknown }> {
  const source = createReadStream(file);
  const unzipped = createGunzip();
  source.once("error", (error) => unzipped.destroy(error));
  try {
    for await (const { name, body } of tarEntries(source.pipe(unzipped))) {
      const [, table] = PIECE.exec(name) ?? [];
      if (table !== undefined) yield { table, bytes: body };
      else if (name === MANIFEST) yield { manifest: JSON.parse(body.toString("utf8")) };
    }
  } finally {
    source.destroy();
    unzipped.destroy();
  }
}

/**
 * Reads a backup from end to end and compares it with what it says of itself. Throws one sentence when it is none, of a version that
 * is not known here, or damaged in any place.
 */
export async function checkBackup(file: string): Promise<Manifest> {
  const sums = new Map<string, ReturnType<typeof createHash>>();
  let found: unknown;
  try {
    for await (const piece of backupPieces(file)) {
      if ("manifest" in piece) {
        found = piece.manifest;
        continue;
      }
      const sum = sums.get(piece.table) ?? createHash("sha256");
      sums.set(piece.table, sum.update(piece.bytes));
    }
  } catch (error) {
    throw new Error(`${file} cannot be read as a backup: ${(error as Error).message}.`, { cause: error });
  }
  const parsed = manifestSchema.safeParse(found);
  if (!parsed.success) throw new Error(`${file} is no backup that this version knows.`);
  for (const { name, sha256 } of parsed.data.tables) {
    const sum = sums.get(name) ?? createHash("sha256");
    if (sum.digest("hex") !== sha256)
      throw new Error(`${file} is damaged: the rows of ${name} have changed.`);
    sums.delete(name);
  }
  if (sums.size > 0) throw new Error(`${file} is damaged: it has rows of tables that it does not name.`);
  return parsed.data;
}
