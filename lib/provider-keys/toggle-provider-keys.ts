import { and, eq, inArray } from "drizzle-orm";
import { providerKeys } from "@/db/schema/provider-keys";
import type { Ctx } from "@/lib/context";
import { changeProviderKeys } from "./change-provider-keys";
import type { ProviderKey, ToggleProviderKeysInput } from "./contract";
import { getStoredKeys, shown } from "./queries";
import { recordProviderKeys } from "./record-provider-key";

/**
 * Lets one key, or all of a provider, be used or not, from the next request on. A provider whose keys are all disabled is
 * reached with the instance's own key again, where it has one. Throws `not_found`.
 */
export async function toggleProviderKeys(
  ctx: Ctx,
  { ref, isActive }: ToggleProviderKeysInput,
): Promise<ProviderKey[]> {
  return changeProviderKeys(ctx, async (tx) => {
    const here = { db: tx, accountId: ctx.accountId };
    const before = await getStoredKeys(here, ref);
    const ids = before.map(({ id }) => id);
    await tx
      .update(providerKeys)
      .set({ isActive, updatedAt: ctx.clock.now() })
      .where(and(eq(providerKeys.accountId, ctx.accountId), inArray(providerKeys.id, ids)));
    const after = await getStoredKeys(here, ref);
    await recordProviderKeys(tx, ctx, before, after);
    return after.map(shown);
  });
}
