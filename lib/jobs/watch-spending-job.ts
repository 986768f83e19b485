import { ledger } from "@/db/client";
import type { Json } from "@/db/schema/audit";
import { HOUR_MS, SECOND_MS, systemClock } from "@/lib/core/time";
import { watchSpending } from "@/lib/spending/watch/watch-spending";
import { databaseNow } from "./database-now";
import type { Job } from "./run-job";

/** A request is added to the hour it began in, when it ends. */
const OVERLAP_MS = 2 * HOUR_MS;

/** Tells accounts which spending limits they near and reach, and which are free again. */
export const watchSpendingJob: Job = {
  name: "watch spending",
  everyMs: 5 * SECOND_MS,
  leaseMs: 30 * SECOND_MS,
  async run(place) {
    const at = await databaseNow(ledger().sql);
    await watchSpending({ db: ledger().db, clock: systemClock }, { at, since: sinceOf(place) });
    return { lookedAt: at.toISOString() };
  },
};

/** The first run looks at all there is. */
function sinceOf(place: Json | null): Date {
  const lookedAt =
    typeof place === "object" && place !== null && !Array.isArray(place) ? place.lookedAt : undefined;
  return typeof lookedAt === "string" ? new Date(Date.parse(lookedAt) - OVERLAP_MS) : new Date(0);
}
