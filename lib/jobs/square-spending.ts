import { ledger } from "@/db/client";
import { DAY_MS, MINUTE_MS, systemClock } from "@/lib/core/time";
import { squareDue } from "@/lib/spending/square-due";
import { tidySpending } from "@/lib/spending/tidy-spending";
import type { Job } from "./run-job";

/**
 * Holds what is spent of limits to what the log says: every minute where a limit has changed, once a day everywhere. Its place is when
 * it last went through all, in Unix milliseconds.
 */
export const squareSpendingJob: Job = {
  name: "square spending",
  everyMs: MINUTE_MS,
  leaseMs: 30 * MINUTE_MS,
  async run(place) {
    const { db } = ledger();
    const now = systemClock.now().getTime();
    const last = typeof place === "number" ? place : 0;
    const isWhole = now - last >= DAY_MS;
    await squareDue(db, { isWhole });
    if (!isWhole) return last;
    await tidySpending(db);
    return now;
  },
};
