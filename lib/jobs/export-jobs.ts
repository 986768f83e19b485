import { ledger } from "@/db/client";
import { HOUR_MS, MINUTE_MS, SECOND_MS, systemClock } from "@/lib/core/time";
import { forgetOldExports } from "@/lib/exports/forget-old-exports";
import { writeExports } from "@/lib/exports/write-exports";
import type { Job } from "./run-job";

/** Well within the lease, so that another instance goes on soon after one was killed. */
const RUN_MS = 20 * SECOND_MS;

/** Writes the files that were asked for. */
export const writeExportsJob: Job = {
  name: "exports",
  everyMs: SECOND_MS,
  leaseMs: MINUTE_MS,
  async run() {
    await writeExports(ledger().db, systemClock, new Date(Date.now() + RUN_MS));
    return null;
  },
};

/** Removes the files whose time is over. */
export const oldExports: Job = {
  name: "old exports",
  everyMs: HOUR_MS,
  leaseMs: 10 * MINUTE_MS,
  async run() {
    await forgetOldExports(ledger().db, systemClock.now());
    return null;
  },
};
