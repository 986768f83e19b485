import { and, eq, inArray } from "drizzle-orm";
import { providerKeys } from "@/db/schema/provider-keys";
import type { Ctx } from "@/lib/context";
import { changeProviderKeys } from "./change-provider-keys";
import type { ProviderKey, ProviderKeyRefInput } from "./contract";
import { getStoredKeys, shown } from "./queries";
import { recordProviderKey } from "./record-provider-key";

/**
 * Deletes one key, or all of a provider, with what is encrypted in them: no request that begins later uses it. The provider
 * is then reached with the instance's own key, where it has one. Returns what is gone. Throws `not_found`.
 */
export async function deleteProviderKeys(ctx: Ctx, { ref }: ProviderKeyRefInput): Promise<ProviderKey[]> {
  return changeProviderKeys(ctx, async (tx) => {
    const keys = await getStoredKeys({ db: tx, accountId: ctx.accountId }, ref);
    const ids = keys.map(({ id }) => id);
    await tx
      .delete(providerKeys)
      .where(and(eq(providerKeys.accountId, ctx.accountId), inArray(providerKeys.id, ids)));
    for (const before of keys) {
      await recordProviderKey(tx, ctx, "provider_key.deleted", { before, after: null });
    }
    return keys.map(shown);
  });
}
