import type { Sql, TransactionSql } from "postgres";
import { lowestIdAt } from "@/lib/core/ids";
import { withBriefLock } from "./brief-lock";

/** Key of the Postgres advisory lock under which the shape of the ledger is changed: "layer" in ASCII. */
export const SHAPE_LOCK = 0x6c61796572;

/** The tables that are partitioned by month, with the column that holds the id of a request. */
export const PARTITIONED = {
  requests: "id",
  cost_corrections: "request_id",
  request_payloads: "request_id",
} as const;
type Partitioned = keyof typeof PARTITIONED;

type Month = { table: Partitioned; name: string; from: string; to: string };

/**
 * Creates the monthly partitions of the log and of what goes with it that are missing: `months` of them, in UTC, beginning with
 * the month of `from`. Rows of such a month that were caught by the default partition move into it in the same transaction.
 * Safe to run in several processes at once. Returns the names of the partitions it created.
 */
export async function ensurePartitions(sql: Sql, range: { from: Date; months: number }): Promise<string[]> {
  const tables = Object.keys(PARTITIONED) as Partitioned[];
  const wanted = tables.flatMap((table) =>
    Array.from({ length: range.months }, (_, offset) => monthOf(table, range.from, offset)),
  );
  const absent = await withoutExisting(sql, wanted);
  const created: string[] = [];
  for (const month of absent) {
    const isNew = await withBriefLock(sql, (tx) => createPartition(tx, month));
    if (isNew) created.push(month.name);
  }
  return created;
}

/** The months the server keeps ready: the previous one to three ahead. */
export function currentPartitions(now: Date): { from: Date; months: number } {
  return { from: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)), months: 5 };
}

function monthOf(table: Partitioned, from: Date, offset: number): Month {
  const start = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + offset, 1));
  const end = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
  const label = start.toISOString().slice(0, 7).replace("-", "_");
  return { table, name: `${table}_${label}`, from: lowestIdAt(start.getTime()), to: lowestIdAt(end) };
}

async function withoutExisting(sql: Sql | TransactionSql, months: Month[]): Promise<Month[]> {
  const rows = await sql<{ name: string }[]>`
    select child.relname as name from pg_inherits
    join pg_class child on child.oid = inhrelid
    where inhparent in (select to_regclass(name) from unnest(${Object.keys(PARTITIONED)}::text[]) name)`;
  const existing = new Set(rows.map((row) => row.name));
  return months.filter((month) => !existing.has(month.name));
}

/** Names and bounds are made here from numbers alone, so they may stand in the statement text. */
async function createPartition(tx: TransactionSql, month: Month): Promise<boolean> {
  // The app's limit of 30 s per statement is too short for a month of rows.
  await tx.unsafe("set local statement_timeout = 0");
  await tx`select pg_advisory_xact_lock(${SHAPE_LOCK})`;
  if ((await withoutExisting(tx, [month])).length === 0) return false;
  const { table } = month;
  const within = `${PARTITIONED[table]} >= '${month.from}' and ${PARTITIONED[table]} < '${month.to}'`;
  // Until commit nobody may add another row of this month to the default partition.
  await tx.unsafe(`lock table only ${table} in share row exclusive mode`);
  await tx.unsafe(`lock table ${table}_default in access exclusive mode`);
  await tx.unsafe(`create table ${month.name} (like ${table} including defaults including constraints)`);
  await tx.unsafe(
    `with moved as (delete from ${table}_default where ${within} returning *) insert into ${month.name} select * from moved`,
  );
  await tx.unsafe(
    `alter table ${table} attach partition ${month.name} for values from ('${month.from}') to ('${month.to}')`,
  );
  return true;
}
