import { ledger } from "@/db/client";
import { MINUTE_MS, systemClock } from "@/lib/core/time";
import { addUpUsage } from "@/lib/usage/usage-spans";
import type { Job } from "./run-job";

/** The sums that key lists ordered by usage are read from. */
export const addUpUsageJob: Job = {
  name: "add up usage",
  everyMs: 10 * MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  async run() {
    await addUpUsage(ledger().db, systemClock.now());
    return null;
  },
};
