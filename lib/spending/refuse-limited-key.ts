import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";

/**
 * Keeps a key with a scope from changing what may be spent: throws `scope_access`. What its holder could lift would protect nobody from
 * them. People, the operator and keys with full access may.
 */
export function refuseLimitedKey({ actor }: Pick<Ctx, "actor">): void {
  if (actor.kind !== "key" || actor.scope === null) return;
  throw new AppError(
    "scope_access",
    "The key of this request is limited. Only a person or a key with full access may change spending limits.",
  );
}
