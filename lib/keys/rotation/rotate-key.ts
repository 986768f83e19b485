import { and, eq, inArray } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { apiKeySecrets } from "@/db/schema/keys";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { checkedIdempotencyKey } from "@/lib/core/idempotency-key";
import { type KeyId, newId, type SecretId } from "@/lib/core/ids";
import { mintSecret } from "../key-secret";
import { getKey } from "../queries";
import { refuseBeyond } from "../scope/refuse-beyond";
import { lockLiveKey } from "../update-live-key";
import { type RotatedKey, type RotateKeyInput, USUAL_OVERLAP_SECONDS } from "./contract";
import { rotatedByAnother, rotationUnfinished } from "./rotation-refusal";
import { firstRotation, rotationKeyOf } from "./rotation-repetition";
import { secretEndAt } from "./secret-end";
import { isEnding, keySecret, ledgerNow, type SecretRow, secretsOfKey } from "./secret-rows";

/**
 * Gives a key a new secret, which is returned here and never again; everything else about the key stays. The old one works
 * until the end that is asked for, by the ledger's clock. With an `idempotencyKey`, a repetition within 24 hours makes nothing
 * and returns `secret: null`. Throws `not_found`, `invalid_field` (param `oldSecretEnds` or `idempotencyKey`),
 * `idempotency_conflict`, `conflict` for the key of tests, and `rotation_conflict` when somebody else was first or an older
 * secret still works, and `scope_access` when a key rotates one that may do more; only a rotation that ends all old ones now goes past that.
 */
export async function rotateKey(ctx: Ctx, input: RotateKeyInput): Promise<RotatedKey> {
  const idempotencyKey = checkedIdempotencyKey(input.idempotencyKey);
  const rotationKey = idempotencyKey === null ? null : rotationKeyOf(idempotencyKey, input);
  const minted = mintSecret();
  const made = await ctx.db.transaction(async (tx) => {
    const key = await lockLiveKey(tx, ctx, input.keyId);
    refuseBeyond(ctx, key.scope);
    if (key.purpose === "test") {
      throw new AppError(
        "conflict",
        "This key counts tests of the dashboard: nobody holds a secret of it to replace.",
      );
    }
    const now = await ledgerNow(tx);
    const { newest, older } = await secretsOfKey(tx, ctx, key.id);
    if (rotationKey !== null) {
      const first = await firstRotation(tx, [newest, ...older], { rotationKey, now });
      if (first !== undefined) return { secret: null, newest: keySecret(first, first === newest, now) };
    }
    if (input.replaces !== undefined && input.replaces !== newest.id) {
      throw await rotatedByAnother(tx, ctx, { newest, now });
    }
    const endsAt = secretEndAt(input.oldSecretEnds ?? USUAL_OVERLAP_SECONDS, now, "oldSecretEnds");
    const open = older.filter((secret) => isEnding(secret, now));
    if (endsAt !== null && open[0] !== undefined) {
      throw await rotationUnfinished(tx, ctx, { newest, open: open[0], now });
    }
    await endSecrets(tx, ctx, [newest, ...open], { endsAt, now });
    const next = await insertSecret(tx, ctx, { keyId: key.id, minted, rotationKey, now, newest });
    await recordChange(tx, ctx, {
      action: "key.rotated",
      subject: { kind: "key", id: key.id, name: key.name },
      before: {
        secretId: newest.id,
        prefix: newest.prefix,
        lastFour: newest.lastFour,
        oldSecretEndsAt: null,
      },
      after: {
        secretId: next.id,
        prefix: next.prefix,
        lastFour: next.lastFour,
        oldSecretEndsAt: endsAt ?? now,
      },
    });
    return { secret: minted.secret, newest: keySecret(next, true, now) };
  });
  return { key: await getKey(ctx, input.keyId), ...made };
}

async function endSecrets(
  tx: Transaction,
  { accountId }: Ctx,
  secrets: SecretRow[],
  { endsAt, now }: { endsAt: Date | null; now: Date },
): Promise<void> {
  const ids = secrets.map(({ id }) => id);
  await tx
    .update(apiKeySecrets)
    .set(endsAt === null ? { revokedAt: now } : { expiresAt: endsAt })
    .where(and(eq(apiKeySecrets.accountId, accountId), inArray(apiKeySecrets.id, ids)));
}

type NewSecret = {
  keyId: KeyId;
  minted: ReturnType<typeof mintSecret>;
  rotationKey: string | null;
  now: Date;
  newest: SecretRow;
};

async function insertSecret(
  tx: Transaction,
  { accountId }: Ctx,
  { keyId, minted, rotationKey, now, newest }: NewSecret,
): Promise<SecretRow> {
  const { hash, prefix, lastFour } = minted;
  // Ids order the secrets of a key, also when an instance whose clock is ahead made the one before.
  const id = newId<SecretId>(Math.max(now.getTime(), newest.createdAt.getTime() + 1));
  const [made] = await tx
    .insert(apiKeySecrets)
    .values({ id, accountId, keyId, hash, prefix, lastFour, createdAt: now, rotationKey })
    .returning();
  if (made === undefined) throw new Error("The new secret was not stored");
  return made;
}
