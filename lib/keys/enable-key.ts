import type { Ctx } from "@/lib/context";
import type { ApiKey, KeyIdInput } from "./contract";
import { refuseLimited } from "./scope/refuse-limited";
import { updateLiveKey } from "./update-live-key";

/**
 * Lets a disabled key work again; nothing happens to one that is not disabled. Throws `not_found`, and `scope_access` when a key
 * with a scope enables one that the guard or the report of a leak stopped.
 */
export async function enableKey(ctx: Ctx, { keyId }: KeyIdInput): Promise<ApiKey> {
  return updateLiveKey(ctx, keyId, "key.enabled", ({ disabledAt, disabledBy }) => {
    if (disabledAt === null) return null;
    if (disabledBy !== null) refuseLimited(ctx, "enable");
    return { disabledAt: null, disabledBy: null };
  });
}
