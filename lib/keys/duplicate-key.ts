import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { NAME_MAX_CHARACTERS } from "@/lib/core/name-rule";
import { spendingLimitsOf } from "@/lib/spending/queries";
import type { DuplicatedKey, DuplicateKeyInput } from "./contract";
import { createKey } from "./create-key";
import { expiryProblem } from "./expiry/expiry-problem";
import { getKey, keyNotFound } from "./queries";

const SUFFIX = " copy";

/**
 * Makes a key with the settings of another one, its spending limits (with nothing spent), and its own secret, which is returned here and never again. An expiry that is
 * past or nearly is left out. Throws `not_found`, `conflict` for the key of tests, and what `createKey` throws.
 */
export async function duplicateKey(ctx: Ctx, input: DuplicateKeyInput): Promise<DuplicatedKey> {
  const key = await getKey(ctx, input.keyId);
  if (key.deletedAt !== null) throw keyNotFound();
  if (key.countsTests) {
    throw new AppError("conflict", "This key counts tests of the dashboard and has no settings to copy.");
  }
  const { description, tags, scope, guard, payloads, limits } = key;
  const isAhead = expiryProblem(key.expiresAt, ctx.clock.now(), null) === null;
  const settings = { description, tags, scope, guard, payloads, limits };
  const expiresAt = isAhead ? key.expiresAt : null;
  const name = copyName(key.name);
  const { idempotencyKey } = input;
  const made = await createKey(ctx, { ...settings, name, expiresAt, idempotencyKey, limitsOf: key.id });
  const limitsOfCopy = await spendingLimitsOf(ctx, { keyId: made.key.id });
  return { ...made, spendingLimits: limitsOfCopy.length };
}

/** Names of keys may repeat, so a copy of a copy needs no number. */
function copyName(name: string): string {
  const kept = [...name].slice(0, NAME_MAX_CHARACTERS - SUFFIX.length).join("");
  return `${kept.trimEnd()}${SUFFIX}`;
}
