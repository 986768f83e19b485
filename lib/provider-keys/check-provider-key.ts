import { and, eq } from "drizzle-orm";
import { providerKeys } from "@/db/schema/provider-keys";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { changeProviderKeys } from "./change-provider-keys";
import { checkProvider } from "./check-provider";
import type { CheckedKey, CheckResult, ProviderKeyRefInput } from "./contract";
import { openStoredKey } from "./open-stored-key";
import { ownProvider } from "./own-provider";
import { getStoredKey, type StoredProviderKey, shown } from "./queries";

/** Tests a stored key and keeps the result with it. Throws `not_found`, and `conflict` for a name with several keys. */
export async function checkProviderKey(ctx: Ctx, { ref }: ProviderKeyRefInput): Promise<CheckedKey> {
  const key = await getStoredKey(ctx, ref);
  const check = await checkStored(key);
  const result = { lastCheckedAt: ctx.clock.now(), lastCheckError: check.valid ? null : check.message };
  return changeProviderKeys(ctx, async (tx) => {
    await tx
      .update(providerKeys)
      .set(result)
      .where(and(eq(providerKeys.accountId, ctx.accountId), eq(providerKeys.id, key.id)));
    return { key: shown(await getStoredKey({ db: tx, accountId: ctx.accountId }, key.id)), check };
  });
}

async function checkStored(key: StoredProviderKey): Promise<CheckResult> {
  try {
    return await checkProvider(ownProvider({ ...key, apiKey: openStoredKey(key) }));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problem = error.code === "provider_key_unreadable" ? "unreadable" : "unreachable";
    return { valid: false, problem, message: error.message };
  }
}
