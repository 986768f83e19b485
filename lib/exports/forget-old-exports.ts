import { lt } from "drizzle-orm";
import type { Database } from "@/db/client";
import { exports } from "@/db/schema/exports";

/** Removes exports whose time is over, with their files. */
export async function forgetOldExports(db: Database, now: Date): Promise<void> {
  await db.delete(exports).where(lt(exports.expiresAt, now));
}
