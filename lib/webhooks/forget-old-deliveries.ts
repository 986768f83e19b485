import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { lowestIdAt } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";

/** How long the delivery log goes back. */
export const DELIVERIES_KEPT_DAYS = 30;
const MOST_AT_ONCE = 5_000;

/** Removes deliveries that are older than the log goes back, some at a time. Returns how many. */
export async function forgetOldDeliveries(db: Database, now: Date): Promise<number> {
  const oldest = lowestIdAt(now.getTime() - DELIVERIES_KEPT_DAYS * DAY_MS);
  const removed = await db.execute(sql`
    delete from webhook_deliveries where id in (
      select id from webhook_deliveries where id < ${oldest}::uuid order by id limit ${MOST_AT_ONCE})
    returning id`);
  return removed.length;
}
