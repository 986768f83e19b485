import type { Ctx } from "@/lib/context";
import type { ApiKey, KeyIdInput } from "./contract";
import { updateLiveKey } from "./update-live-key";

/** Lets a disabled key work again; nothing happens to one that is not disabled. Throws `not_found`. */
export async function enableKey(ctx: Ctx, { keyId }: KeyIdInput): Promise<ApiKey> {
  return updateLiveKey(ctx, keyId, "key.enabled", ({ disabledAt }) =>
    disabledAt === null ? null : { disabledAt: null, disabledBy: null },
  );
}
