import { ledger } from "@/db/client";
import { HOUR_MS } from "@/lib/core/time";
import { deleteExpired } from "@/lib/retention/delete-expired";
import { retentionDays } from "@/lib/retention/retention-days";
import { databaseNow } from "./database-now";
import type { Job } from "./run-job";

/** Deletes the rows of accounts whose plans keep them for less than the instance does. */
export const expiredRowsJob: Job = {
  name: "expired rows",
  everyMs: HOUR_MS,
  leaseMs: 2 * HOUR_MS,
  async run(_place, tell) {
    const { sql } = ledger();
    const deleted = await deleteExpired(sql, retentionDays().requests, await databaseNow(sql));
    const rows = deleted.reduce((sum, each) => sum + each.rows, 0);
    if (rows > 0) tell("Deleted rows that plans keep no longer", { rows, accounts: deleted.length });
    return null;
  },
};
