import { and, eq, isNull, type SQL } from "drizzle-orm";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { isUuid, type KeyId } from "@/lib/core/ids";
import type { ApiKey } from "./contract";
import { getKey, keyNotFound } from "./queries";

type Changes = { name?: string; disabledAt?: Date | SQL | null };

/**
 * Writes changes to a key that is not deleted and returns it as it is then. Throws `not_found` for deleted, unknown and
 * other accounts' keys alike.
 */
export async function updateLiveKey(ctx: Ctx, keyId: string, changes: Changes): Promise<ApiKey> {
  if (!isUuid(keyId)) throw keyNotFound();
  const changed = await ctx.db
    .update(apiKeys)
    .set(changes)
    .where(
      and(eq(apiKeys.accountId, ctx.accountId), eq(apiKeys.id, keyId as KeyId), isNull(apiKeys.deletedAt)),
    )
    .returning({ id: apiKeys.id });
  if (changed.length === 0) throw keyNotFound();
  return getKey(ctx, keyId);
}
