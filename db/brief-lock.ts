import type { Sql, TransactionSql } from "postgres";

/** How long a lock is waited for while calls that are recorded queue behind it, in milliseconds. */
const PATIENCE_MS = 250;
const PAUSE_MS = 1_000;
const MOST_ATTEMPTS = 60;
const LOCK_NOT_AVAILABLE = "55P03";
const DEADLOCK_DETECTED = "40P01";

/**
 * Runs a transaction that takes locks which the recording of calls waits behind. It waits a quarter of a second for each of them,
 * then lets everybody pass and tries again: for a minute, in which the longest statement of the app ends twice. Throws Postgres'
 * own error when the lock could not be had, or when it fails for another reason.
 */
export async function withBriefLock<T>(sql: Sql, run: (tx: TransactionSql) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await briefly(sql, run);
    } catch (error) {
      const { code } = error as { code?: unknown };
      const isBusy = code === LOCK_NOT_AVAILABLE || code === DEADLOCK_DETECTED;
      if (!isBusy || attempt === MOST_ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function briefly<T>(sql: Sql, run: (tx: TransactionSql) => Promise<T>): Promise<T> {
  let outcome: { value: T } | undefined;
  await sql.begin(async (tx) => {
    await tx.unsafe(`set local lock_timeout = ${PATIENCE_MS}`);
    outcome = { value: await run(tx) };
  });
  if (outcome === undefined) throw new Error("The transaction ended without an outcome.");
  return outcome.value;
}
