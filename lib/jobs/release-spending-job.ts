import { ledger } from "@/db/client";
import { MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { env } from "@/lib/env";
import { releaseSpending } from "@/lib/spending/release-spending";
import type { Job } from "./run-job";

/** How long a call that has ended may wait for its database until it is in the log. */
const RECORDED_WITHIN_MS = 10 * MINUTE_MS;

/** Gives back what instances that are gone had reserved. The lease is shorter than what they are waited for. */
export const releaseSpendingJob: Job = {
  name: "release spending",
  everyMs: 10 * SECOND_MS,
  leaseMs: 20 * SECOND_MS,
  async run(_place, tell) {
    const longestCallMs = env().LAYER_CALL_TIMEOUT_MS + RECORDED_WITHIN_MS;
    const released = await releaseSpending(ledger().sql, { longestCallMs });
    if (released > 0) tell("Spending that nobody will settle was given back", { reservations: released });
    return null;
  },
};
