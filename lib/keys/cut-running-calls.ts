import { and, eq, sql } from "drizzle-orm";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";

/**
 * Cuts off the calls of a key that are running now; every instance hears of it within a second. To be called after the change
 * that stops the key has been committed: until then calls are still let in, and they have to begin before this moment.
 */
export async function cutRunningCalls(ctx: Ctx, keyId: KeyId): Promise<void> {
  await ctx.db
    .update(apiKeys)
    .set({ callsCutAt: sql`clock_timestamp()` })
    .where(and(eq(apiKeys.accountId, ctx.accountId), eq(apiKeys.id, keyId)));
}
