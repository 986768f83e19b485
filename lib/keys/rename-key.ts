import type { Ctx } from "@/lib/context";
import { checkedName } from "./checked-name";
import type { ApiKey, RenameKeyInput } from "./contract";
import { updateLiveKey } from "./update-live-key";

/** Gives a key another name. Throws `invalid_field` (param `name`) and `not_found`. */
export async function renameKey(ctx: Ctx, { keyId, name }: RenameKeyInput): Promise<ApiKey> {
  return updateLiveKey(ctx, keyId, { name: checkedName(name) });
}
