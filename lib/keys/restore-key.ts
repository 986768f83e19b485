import { and, eq, gt } from "drizzle-orm";
import { apiKeys } from "@/db/schema/keys";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type KeyId } from "@/lib/core/ids";
import { type ApiKey, type KeyIdInput, RESTORE_WINDOW_MS } from "./contract";
import { lockKeyRoom, refuseMoreKeys } from "./key-room";
import { getKey, keyNotFound } from "./queries";
import { refuseBeyond } from "./scope/refuse-beyond";

/**
 * Undoes a deletion within 60 seconds: the same secret works again. Nothing happens to a key that is not deleted.
 * Throws `conflict` when the deletion is older, `not_found`, `plan_limit_reached` when its place was taken, and `scope_access` when
 * a key restores one that may do more.
 */
export async function restoreKey(ctx: Ctx, { keyId }: KeyIdInput): Promise<ApiKey> {
  if (!isUuid(keyId)) throw keyNotFound();
  const oldest = new Date(ctx.clock.now().getTime() - RESTORE_WINDOW_MS);
  const { accountId } = ctx;
  await ctx.db.transaction(async (tx) => {
    await lockKeyRoom(tx, ctx);
    const [restored] = await tx
      .update(apiKeys)
      .set({ deletedAt: null })
      .where(
        and(eq(apiKeys.accountId, accountId), eq(apiKeys.id, keyId as KeyId), gt(apiKeys.deletedAt, oldest)),
      )
      .returning({ name: apiKeys.name, scope: apiKeys.scope, purpose: apiKeys.purpose });
    if (restored === undefined) return;
    refuseBeyond(ctx, restored.scope);
    if (restored.purpose === null) await refuseMoreKeys(tx, ctx);
    const subject = { kind: "key", id: keyId, name: restored.name } as const;
    await recordChange(tx, ctx, { action: "key.restored", subject });
  });
  const key = await getKey(ctx, keyId);
  if (key.deletedAt === null) return key;
  throw new AppError("conflict", "A deletion can be undone for 60 seconds only. Create a new key instead.");
}
