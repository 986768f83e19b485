import { createHash } from "node:crypto";
import { createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import postgres, { type TransactionSql } from "postgres";
import { MANIFEST, type Manifest } from "./manifest";
import { TAR_END, tarEntry } from "./tar";

type Facts = Pick<Manifest, "layerVersion" | "createdAt" | "encryptionKey">;
type Table = { name: string; columns: string[] };

const PIECE_BYTES = 4 * 1024 * 1024;
const NEWLINE = 0x0a;

/**
 * Writes everything in a database, as it is at one moment, to a compressed archive that only its owner can read. The server goes
 * on working meanwhile. Throws a sentence when the file is there already, and what the driver throws; then no file is left.
 */
export async function writeBackup(url: string, file: string, facts: Facts): Promise<Manifest> {
  if (existsSync(file))
    throw new Error(`${file} is there already. Choose another name; nothing is overwritten.`);
  const draft = `${file}.${process.pid}.part`;
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: "layer-backup", statement_timeout: 0 },
  });
  try {
    const manifest = await sql.begin("isolation level repeatable read read only", async (tx) => {
      const archive = new Archive(tx, facts);
      const out = createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true });
      await pipeline(archive.bytes(), createGzip(), out);
      return archive.manifest;
    });
    if (manifest === undefined) throw new Error("The backup was not finished.");
    renameSync(draft, file);
    return manifest;
  } finally {
    rmSync(draft, { force: true });
    await sql.end({ timeout: 5 });
  }
}

class Archive {
  manifest: Manifest | undefined;

  constructor(
    private readonly tx: TransactionSql,
    private readonly facts: Facts,
  ) {}

  async *bytes(): AsyncGenerator<Buffer> {
    const tables = await tablesOf(this.tx);
    // Before the first look, which settles the moment: a month that is dropped meanwhile would be missing.
    await this.tx.unsafe(
      `lock table ${tables.map(({ name }) => `"${name}"`).join(", ")} in access share mode`,
    );
    const written: Manifest["tables"] = [];
    for (const table of tables) written.push(yield* this.table(table));
    this.manifest = { format: 1, ...this.facts, ...(await shapeOf(this.tx)), tables: written };
    yield tarEntry(MANIFEST, Buffer.from(`${JSON.stringify(this.manifest, null, 1)}\n`));
    yield TAR_END;
  }

  private async *table({ name, columns }: Table): AsyncGenerator<Buffer, Manifest["tables"][number]> {
    const list = columns.map((column) => `"${column}"`).join(", ");
    const rows = await this.tx.unsafe(`copy (select ${list} from "${name}") to stdout`).readable();
    const hash = createHash("sha256");
    let count = 0;
    let number = 0;
    for await (const piece of inPieces(rows)) {
      hash.update(piece);
      // A line is a row: within values line breaks are written as \n.
      for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, at + 1)) count += 1;
      number += 1;
      yield tarEntry(`data/${name}/${String(number).padStart(6, "0")}.copy`, piece);
    }
    // postgres.js 3.4.9 leaves its socket paused when the last rows filled the stream, and whoever asks next would wait for ever.
    rows._read(0);
    return { name, columns, rows: count, sha256: hash.digest("hex") };
  }
}

async function* inPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    held.push(chunk);
    size += chunk.byteLength;
    if (size < PIECE_BYTES) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

/** All tables with their columns; a partition's rows are those of what it is part of. */
export async function tablesOf(tx: TransactionSql): Promise<Table[]> {
  return tx<Table[]>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`;
}

async function shapeOf(
  tx: TransactionSql,
): Promise<Pick<Manifest, "migration" | "partitions" | "postgresVersion">> {
  const [last] = await tx<{ when: string; hash: string; version: string }[]>`
    select created_at::text as when, hash, current_setting('server_version') as version
    from drizzle.__drizzle_migrations order by created_at desc limit 1`;
  if (last === undefined) throw new Error("This is no database of Layer: it has no migrations.");
  const partitions = await tx<Manifest["partitions"]>`
    select parent.relname as parent, child.relname as name, pg_get_expr(child.relpartbound, child.oid) as bounds
    from pg_inherits join pg_class child on child.oid = inhrelid join pg_class parent on parent.oid = inhparent
    where child.relnamespace = 'public'::regnamespace and child.relkind = 'r'
      and pg_get_expr(child.relpartbound, child.oid) <> 'DEFAULT'
    order by child.relname`;
  const { when, hash, version } = last;
  return { migration: { when: Number(when), hash }, partitions: [...partitions], postgresVersion: version };
}
