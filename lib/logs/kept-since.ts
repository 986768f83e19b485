import { eq } from "drizzle-orm";
import { retention } from "@/db/schema/retention";
import type { Ctx } from "@/lib/context";

/** Since when the log has its rows; null when none were dropped yet. */
export async function keptSince({ db }: Pick<Ctx, "db">): Promise<Date | null> {
  const [row] = await db
    .select({ keptFrom: retention.keptFrom })
    .from(retention)
    .where(eq(retention.kind, "requests"));
  return row?.keptFrom ?? null;
}
