import { sql } from "drizzle-orm";
import { type Database, ledger } from "@/db/client";
import type { Json } from "@/db/schema/audit";
import { HOUR_MS, MINUTE_MS, systemClock } from "@/lib/core/time";
import { remindOfExpiry } from "@/lib/keys/expiry/remind-of-expiry";
import { noteFirstUses } from "@/lib/keys/note-first-uses";
import type { Job } from "./run-job";

// A call is noted when it ends, with the time at which it began.
const OVERLAP_MS = HOUR_MS;

/** Reminders of keys that expire, and word of those that are used for the first time. */
export function keyReminders(db: () => Database = () => ledger().db, everyMs = MINUTE_MS): Job {
  return {
    name: "key reminders",
    everyMs,
    leaseMs: 10 * MINUTE_MS,
    async run(place) {
      const [row] = await db().execute<{ now: string }>(sql`select now()::text as now`);
      const now = new Date(row?.now ?? Date.now());
      await remindOfExpiry(db(), systemClock);
      await noteFirstUses(db(), systemClock, sinceOf(place, now));
      return { usedUntil: now.toISOString() };
    },
  };
}

/** From where uses have not been looked at yet; the first run looks at none of the past. */
function sinceOf(place: Json | null, now: Date): string {
  const until =
    typeof place === "object" && place !== null && !Array.isArray(place) ? place.usedUntil : undefined;
  const from = typeof until === "string" ? new Date(until) : now;
  return new Date(from.getTime() - OVERLAP_MS).toISOString();
}
