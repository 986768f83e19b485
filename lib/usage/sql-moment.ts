import { type SQL, sql } from "drizzle-orm";

/** A moment as a parameter of a statement. */
export function iso(moment: Date): SQL {
  return sql`${moment.toISOString()}::timestamptz`;
}
