import { and, asc, eq } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import { providerKeys } from "@/db/schema/provider-keys";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { isUuid, type ProviderKeyId } from "@/lib/core/ids";
import type { ProviderKey } from "./contract";
import { providerName } from "./provider-name";

/** A row with its encrypted key, for those who have to use it. It never leaves the room. */
export type StoredProviderKey = typeof providerKeys.$inferSelect;

type Reader = Pick<Ctx, "accountId"> & { db: Ctx["db"] | Transaction };

/** The account's provider keys, by provider and in the order in which they are used. */
export async function listProviderKeys(ctx: Reader): Promise<ProviderKey[]> {
  return (await listStored(ctx)).map(shown);
}

/** How often the account's provider keys and prices have changed; what `accountDirectory` is asked with. */
export async function getConfigVersion(ctx: Ctx): Promise<number> {
  const [account] = await ctx.db
    .select({ configVersion: accounts.configVersion })
    .from(accounts)
    .where(eq(accounts.id, ctx.accountId));
  return account?.configVersion ?? 0;
}

/** Every key that a provider's name or a key's id means, with what is encrypted. Throws `not_found` when there is none. */
export async function getStoredKeys(ctx: Reader, ref: string): Promise<StoredProviderKey[]> {
  const rows = await listStored(ctx, ref);
  if (rows.length === 0)
    throw new AppError("not_found", "Your account has no provider key with this id or name.");
  return rows;
}

/** The one key that is meant. Throws `not_found`, and `conflict` for the name of a provider that has several. */
export async function getStoredKey(ctx: Reader, ref: string): Promise<StoredProviderKey> {
  const [key, ...others] = await getStoredKeys(ctx, ref);
  if (key !== undefined && others.length === 0) return key;
  const name = providerName({ provider: ref });
  throw new AppError("conflict", `${name} has several keys. Name the one you mean by its id.`);
}

/** A row without what is encrypted in it. */
export function shown({
  encryptedKey: _,
  accountId: __,
  createdByUserId: ___,
  ...key
}: StoredProviderKey): ProviderKey {
  return key;
}

async function listStored({ db, accountId }: Reader, ref?: string): Promise<StoredProviderKey[]> {
  // Neither a name nor an id has a NUL, which Postgres refuses in text.
  if (ref?.includes("\0")) return [];
  const meant =
    ref === undefined
      ? undefined
      : isUuid(ref)
        ? eq(providerKeys.id, ref as ProviderKeyId)
        : eq(providerKeys.provider, ref);
  return db
    .select()
    .from(providerKeys)
    .where(and(eq(providerKeys.accountId, accountId), meant))
    .orderBy(asc(providerKeys.provider), asc(providerKeys.position), asc(providerKeys.id));
}
