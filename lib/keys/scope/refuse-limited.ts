import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";

/** What protects keys from whoever holds one of them. */
const PROTECTIONS = {
  policy: { what: "the account's policy for keys", param: undefined },
  guard: { what: "how a key is watched", param: "guard" },
} as const;

/**
 * Keeps a key with a scope from changing what protects keys: throws `scope_access`. People, the operator, Layer itself and keys
 * with full access may. A stricter guard is refused too, since a guard of its own no longer follows the account's.
 */
export function refuseLimited({ actor }: Pick<Ctx, "actor">, protection: keyof typeof PROTECTIONS): void {
  if (actor.kind !== "key" || actor.scope === null) return;
  const { what, param } = PROTECTIONS[protection];
  throw new AppError(
    "scope_access",
    `The key of this request is limited. Only a person or a key with full access may change ${what}.`,
    param === undefined ? {} : { param },
  );
}
