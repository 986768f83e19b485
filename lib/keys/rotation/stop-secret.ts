import type { Ctx } from "@/lib/context";
import type { KeySecret, SecretIdInput } from "./contract";
import { changeOldSecret } from "./old-secret";

/**
 * Stops an old secret of a key: once this has returned, no request that begins later is accepted with it. Nothing happens to
 * one that has ended. Throws `not_found`, and `conflict` for the newest secret.
 */
export async function stopSecret(ctx: Ctx, input: SecretIdInput): Promise<KeySecret> {
  return changeOldSecret(ctx, input, "key.secret_stopped", (_secret, now, works) =>
    works ? { revokedAt: now } : null,
  );
}
