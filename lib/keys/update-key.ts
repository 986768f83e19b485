import { isDeepStrictEqual } from "node:util";
import type { Ctx } from "@/lib/context";
import { checkedName } from "./checked-name";
import { checkedSettings } from "./checked-settings";
import type { ApiKey, UpdateKeyInput } from "./contract";
import { updateLiveKey } from "./update-live-key";

/**
 * Changes what is given of a key's name and settings and leaves the rest. Throws `invalid_field` (param `name`, `description`,
 * `tags` or `expiresAt`) and `not_found`.
 */
export async function updateKey(ctx: Ctx, { keyId, name, ...settings }: UpdateKeyInput): Promise<ApiKey> {
  const changes = {
    ...(name !== undefined && { name: checkedName(name) }),
    ...checkedSettings(settings, ctx.clock.now()),
  };
  return updateLiveKey(ctx, keyId, "key.updated", (row) => {
    const stays = Object.entries(changes).every(([field, value]) =>
      isDeepStrictEqual(value, row[field as keyof typeof changes]),
    );
    return stays ? null : changes;
  });
}
