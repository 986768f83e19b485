import type { Sql, TransactionSql } from "postgres";
import { type PARTITIONED, SHAPE_LOCK } from "./partitions";

type Partitioned = keyof typeof PARTITIONED;

/** A month of a partitioned table: the rows of requests that started from `from` until `to`. */
export type MonthPartition = { table: Partitioned; name: string; from: Date; to: Date };

/** The months that have a partition, oldest first. */
export async function listMonths(
  sql: Sql | TransactionSql,
  tables: readonly Partitioned[],
): Promise<MonthPartition[]> {
  const rows = await sql<{ parent: string; name: string }[]>`
    select parent.relname as parent, child.relname as name from pg_inherits
    join pg_class child on child.oid = inhrelid join pg_class parent on parent.oid = inhparent
    where inhparent in (select to_regclass(name) from unnest(${[...tables]}::text[]) name)
    order by child.relname`;
  const months = rows.flatMap(({ parent, name }) => {
    const table = tables.find((candidate) => candidate === parent);
    const [, year, month] = /_(\d{4})_(\d{2})$/.exec(name) ?? [];
    if (table === undefined || year === undefined || month === undefined) return [];
    const start = (offset: number) => new Date(Date.UTC(Number(year), Number(month) - 1 + offset, 1));
    return [{ table, name, from: start(0), to: start(1) }];
  });
  return months.sort((one, other) => one.from.getTime() - other.from.getTime());
}

/**
 * Drops months with all their rows within a transaction; their disk is given back when it commits. Until then nobody reads or
 * writes the tables, so it belongs into one that waits for no lock for long. Returns the months that were still there.
 */
export async function dropMonths(
  tx: TransactionSql,
  months: readonly MonthPartition[],
): Promise<MonthPartition[]> {
  await tx`select pg_advisory_xact_lock(${SHAPE_LOCK})`;
  const tables = [...new Set(months.map(({ table }) => table))].sort();
  const wanted = new Set(months.map(({ name }) => name));
  // Names that the catalogue told may stand in the statement text.
  const there = (await listMonths(tx, tables)).filter(({ name }) => wanted.has(name));
  for (const { name } of there) await tx.unsafe(`drop table ${name}`);
  return there;
}
