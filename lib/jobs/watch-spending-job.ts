import { ledger } from "@/db/client";
import type { Json } from "@/db/schema/audit";
import { HOUR_MS, MINUTE_MS, SECOND_MS, systemClock } from "@/lib/core/time";
import { watchSpending } from "@/lib/spending/watch/watch-spending";
import { databaseNow } from "./database-now";
import type { Job } from "./run-job";

/** The last use of a key is when a call began, which may have taken an hour. */
const OVERLAP_MS = 2 * HOUR_MS;
/** Spending also changes where nobody calls: periods end, costs are booked later. */
const ALL_EVERY_MS = 10 * MINUTE_MS;

/** Tells accounts which spending limits they near and reach, and which are free again. */
export const watchSpendingJob: Job = {
  name: "watch spending",
  everyMs: 5 * SECOND_MS,
  leaseMs: 30 * SECOND_MS,
  async run(place) {
    const at = await databaseNow(ledger().sql);
    const { lookedAt, lookedAtAllAt } = readPlace(place);
    const isDue = at.getTime() - lookedAtAllAt >= ALL_EVERY_MS;
    const since = new Date(isDue ? 0 : lookedAt - OVERLAP_MS);
    await watchSpending({ db: ledger().db, clock: systemClock }, { at, since });
    return { lookedAt: at.getTime(), lookedAtAllAt: isDue ? at.getTime() : lookedAtAllAt };
  },
};

/** Unix milliseconds; the first run looks at all there is. */
function readPlace(place: Json | null): { lookedAt: number; lookedAtAllAt: number } {
  const noted = typeof place === "object" && place !== null && !Array.isArray(place) ? place : {};
  const numberIn = (value: Json | undefined) => (typeof value === "number" ? value : 0);
  return { lookedAt: numberIn(noted.lookedAt), lookedAtAllAt: numberIn(noted.lookedAtAllAt) };
}
