import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { ExtendSecretInput, KeySecret } from "./contract";
import { changeOldSecret } from "./old-secret";
import { secretEndAt } from "./secret-end";

/**
 * Lets an old secret of a key work until another moment, or for so many seconds from now by the ledger's clock. Throws
 * `not_found`, `invalid_field` (param `endsAt` or `endsInSeconds`), and `conflict` for the newest secret and one that has ended.
 */
export async function extendSecret(ctx: Ctx, { ends, ...which }: ExtendSecretInput): Promise<KeySecret> {
  return changeOldSecret(ctx, which, "key.secret_extended", ({ expiresAt }, now, works) => {
    if (!works) {
      throw new AppError("conflict", "This secret has ended and stays so. Use the key's newest secret.");
    }
    const at = secretEndAt(ends, now, typeof ends === "number" ? "endsInSeconds" : "endsAt");
    return at?.getTime() === expiresAt?.getTime() ? null : { expiresAt: at };
  });
}
