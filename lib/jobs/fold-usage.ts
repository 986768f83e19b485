import { ledger } from "@/db/client";
import { MINUTE_MS } from "@/lib/core/time";
import { foldUsage } from "@/lib/usage/rollups/fold-usage";
import type { Job } from "./run-job";

/** The sums that charts of many keys over a long time are read from. */
export const foldUsageJob: Job = {
  name: "fold usage",
  everyMs: 5 * MINUTE_MS,
  leaseMs: 15 * MINUTE_MS,
  async run() {
    await foldUsage(ledger().db);
    return null;
  },
};
