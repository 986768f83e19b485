import type { Ctx } from "@/lib/context";
import type { ApiKey, KeyIdInput } from "./contract";
import { updateLiveKey } from "./update-live-key";

/**
 * Stops a key until it is enabled again. A key that is disabled already keeps its first moment. Throws `not_found`.
 */
export async function disableKey(ctx: Ctx, { keyId }: KeyIdInput): Promise<ApiKey> {
  return updateLiveKey(ctx, keyId, "key.disabled", ({ disabledAt }) =>
    disabledAt === null ? { disabledAt: ctx.clock.now(), disabledBy: null } : null,
  );
}
