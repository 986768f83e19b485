import type { Ctx } from "@/lib/context";
import type { ApiKey, KeyIdInput } from "./contract";
import { getKey } from "./queries";
import { updateLiveKey } from "./update-live-key";

/**
 * Deletes a key: once this has returned, no request that begins later is accepted with it. The row stays, so that its
 * holder is told "deleted on …" and its usage keeps a name. Deleting it again changes nothing and is no error.
 * Throws `not_found` for an id that was never a key of the account.
 */
export async function deleteKey(ctx: Ctx, { keyId }: KeyIdInput): Promise<ApiKey> {
  const key = await getKey(ctx, keyId);
  if (key.deletedAt !== null) return key;
  return updateLiveKey(ctx, keyId, "key.deleted", () => ({ deletedAt: ctx.clock.now() })).catch(
    (error: unknown) => afterAnother(ctx, keyId, error),
  );
}

/** Somebody else deleted it in between: that is no error either. */
async function afterAnother(ctx: Ctx, keyId: string, error: unknown): Promise<ApiKey> {
  const key = await getKey(ctx, keyId);
  if (key.deletedAt !== null) return key;
  throw error;
}
