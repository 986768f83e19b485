import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

const MOST_AT_ONCE = 2_000;

/** Deletes payloads whose time is over, of all accounts, some at a time. Returns how many. */
export async function purgePayloads(db: Database, now: Date): Promise<number> {
  const gone = await db.execute(sql`
    delete from request_payloads where request_id in (
      select request_id from request_payloads where expires_at <= ${now.toISOString()}::timestamptz
      order by expires_at limit ${MOST_AT_ONCE})
    returning request_id`);
  return gone.length;
}
