import type { Sql, TransactionSql } from "postgres";
import { withBriefLock } from "@/db/brief-lock";
import { dropMonths, listMonths, type MonthPartition } from "@/db/month-partitions";
import { PARTITIONED } from "@/db/partitions";
import { lowestIdAt } from "@/lib/core/ids";
import { agreedDays } from "./log-days";
import {
  keptFrom,
  RETENTION_KINDS,
  type RetentionDays,
  type RetentionKind,
  TABLES_OF,
} from "./retention-plan";

const BATCH_ROWS = 5_000;

/** What was dropped: a month, or rows that no month had. */
export type Dropped = { kind: RetentionKind; from: string; rows: number };

/**
 * Drops what is older than it is kept, by the instance or, when that is sooner, by the plans of all accounts; oldest month first. Since
 * when rows are there is noted in `retention` by the same transaction. Hourly sums stay: they are the only ones left that know of these
 * requests, so nothing may be summed anew from rows before `kept_from`. A row that is recorded later for a time whose month is gone is caught by the default partition, and goes
 * with the next run. Calls that are recorded meanwhile wait for a quarter of a second at most. Throws Postgres' error when a
 * month could not be had for a minute; what was dropped before stays dropped.
 */
export async function dropExpired(sql: Sql, days: RetentionDays, now: Date): Promise<Dropped[]> {
  const dropped: Dropped[] = [];
  const { requests } = await agreedDays(sql, days);
  // What was asked and answered first: it is nothing without its row.
  for (const kind of [...RETENTION_KINDS].reverse()) {
    const from = keptFrom(kind, { ...days, requests }, now);
    if (from === null) continue;
    const isDue = async (tx: TransactionSql, month: Date) => {
      const still = keptFrom(kind, await agreedDays(tx, days), now);
      return still !== null && month <= still;
    };
    for (const months of monthsBefore(await listMonths(sql, TABLES_OF[kind]), from)) {
      const gone = await dropMonth(sql, kind, months, isDue);
      if (gone !== null) dropped.push(gone);
    }
    const rows = await deleteStrays(sql, kind, from);
    if (rows > 0) dropped.push({ kind, from: `${TABLES_OF[kind][0]}_default`, rows });
  }
  return dropped;
}

/** The partitions of each month that has ended by a moment. */
function monthsBefore(partitions: MonthPartition[], moment: Date): MonthPartition[][] {
  const months = new Map<number, MonthPartition[]>();
  for (const partition of partitions.filter(({ to }) => to <= moment)) {
    const start = partition.from.getTime();
    months.set(start, [...(months.get(start) ?? []), partition]);
  }
  return [...months.values()];
}

/** Null when a plan was changed in the meantime and keeps the month now. */
async function dropMonth(
  sql: Sql,
  kind: RetentionKind,
  months: MonthPartition[],
  isDue: (tx: TransactionSql, end: Date) => Promise<boolean>,
): Promise<Dropped | null> {
  const [first] = months;
  if (first === undefined) throw new Error("A month without partitions cannot be dropped.");
  const own = months.find(({ table }) => table === TABLES_OF[kind][0]);
  // Counted before anybody has to wait; what arrives for so old a month in these seconds is dropped without being counted.
  const counted = own === undefined ? 0 : await countRows(sql, own.name);
  const rows = await withBriefLock(sql, async (tx) => {
    if (!(await isDue(tx, first.to))) return null;
    const gone = await dropMonths(tx, months);
    // Another run may have been here since it was counted.
    const rows = gone.some(({ name }) => name === own?.name) ? counted : 0;
    if (gone.length > 0) await note(tx, kind, first.to, rows);
    return rows;
  });
  return rows === null ? null : { kind, from: own?.name ?? first.name, rows };
}

const UNDEFINED_TABLE = "42P01";

async function countRows(sql: Sql, name: string): Promise<number> {
  try {
    return await sql.begin(async (tx) => {
      // The app's limit of 30 s per statement is too short for a month of rows.
      await tx.unsafe("set local statement_timeout = 0");
      const [row] = await tx<{ count: number }[]>`select count(*)::float8 as count from ${tx(name)}`;
      return row?.count ?? 0;
    });
  } catch (error) {
    // Another run has dropped it in the meantime.
    if ((error as { code?: unknown }).code === UNDEFINED_TABLE) return 0;
    throw error;
  }
}

/** Rows that no month had when they came; a few thousand at once, so that nobody waits for them. */
async function deleteStrays(sql: Sql, kind: RetentionKind, before: Date): Promise<number> {
  let rows = 0;
  for (const table of [...TABLES_OF[kind]].reverse()) {
    for (let batch = BATCH_ROWS; batch === BATCH_ROWS; ) {
      batch = await sql.begin(async (tx) => {
        const { count } = await deleteBatch(tx, table, before);
        const isOwn = table === TABLES_OF[kind][0];
        if (count > 0) await note(tx, kind, before, isOwn ? count : 0);
        if (isOwn) rows += count;
        return count;
      });
    }
  }
  return rows;
}

function deleteBatch(tx: TransactionSql, table: keyof typeof PARTITIONED, before: Date) {
  const [strays, id] = [tx(`${table}_default`), tx(PARTITIONED[table])];
  return tx`
    delete from ${strays} where ctid = any (array(
      select ctid from ${strays} where ${id} < ${lowestIdAt(before.getTime())} limit ${BATCH_ROWS}))`;
}

async function note(tx: TransactionSql, kind: RetentionKind, moment: Date, rows: number): Promise<void> {
  await tx`
    insert into retention (kind, kept_from, dropped) values (${kind}, ${moment}, ${rows})
    on conflict (kind) do update set
      kept_from = greatest(retention.kept_from, excluded.kept_from),
      dropped = retention.dropped + excluded.dropped`;
}
