import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { checkProvider } from "./check-provider";
import { type CheckResult, KNOWN_PROVIDERS } from "./contract";
import { ownProvider } from "./own-provider";
import { getStoredKey } from "./queries";

/**
 * Tests a key that is not stored: with a known provider at its public address, or at the base URL of the stored key that `ref`
 * means. Nothing is kept. Throws `not_found`, and `conflict` for a name with several keys.
 */
export async function tryProviderKey(
  ctx: Ctx,
  { ref, apiKey }: { ref: string; apiKey: string },
): Promise<CheckResult & { provider: string }> {
  const { provider, kind, baseUrl } = await getStoredKey(ctx, ref).catch((error: unknown) => {
    const isKnown = KNOWN_PROVIDERS.some((known) => known === ref);
    if (!isKnown || !(error instanceof AppError) || error.code !== "not_found") throw error;
    return { provider: ref, kind: ref, baseUrl: null };
  });
  return { ...(await checkProvider(ownProvider({ provider, kind, baseUrl, apiKey }))), provider };
}
