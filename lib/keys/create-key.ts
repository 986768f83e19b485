import { apiKeySecrets, apiKeys } from "@/db/schema/keys";
import { recordChange } from "@/lib/audit/record-change";
import type { Actor, Ctx } from "@/lib/context";
import { checkedIdempotencyKey } from "@/lib/core/idempotency-key";
import { type KeyId, newId, type SecretId } from "@/lib/core/ids";
import { copyLimits, recordCopied } from "@/lib/spending/copy-limits";
import { checkedName } from "./checked-name";
import { checkedSettings } from "./checked-settings";
import type { CreatedKey, CreateKeyInput } from "./contract";
import { firstCreation, forgetOldCreation } from "./creation-repetition";
import { keyFields } from "./key-fields";
import { lockKeyRoom, refuseMoreKeys } from "./key-room";
import { keyRows } from "./key-rows";
import { mintSecret } from "./key-secret";
import { checkedScope } from "./scope/checked-scope";
import { refuseBeyond } from "./scope/refuse-beyond";
import { refuseLimited } from "./scope/refuse-limited";

/**
 * Makes a key and its first secret. The secret is returned here and never again. With an `idempotencyKey`, a repetition
 * within 24 hours returns the same key with `secret: null`. With `limitsOf` it has the spending limits of that key. Throws `invalid_field` (param `name`, `description`, `tags`,
 * `expiresAt`, `scope…` or `idempotencyKey`), `idempotency_conflict` when the repetition asks for something else,
 * `plan_limit_reached` when the plan has no place for another key, and `scope_access` when the key that acts has less itself, or has a scope and asks for a guard.
 */
export async function createKey(
  ctx: Ctx,
  { limitsOf, ...input }: CreateKeyInput & { limitsOf?: KeyId },
): Promise<CreatedKey> {
  const now = ctx.clock.now();
  const { accountId } = ctx;
  const scope = await checkedScope(ctx, input.scope);
  refuseBeyond(ctx, scope);
  if (input.guard) refuseLimited(ctx, "guard");
  // Under an instance's maximum, saying nothing is asking for a key that never expires.
  const asked = {
    name: checkedName(input.name),
    ...checkedSettings({ ...input, scope, expiresAt: input.expiresAt ?? null }, now),
  };
  const creationKey = checkedIdempotencyKey(input.idempotencyKey);
  const { secret, hash, prefix, lastFour } = mintSecret();
  const keyId = newId<KeyId>(now.getTime());
  const key = await ctx.db.transaction(async (tx) => {
    await lockKeyRoom(tx, ctx);
    if (creationKey !== null) await forgetOldCreation(tx, { accountId, creationKey, now });
    const inserted = await tx
      .insert(apiKeys)
      .values({ ...asked, id: keyId, accountId, createdAt: now, creationKey, ...maker(ctx.actor) })
      .onConflictDoNothing({ target: [apiKeys.accountId, apiKeys.creationKey] })
      .returning();
    const [row] = inserted;
    if (row === undefined) return undefined;
    await refuseMoreKeys(tx, ctx);
    const id = newId<SecretId>(now.getTime());
    await tx.insert(apiKeySecrets).values({ id, accountId, keyId, hash, prefix, lastFour, createdAt: now });
    const to = { keyId };
    const copied = limitsOf === undefined ? [] : await copyLimits(tx, ctx, { from: { keyId: limitsOf }, to });
    await recordChange(tx, ctx, {
      action: "key.created",
      subject: { kind: "key", id: keyId, name: row.name },
      after: { ...keyFields(row), prefix, lastFour },
    });
    await recordCopied(tx, ctx, copied);
    // Read before the commit: a failure here must not leave a key whose secret nobody saw.
    const [made] = await keyRows({ ...ctx, db: tx }, [keyId]);
    return made;
  });
  return key === undefined ? firstCreation(ctx, creationKey, asked) : { key, secret };
}

function maker(actor: Actor) {
  return {
    createdByUserId: actor.kind === "user" ? actor.userId : null,
    createdByKeyId: actor.kind === "key" ? actor.keyId : null,
  };
}
