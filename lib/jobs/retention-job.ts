import { ledger } from "@/db/client";
import { HOUR_MS } from "@/lib/core/time";
import { dropExpired } from "@/lib/retention/drop-expired";
import { retentionDays } from "@/lib/retention/retention-days";
import { databaseNow } from "./database-now";
import type { Job } from "./run-job";

/** Drops what is older than it is kept. */
export const retentionJob: Job = {
  name: "retention",
  everyMs: 6 * HOUR_MS,
  leaseMs: 2 * HOUR_MS,
  async run() {
    await dropExpired(ledger().sql, retentionDays(), await databaseNow(ledger().sql));
    return null;
  },
};
