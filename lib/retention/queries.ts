import type { Sql } from "postgres";
import { listMonths } from "@/db/month-partitions";
import type { AccountId } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import { agreedDays, LOG_DAYS } from "./log-days";
import {
  keptFrom,
  RETENTION_KINDS,
  type RetentionDays,
  type RetentionKind,
  TABLES_OF,
} from "./retention-plan";

/** A month of a kind: its rows, its size on disk with everything that belongs to it in bytes, and when it goes; null for never. */
export type RetentionMonth = { month: string; rows: number; bytes: number; goesAt: Date | null };

/** How much of a kind is there, and what of it goes. */
export type RetentionState = {
  kind: RetentionKind;
  /** 0 is for ever. */
  days: number;
  /** Rows from before were dropped; null when nothing was yet. */
  keptFrom: Date | null;
  dropped: number;
  rows: number;
  bytes: number;
  /** Months that the next run drops, and rows of no month that it deletes. */
  due: RetentionMonth[];
  strays: number;
  /** The month that goes after those; null when none does. */
  next: RetentionMonth | null;
};

/**
 * What is kept on this instance, kind by kind, by its own days or those that the plans of all accounts agree on. Reads every row once,
 * so that it takes a while with many.
 */
export async function listRetention(sql: Sql, days: RetentionDays, now: Date): Promise<RetentionState[]> {
  const agreed = await agreedDays(sql, days);
  return Promise.all(RETENTION_KINDS.map((kind) => stateOf(sql, kind, agreed, now)));
}

async function stateOf(
  sql: Sql,
  kind: RetentionKind,
  days: RetentionDays,
  now: Date,
): Promise<RetentionState> {
  const from = keptFrom(kind, days, now);
  const limit = from === null ? 0 : shortest(kind, days);
  const [noted] = await sql<{ kept_from: Date; dropped: bigint }[]>`
    select kept_from, dropped from retention where kind = ${kind}`;
  const months = await monthsOf(sql, kind, limit);
  const strays = await sizeOf(sql, `${TABLES_OF[kind][0]}_default`);
  const isDue = ({ goesAt }: RetentionMonth) => goesAt !== null && goesAt <= now;
  const later = months.filter((month) => !isDue(month) && month.goesAt !== null);
  return {
    kind,
    days: limit,
    keptFrom: noted?.kept_from ?? null,
    dropped: Number(noted?.dropped ?? 0),
    rows: months.reduce((sum, { rows }) => sum + rows, strays.rows),
    bytes: months.reduce((sum, { bytes }) => sum + bytes, strays.bytes),
    due: months.filter(isDue),
    strays: strays.rows,
    next: later[0] ?? null,
  };
}

function shortest(kind: RetentionKind, days: RetentionDays): number {
  const own = kind === "payloads" ? [days.payloads, days.requests] : [days.requests];
  return Math.min(...own.filter((limit) => limit > 0));
}

async function monthsOf(sql: Sql, kind: RetentionKind, limit: number): Promise<RetentionMonth[]> {
  const months = new Map<string, RetentionMonth>();
  for (const { table, name, from, to } of await listMonths(sql, TABLES_OF[kind])) {
    const month = from.toISOString().slice(0, 7);
    const { rows, bytes } = await sizeOf(sql, name);
    const known = months.get(month);
    const isOwn = table === TABLES_OF[kind][0];
    months.set(month, {
      month,
      rows: (known?.rows ?? 0) + (isOwn ? rows : 0),
      bytes: (known?.bytes ?? 0) + bytes,
      goesAt: limit === 0 ? null : new Date(to.getTime() + limit * DAY_MS),
    });
  }
  return [...months.values()];
}

async function sizeOf(sql: Sql, name: string): Promise<{ rows: number; bytes: number }> {
  return sql.begin(async (tx) => {
    await tx.unsafe("set local statement_timeout = 0");
    const [row] = await tx<{ rows: number; bytes: number }[]>`
      select count(*)::float8 as rows, pg_total_relation_size(${name}::regclass)::float8 as bytes from ${tx(name)}`;
    return row ?? { rows: 0, bytes: 0 };
  });
}

/** What was deleted of an account's log because its plan keeps it for less than the instance does. */
export type AccountRetention = {
  accountId: AccountId;
  logDays: number | null;
  keptFrom: Date;
  dropped: number;
};

/** Accounts of whose logs rows were deleted, those that lost the most first. `logDays` is what they are kept for now. */
export async function listAccountRetention(sql: Sql): Promise<AccountRetention[]> {
  const rows = await sql<{ id: AccountId; days: number | null; kept_from: Date; dropped: bigint }[]>`
    select a.id, ${sql.unsafe(LOG_DAYS)} as days, k.kept_from, k.dropped
    from account_retention k join accounts a on a.id = k.account_id join plans p on p.id = a.plan
    order by k.dropped desc, a.id`;
  return rows.map((row) => ({
    accountId: row.id,
    logDays: row.days,
    keptFrom: row.kept_from,
    dropped: Number(row.dropped),
  }));
}
