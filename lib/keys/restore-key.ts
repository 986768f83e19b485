import { and, eq, gt } from "drizzle-orm";
import { apiKeys } from "@/db/schema/keys";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type KeyId } from "@/lib/core/ids";
import { type ApiKey, type KeyIdInput, RESTORE_WINDOW_MS } from "./contract";
import { getKey, keyNotFound } from "./queries";

/**
 * Undoes a deletion within 60 seconds: the same secret works again. Nothing happens to a key that is not deleted.
 * Throws `conflict` when the deletion is older and `not_found`.
 */
export async function restoreKey(ctx: Ctx, { keyId }: KeyIdInput): Promise<ApiKey> {
  if (!isUuid(keyId)) throw keyNotFound();
  const oldest = new Date(ctx.clock.now().getTime() - RESTORE_WINDOW_MS);
  await ctx.db
    .update(apiKeys)
    .set({ deletedAt: null })
    .where(
      and(
        eq(apiKeys.accountId, ctx.accountId),
        eq(apiKeys.id, keyId as KeyId),
        gt(apiKeys.deletedAt, oldest),
      ),
    );
  const key = await getKey(ctx, keyId);
  if (key.deletedAt === null) return key;
  throw new AppError("conflict", "A deletion can be undone for 60 seconds only. Create a new key instead.");
}
