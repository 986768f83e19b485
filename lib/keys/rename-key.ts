import type { Ctx } from "@/lib/context";
import { checkedName } from "./checked-name";
import type { ApiKey, RenameKeyInput } from "./contract";
import { updateLiveKey } from "./update-live-key";

/** Gives a key another name. Throws `invalid_field` (param `name`) and `not_found`. */
export async function renameKey(ctx: Ctx, { keyId, name: text }: RenameKeyInput): Promise<ApiKey> {
  const name = checkedName(text);
  return updateLiveKey(ctx, keyId, "key.updated", (key) => (key.name === name ? null : { name }));
}
