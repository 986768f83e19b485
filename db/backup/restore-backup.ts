import { once } from "node:events";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { readMigrationFiles } from "drizzle-orm/migrator";
import postgres, { type Sql, type TransactionSql } from "postgres";
import { SHAPE_LOCK } from "../partitions";
import { projectRoot } from "../project-root";
import { type Held, holdDue } from "./hold-due";
import type { Manifest } from "./manifest";
import { backupPieces } from "./read-backup";
import { tablesOf } from "./write-backup";

/**
 * Writes a backup that was checked into an empty database, all of it or nothing, in the shape that it was made with; the next start
 * brings it to the present one. What was due to webhooks and by mail is held unless `sendsDue`. Returns how much was. Throws a
 * sentence when the database is not empty or the backup is of a later version.
 */
export async function restoreBackup(
  url: string,
  file: string,
  manifest: Manifest,
  { sendsDue = false }: { sendsDue?: boolean } = {},
): Promise<Held> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: "layer-restore", statement_timeout: 0 },
  });
  try {
    const held = await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${SHAPE_LOCK})`;
      await refuseUnlessEmpty(tx);
      await migrateTo(tx, manifest);
      await fill(tx, file, manifest);
      return sendsDue ? { deliveries: 0, mails: 0 } : holdDue(tx);
    });
    await sql`analyze`;
    return held;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function refuseUnlessEmpty(tx: TransactionSql): Promise<void> {
  const [found] = await tx<{ count: number }[]>`
    select count(*)::int as count from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'drizzle') and c.relkind in ('r', 'p')`;
  if (found?.count === 0) return;
  throw new Error(
    "The database is not empty, so nothing was restored. Restore into a new one: createdb layer_restored, or for the embedded database a new data folder (LAYER_DATA_DIR).",
  );
}

/** The migrations that the backup's database had, in the transaction that fills it. */
async function migrateTo(tx: TransactionSql, { migration, layerVersion }: Manifest): Promise<void> {
  const known = readMigrationFiles({ migrationsFolder: join(projectRoot(), "drizzle") });
  const last = known.find(({ folderMillis }) => folderMillis === migration.when);
  if (last === undefined || last.hash !== migration.hash) {
    throw new Error(
      `The backup was made by Layer ${layerVersion}, which this version does not know. Use that one.`,
    );
  }
  // As drizzle makes it, which goes on from there.
  await tx`create schema if not exists drizzle`;
  await tx`create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`;
  for (const { sql: statements, hash, folderMillis } of known) {
    if (folderMillis > migration.when) continue;
    for (const statement of statements) await tx.unsafe(statement);
    await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
  }
}

async function fill(tx: TransactionSql, file: string, manifest: Manifest): Promise<void> {
  const tables = await tablesOf(tx);
  // Migrations may write rows, which are in the backup, too.
  await tx.unsafe(`truncate ${tables.map(({ name }) => `"${name}"`).join(", ")}`);
  for (const { parent, name, bounds } of manifest.partitions) {
    await tx.unsafe(`create table if not exists "${name}" partition of "${parent}" ${bounds}`);
  }
  const restoreKeys = await takeForeignKeys(tx);
  await copyRows(tx, file, new Map(manifest.tables.map(({ name, columns }) => [name, columns])));
  await restoreKeys();
  for (const { name, rows } of manifest.tables) {
    const [found] = await tx.unsafe<{ count: string }[]>(`select count(*)::text as count from "${name}"`);
    if (found?.count !== String(rows))
      throw new Error(`Of ${rows} rows of ${name}, ${found?.count} arrived.`);
  }
}

/** Takes the foreign keys away, so that tables come in any order, and gives what puts them back, which checks every row. */
async function takeForeignKeys(tx: TransactionSql): Promise<() => Promise<void>> {
  const keys = await tx<{ table: string; name: string; definition: string }[]>`
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace`;
  for (const { table, name } of keys) await tx.unsafe(`alter table ${table} drop constraint "${name}"`);
  return async () => {
    for (const { table, name, definition } of keys) {
      await tx.unsafe(`alter table ${table} add constraint "${name}" ${definition}`);
    }
  };
}

async function copyRows(
  tx: TransactionSql,
  file: string,
  columns: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  let open: { table: string; into: Writable } | undefined;
  for await (const piece of backupPieces(file)) {
    if ("manifest" in piece) continue;
    if (open?.table !== piece.table) {
      if (open !== undefined) await end(open.into);
      open = { table: piece.table, into: await copyInto(tx, piece.table, columns.get(piece.table) ?? []) };
    }
    if (!open.into.write(piece.bytes)) await once(open.into, "drain");
  }
  if (open !== undefined) await end(open.into);
}

function copyInto(tx: Sql | TransactionSql, table: string, columns: readonly string[]): Promise<Writable> {
  const list = columns.map((column) => `"${column}"`).join(", ");
  return tx.unsafe(`copy "${table}" (${list}) from stdin`).writable();
}

async function end(into: Writable): Promise<void> {
  into.end();
  await finished(into);
}
