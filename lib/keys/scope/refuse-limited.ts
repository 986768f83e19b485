import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";

/** What would weaken the protection of keys from whoever holds one of them. */
const ACTS = {
  policy: { words: "change the account's policy for keys", param: undefined },
  guard: { words: "change how a key is watched", param: "guard" },
  limits: { words: "change the rate limits of a key", param: "limits" },
  enable: { words: "enable a key that the guard or the report of a leak stopped", param: undefined },
} as const;

/**
 * Keeps a key with a scope from weakening what protects keys: throws `scope_access`. People, the operator, Layer itself and keys
 * with full access may. A stricter guard is refused too, since a guard of its own no longer follows the account's.
 */
export function refuseLimited({ actor }: Pick<Ctx, "actor">, act: keyof typeof ACTS): void {
  if (actor.kind !== "key" || actor.scope === null) return;
  const { words, param } = ACTS[act];
  throw new AppError(
    "scope_access",
    `The key of this request is limited. Only a person or a key with full access may ${words}.`,
    param === undefined ? {} : { param },
  );
}
