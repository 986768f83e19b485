import { hash } from "node:crypto";
import type { Transaction } from "@/db/client";
import type { AuditAction } from "@/lib/audit/contract";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { StoredProviderKey } from "./queries";

/** Writes what became of a provider key to the trail. Call it after everything else in the transaction. */
export async function recordProviderKey(
  tx: Transaction,
  ctx: Ctx,
  action: AuditAction,
  { before, after }: { before: StoredProviderKey | null; after: StoredProviderKey | null },
): Promise<void> {
  const key = after ?? before;
  if (key === null) return;
  await recordChange(tx, ctx, {
    action,
    subject: { kind: "provider_key", id: key.id, name: key.label },
    before: before && fields(before),
    after: after && fields(after),
  });
}

/** The same for each key of `before` that is another one in `after`. */
export async function recordProviderKeys(
  tx: Transaction,
  ctx: Ctx,
  before: readonly StoredProviderKey[],
  after: readonly StoredProviderKey[],
): Promise<void> {
  for (const old of before) {
    const now = after.find(({ id }) => id === old.id) ?? old;
    const isSame = JSON.stringify(fields(old)) === JSON.stringify(fields(now));
    if (!isSame) await recordProviderKey(tx, ctx, "provider_key.updated", { before: old, after: now });
  }
}

/**
 * What the trail keeps of a provider key. Of the key itself only its hint, and the fingerprint of what is encrypted, whose
 * initialisation vector is random: it shows a replacement whose hint is the same, and says nothing about the key.
 */
function fields({ provider, label, baseUrl, keyHint, encryptedKey, position, isActive }: StoredProviderKey) {
  const fingerprint = encryptedKey === null ? null : hash("sha256", encryptedKey, "hex").slice(0, 16);
  return { provider, label, baseUrl, keyHint, fingerprint, position, isActive };
}
