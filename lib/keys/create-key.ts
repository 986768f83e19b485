import { apiKeySecrets, apiKeys } from "@/db/schema/keys";
import { recordChange } from "@/lib/audit/record-change";
import type { Actor, Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type KeyId, newId, type SecretId } from "@/lib/core/ids";
import { checkedName } from "./checked-name";
import { type CreatedKey, type CreateKeyInput, idempotencyKey as idempotencyKeyText } from "./contract";
import { firstCreation, forgetOldCreation } from "./creation-repetition";
import { keyFields } from "./key-fields";
import { keyRows } from "./key-rows";
import { mintSecret } from "./key-secret";

/**
 * Makes a key and its first secret. The secret is returned here and never again. With an `idempotencyKey`, a repetition
 * within 24 hours returns the same key with `secret: null`. Throws `invalid_field` (param `name` or
 * `idempotencyKey`) and `idempotency_conflict` when the repetition asks for another name.
 */
export async function createKey(ctx: Ctx, input: CreateKeyInput): Promise<CreatedKey> {
  const name = checkedName(input.name);
  const creationKey = checkedIdempotencyKey(input.idempotencyKey);
  const { secret, hash, prefix, lastFour } = mintSecret();
  const now = ctx.clock.now();
  const { accountId } = ctx;
  const keyId = newId<KeyId>(now.getTime());
  const key = await ctx.db.transaction(async (tx) => {
    if (creationKey !== null) await forgetOldCreation(tx, { accountId, creationKey, now });
    const inserted = await tx
      .insert(apiKeys)
      .values({ id: keyId, accountId, name, createdAt: now, creationKey, ...maker(ctx.actor) })
      .onConflictDoNothing({ target: [apiKeys.accountId, apiKeys.creationKey] })
      .returning();
    const [row] = inserted;
    if (row === undefined) return undefined;
    const id = newId<SecretId>(now.getTime());
    await tx.insert(apiKeySecrets).values({ id, accountId, keyId, hash, prefix, lastFour, createdAt: now });
    await recordChange(tx, ctx, {
      action: "key.created",
      subject: { kind: "key", id: keyId, name },
      after: { ...keyFields(row), prefix, lastFour },
    });
    // Read before the commit: a failure here must not leave a key whose secret nobody saw.
    const [made] = await keyRows({ ...ctx, db: tx }, [keyId]);
    return made;
  });
  return key === undefined ? firstCreation(ctx, creationKey, name) : { key, secret };
}

function checkedIdempotencyKey(text: string | undefined): string | null {
  if (text === undefined) return null;
  const parsed = idempotencyKeyText.safeParse(text);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues[0]?.message ?? "The idempotency key is not valid.";
  throw new AppError("invalid_field", message, { param: "idempotencyKey" });
}

function maker(actor: Actor) {
  return {
    createdByUserId: actor.kind === "user" ? actor.userId : null,
    createdByKeyId: actor.kind === "key" ? actor.keyId : null,
  };
}
