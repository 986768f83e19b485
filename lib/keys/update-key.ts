import { isDeepStrictEqual } from "node:util";
import type { Ctx } from "@/lib/context";
import { checkedName } from "./checked-name";
import { checkedSettings } from "./checked-settings";
import type { ApiKey, UpdateKeyInput } from "./contract";
import { checkedScope } from "./scope/checked-scope";
import { updateLiveKey } from "./update-live-key";

/**
 * Changes what is given of a key's name and settings and leaves the rest. Throws `invalid_field` (param `name`, `description`,
 * `tags`, `expiresAt` or `scope…`), `not_found`, and `scope_access` when the key that acts has less itself.
 */
export async function updateKey(ctx: Ctx, { keyId, name, ...settings }: UpdateKeyInput): Promise<ApiKey> {
  const { scope } = settings;
  const checked = scope === undefined ? settings : { ...settings, scope: await checkedScope(ctx, scope) };
  const changes = {
    ...(name !== undefined && { name: checkedName(name) }),
    ...checkedSettings(checked, ctx.clock.now()),
  };
  return updateLiveKey(ctx, keyId, "key.updated", (row) => {
    const stays = Object.entries(changes).every(([field, value]) =>
      isDeepStrictEqual(value, row[field as keyof typeof changes]),
    );
    return stays ? null : changes;
  });
}
