import { ledger } from "@/db/client";
import { MINUTE_MS, SECOND_MS, systemClock } from "@/lib/core/time";
import { watchKeys } from "@/lib/guard/watch-keys";
import type { Job } from "./run-job";

/** The guard of all keys: tells accounts what is unusual about them, and pauses those that are to be paused. */
export const watchKeysJob: Job = {
  name: "watch keys",
  everyMs: 15 * SECOND_MS,
  leaseMs: MINUTE_MS,
  run: (place) => watchKeys({ db: ledger().db, clock: systemClock }, place),
};
