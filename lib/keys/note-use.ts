import { and, eq, isNull, lt, or } from "drizzle-orm";
import { apiKeySecrets } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import type { SecretId } from "@/lib/core/ids";
import { MINUTE_MS } from "@/lib/core/time";

/**
 * Notes that a secret was used now, at most once a minute. Calls to models are noted when they are settled; this is for the
 * management API, so that a key used for nothing else is not shown as never used.
 */
export async function noteUse(ctx: Ctx, secretId: SecretId): Promise<void> {
  const now = ctx.clock.now();
  const { lastUsedAt } = apiKeySecrets;
  await ctx.db
    .update(apiKeySecrets)
    .set({ lastUsedAt: now })
    .where(
      and(
        eq(apiKeySecrets.accountId, ctx.accountId),
        eq(apiKeySecrets.id, secretId),
        or(isNull(lastUsedAt), lt(lastUsedAt, new Date(now.getTime() - MINUTE_MS))),
      ),
    );
}
