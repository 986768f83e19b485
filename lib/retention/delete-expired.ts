import type { Sql } from "postgres";
import { type AccountId, lowestIdAt } from "@/lib/core/ids";
import { MINUTE_MS } from "@/lib/core/time";
import { deleteBatch } from "./delete-batch";
import { listDueAccounts, listLogDays } from "./log-days";
import { rowsKeptFrom } from "./log-retention";

/** How many rows of an account one transaction deletes. */
const BATCH_ROWS = 2_000;
const PAGE_ACCOUNTS = 500;
/** A run leaves the rest to the next one after this long. */
const RUN_MS = 45 * MINUTE_MS;

/** Rows of an account's log that were deleted. */
export type DeletedRows = { accountId: AccountId; rows: number };

type Batches = { batch?: number; runMs?: number };

/**
 * Deletes the rows that accounts' plans keep no longer, where that is shorter than what the instance keeps: with what was asked and
 * answered and with the corrections of their cost, a few thousand at once, oldest first. Since when rows are there is noted in
 * `account_retention` by the same transaction. Hourly sums stay as they are. Locks nothing that a call needs. Safe to run twice at once
 * and to be killed.
 */
export async function deleteExpired(
  sql: Sql,
  instanceDays: number,
  now: Date,
  { batch = BATCH_ROWS, runMs = RUN_MS }: Batches = {},
): Promise<DeletedRows[]> {
  const endAt = performance.now() + runMs;
  const deleted: DeletedRows[] = [];
  for (const days of await listLogDays(sql, instanceDays)) {
    const before = lowestIdAt(rowsKeptFrom(days, now).getTime());
    let after: AccountId | null = null;
    do {
      const page = await listDueAccounts(sql, { days, before, after, limit: PAGE_ACCOUNTS });
      for (const accountId of page) {
        const rows = await deleteOfAccount(sql, accountId, { instanceDays, now, batch, endAt });
        if (rows > 0) deleted.push({ accountId, rows });
      }
      after = page.at(-1) ?? null;
    } while (after !== null && performance.now() < endAt);
  }
  return deleted;
}

type Run = { instanceDays: number; now: Date; batch: number; endAt: number };

async function deleteOfAccount(sql: Sql, accountId: AccountId, run: Run): Promise<number> {
  let rows = 0;
  while (performance.now() < run.endAt) {
    const count = await sql.begin((tx) => deleteBatch(tx, accountId, run));
    if (count === null) break;
    rows += count;
  }
  return rows;
}
