import { providerKeys } from "@/db/schema/provider-keys";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { newId, type ProviderKeyId } from "@/lib/core/ids";
import { changeProviderKeys } from "./change-provider-keys";
import { checkFailure, checkProvider } from "./check-provider";
import { type CreateProviderKeyInput, OWN_SERVER, PROVIDER_KEYS_MAX, type ProviderKey } from "./contract";
import { providerKeyPlace, requireInstanceBox } from "./instance-box";
import { keyHint } from "./key-hint";
import { checkedBaseUrl, ownProvider } from "./own-provider";
import { providerName } from "./provider-name";
import { listProviderKeys, shown } from "./queries";
import { recordProviderKey } from "./record-provider-key";

/**
 * Tests a provider key and stores it encrypted. It is used from the next request on. Throws `conflict` when the provider has
 * a key and `additional` is false or the account has 50, `invalid_field` for a base URL that is not allowed and for a key
 * that the provider refuses, other `provider_*` errors when the test fails otherwise, and `encryption_key_missing`.
 */
export async function createProviderKey(ctx: Ctx, input: CreateProviderKeyInput): Promise<ProviderKey> {
  const box = requireInstanceBox();
  const { apiKey } = input;
  const provider = input.provider === OWN_SERVER ? (input.name ?? OWN_SERVER) : input.provider;
  const baseUrl = input.baseUrl === undefined ? null : checkedBaseUrl(input.baseUrl);
  placeFor(await listProviderKeys(ctx), provider, input.additional);
  const check = await checkProvider(ownProvider({ provider, kind: input.provider, baseUrl, apiKey }));
  if (!check.valid) throw checkFailure(check, baseUrl !== null);
  const now = ctx.clock.now();
  const id = newId<ProviderKeyId>(now.getTime());
  return changeProviderKeys(ctx, async (tx) => {
    const existing = await listProviderKeys({ db: tx, accountId: ctx.accountId });
    const { position, number } = placeFor(existing, provider, input.additional);
    const label = `${providerName({ provider })}${number === 1 ? "" : ` ${number}`}`;
    const row = {
      id,
      accountId: ctx.accountId,
      provider,
      kind: input.provider,
      label: input.label ?? label,
      baseUrl,
      encryptedKey: apiKey === undefined ? null : box.seal(apiKey, providerKeyPlace(ctx.accountId, id)),
      keyHint: apiKey === undefined ? null : keyHint(apiKey),
      position,
      isActive: true,
      lastCheckedAt: now,
      lastCheckError: null,
      createdByUserId: ctx.actor.kind === "user" ? ctx.actor.userId : null,
      createdAt: now,
      updatedAt: now,
    };
    await tx.insert(providerKeys).values(row);
    await recordProviderKey(tx, ctx, "provider_key.created", { before: null, after: row });
    return shown(row);
  });
}

/** Where a new key of a provider goes: after those it has. */
function placeFor(existing: ProviderKey[], provider: string, additional: boolean) {
  const same = existing.filter((key) => key.provider === provider);
  if (same.length > 0 && !additional) {
    const message = `${providerName({ provider })} has a key already. Replace it, or add another with additional: true.`;
    throw new AppError("conflict", message, { param: "provider" });
  }
  if (existing.length >= PROVIDER_KEYS_MAX) {
    throw new AppError(
      "conflict",
      `An account has at most ${PROVIDER_KEYS_MAX} provider keys. Delete one first.`,
    );
  }
  return { position: Math.max(-1, ...same.map(({ position }) => position)) + 1, number: same.length + 1 };
}
