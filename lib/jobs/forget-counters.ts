import { ledger } from "@/db/client";
import { MINUTE_MS } from "@/lib/core/time";
import { forgetCounters } from "@/lib/limits/forget-counters";
import type { Job } from "./run-job";

/** Removes counters of rate limits that nobody has used for a while. */
export const forgetCountersJob: Job = {
  name: "forget limit counters",
  everyMs: 10 * MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  async run() {
    await forgetCounters(ledger().sql);
    return null;
  },
};
