import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { providerKeys } from "@/db/schema/provider-keys";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { changeProviderKeys } from "./change-provider-keys";
import { checkFailure, checkProvider } from "./check-provider";
import { OWN_SERVER, type ProviderKey, type UpdateProviderKeyInput } from "./contract";
import { providerKeyPlace, requireInstanceBox } from "./instance-box";
import { keyHint } from "./key-hint";
import { checkedBaseUrl, ownProvider } from "./own-provider";
import { getStoredKey, getStoredKeys, type StoredProviderKey, shown } from "./queries";
import { recordProviderKeys } from "./record-provider-key";

/**
 * Changes a key's secret, base URL, label or place in the order. Another secret or base URL is tested first. A stored key is
 * never sent to another address than it was typed for: a new base URL needs the key again. Throws like
 * `createProviderKey`, and `not_found`.
 */
export async function updateProviderKey(ctx: Ctx, input: UpdateProviderKeyInput): Promise<ProviderKey> {
  const before = await getStoredKey(ctx, input.ref);
  const changes = { ...textChanges(input), ...(await testedChanges(ctx, before, input)) };
  const isMovedAlone = "baseUrl" in changes && !("encryptedKey" in changes);
  return changeProviderKeys(ctx, async (tx) => {
    const here = { db: tx, accountId: ctx.accountId };
    const siblings = await getStoredKeys(here, before.provider);
    const updatedAt = ctx.clock.now();
    const changed = await tx
      .update(providerKeys)
      .set({ ...changes, updatedAt })
      .where(
        and(
          eq(providerKeys.accountId, ctx.accountId),
          eq(providerKeys.id, before.id),
          // A key that was tested for one address must not meet another that was saved meanwhile, nor a new address a new key.
          sql`${providerKeys.baseUrl} is not distinct from ${before.baseUrl}`,
          isMovedAlone ? isNull(providerKeys.encryptedKey) : undefined,
        ),
      )
      .returning({ id: providerKeys.id });
    await getStoredKey(here, before.id);
    if (changed.length === 0) {
      throw new AppError(
        "conflict",
        "This key or its base URL was changed meanwhile. Look at it, then try again.",
      );
    }
    if (input.position !== undefined)
      await move(tx, await getStoredKeys(here, before.provider), before, input.position);
    const after = await getStoredKeys(here, before.provider);
    await recordProviderKeys(tx, ctx, siblings, after);
    return shown(await getStoredKey(here, before.id));
  });
}

function textChanges({ label }: UpdateProviderKeyInput) {
  return label === undefined ? {} : { label };
}

/** The columns that a new secret or base URL changes, after a test of both together. */
async function testedChanges(
  ctx: Ctx,
  before: StoredProviderKey,
  { apiKey, baseUrl: given }: UpdateProviderKeyInput,
) {
  const baseUrl = given === undefined ? before.baseUrl : given === null ? null : checkedBaseUrl(given);
  const isMoved = baseUrl !== before.baseUrl;
  if (apiKey === undefined && !isMoved) return {};
  if (baseUrl === null && before.kind === OWN_SERVER) {
    throw new AppError("invalid_field", "Give the server's base URL.", { param: "baseUrl" });
  }
  if (apiKey === undefined && before.encryptedKey !== null) {
    const message = "Type the key again: a stored key is not sent to another base URL.";
    throw new AppError("invalid_field", message, { param: "apiKey" });
  }
  const { provider, kind } = before;
  const check = await checkProvider(ownProvider({ provider, kind, baseUrl, apiKey }));
  if (!check.valid) throw checkFailure(check, baseUrl !== null);
  const checked = { baseUrl, lastCheckedAt: ctx.clock.now(), lastCheckError: null };
  if (apiKey === undefined) return checked;
  const encryptedKey = requireInstanceBox().seal(apiKey, providerKeyPlace(ctx.accountId, before.id));
  return { ...checked, encryptedKey, keyHint: keyHint(apiKey) };
}

/** Numbers the keys of a provider anew, with one of them at another place. */
async function move(
  tx: Transaction,
  keys: StoredProviderKey[],
  moved: StoredProviderKey,
  to: number,
): Promise<void> {
  const order = keys.map(({ id }) => id).filter((id) => id !== moved.id);
  order.splice(to, 0, moved.id);
  for (const [position, id] of order.entries()) {
    await tx
      .update(providerKeys)
      .set({ position })
      .where(and(eq(providerKeys.accountId, moved.accountId), eq(providerKeys.id, id)));
  }
}
