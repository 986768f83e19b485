import { and, eq, isNull } from "drizzle-orm";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { isUuid, type KeyId } from "@/lib/core/ids";
import type { ApiKey, KeyIdInput } from "./contract";
import { getKey, keyNotFound } from "./queries";

/**
 * Deletes a key: once this has returned, no request that begins later is accepted with it. The row stays, so that its
 * holder is told "deleted on …" and its usage keeps a name. Deleting it again changes nothing and is no error.
 * Throws `not_found` for an id that was never a key of the account.
 */
export async function deleteKey(ctx: Ctx, { keyId }: KeyIdInput): Promise<ApiKey> {
  if (!isUuid(keyId)) throw keyNotFound();
  await ctx.db
    .update(apiKeys)
    .set({ deletedAt: ctx.clock.now() })
    .where(
      and(eq(apiKeys.accountId, ctx.accountId), eq(apiKeys.id, keyId as KeyId), isNull(apiKeys.deletedAt)),
    );
  return getKey(ctx, keyId);
}
