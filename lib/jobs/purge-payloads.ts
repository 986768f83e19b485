import { ledger } from "@/db/client";
import { MINUTE_MS, systemClock } from "@/lib/core/time";
import { purgePayloads } from "@/lib/payloads/purge-payloads";
import type { Job } from "./run-job";

/** Deletes what was kept of requests when its time is over. */
export const purgePayloadsJob: Job = {
  name: "purge payloads",
  everyMs: 10 * MINUTE_MS,
  leaseMs: 10 * MINUTE_MS,
  async run() {
    while ((await purgePayloads(ledger().db, systemClock.now())) > 0);
    return null;
  },
};
