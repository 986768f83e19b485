import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { KeyScope } from "@/lib/core/key-scope";
import { memberBeyond } from "./member-beyond";

/**
 * Lets a key hand out or touch only what it has itself: throws `scope_access` when a scope (null is full access) reaches beyond
 * that of the key that acts. People, the operator and Layer itself are not bound.
 */
export function refuseBeyond({ actor }: Pick<Ctx, "actor">, scope: KeyScope | null): void {
  if (actor.kind !== "key" || actor.scope === null) return;
  const member = memberBeyond(scope, actor.scope);
  if (member === null) return;
  throw new AppError(
    "scope_access",
    `The key of this request is limited in ${WORDS[member]}. It may not make or change a key that may do more than itself.`,
    { param: `scope.${member}` },
  );
}

const WORDS: Readonly<Record<keyof KeyScope, string>> = {
  access: "what it may touch",
  gates: "its gates",
  models: "its models",
  providers: "its providers",
  endpoints: "its endpoints",
  networks: "its networks",
  hours: "its hours",
  maxCallNanoUsd: "what one call may cost",
  maxOutputTokens: "its output",
};
