import { and, desc, eq, lt } from "drizzle-orm";
import { costBookings } from "@/db/schema/prices";
import type { Ctx } from "@/lib/context";
import type { BookingId } from "@/lib/core/ids";
import type { CostBooking } from "./contract";

/** A page of the account's bookings, newest first, those before the one with the id `before`. */
export async function listBookings(
  { db, accountId }: Ctx,
  { limit, before = null }: { limit: number; before?: BookingId | null },
): Promise<{ bookings: CostBooking[]; hasMore: boolean }> {
  const rows = await db
    .select()
    .from(costBookings)
    .where(
      and(eq(costBookings.accountId, accountId), before === null ? undefined : lt(costBookings.id, before)),
    )
    .orderBy(desc(costBookings.id))
    .limit(limit + 1);
  return { bookings: rows.slice(0, limit).map(toBooking), hasMore: rows.length > limit };
}

/** A row as the rooms see it. */
export function toBooking(row: typeof costBookings.$inferSelect): CostBooking {
  return {
    id: row.id,
    provider: row.provider,
    model: row.model,
    since: row.since.getTime() === 0 ? null : row.since,
    until: row.until,
    priceVersion: row.priceVersion,
    requests: row.requests,
    newlyPriced: row.newlyPriced,
    deltaNanoUsd: row.deltaNanoUsd,
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
  };
}
