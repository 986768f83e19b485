import { ledger } from "@/db/client";
import { currentPartitions, ensurePartitions } from "@/db/partitions";
import { HOUR_MS } from "@/lib/core/time";
import { databaseNow } from "./database-now";
import type { Job } from "./run-job";

/** Months begin while the server runs: those ahead are made long before they do. */
export const monthsAheadJob: Job = {
  name: "months ahead",
  everyMs: 6 * HOUR_MS,
  leaseMs: HOUR_MS,
  async run() {
    await ensurePartitions(ledger().sql, currentPartitions(await databaseNow(ledger().sql)));
    return null;
  },
};
