import { and, eq, isNull } from "drizzle-orm";
import { apiKeySecrets, apiKeys } from "@/db/schema/keys";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { type KeyId, newId, type SecretId } from "@/lib/core/ids";
import type { PayloadPolicy } from "@/lib/core/payload-policy";
import type { RateLimits } from "@/lib/core/rate-limits";
import { keyFields } from "./key-fields";
import { mintSecret } from "./key-secret";

export type TestKey = {
  keyId: KeyId;
  secretId: SecretId;
  name: string;
  payloads: PayloadPolicy | null;
  limits: RateLimits | null;
};

const NAME = "Dashboard tests";

/**
 * The key that trials from the dashboard count under, so that their cost stands in the same charts as every other. It is
 * made at the first trial, and again after it was deleted; its secret is thrown away, so nobody can call with it.
 */
export async function testKey(ctx: Ctx): Promise<TestKey> {
  return (await findTestKey(ctx)) ?? (await makeTestKey(ctx)) ?? findTestKeyOrFail(ctx);
}

async function findTestKey(ctx: Ctx): Promise<TestKey | null> {
  const [found] = await ctx.db
    .select({
      keyId: apiKeys.id,
      secretId: apiKeySecrets.id,
      name: apiKeys.name,
      payloads: apiKeys.payloads,
      limits: apiKeys.limits,
    })
    .from(apiKeys)
    .innerJoin(apiKeySecrets, eq(apiKeySecrets.keyId, apiKeys.id))
    .where(and(eq(apiKeys.accountId, ctx.accountId), eq(apiKeys.purpose, "test"), isNull(apiKeys.deletedAt)));
  return found ?? null;
}

/** Null when somebody else has made it in this moment. */
async function makeTestKey(ctx: Ctx): Promise<TestKey | null> {
  const { hash, prefix, lastFour } = mintSecret();
  const createdAt = ctx.clock.now();
  const [keyId, secretId] = [newId<KeyId>(createdAt.getTime()), newId<SecretId>(createdAt.getTime())];
  const { accountId } = ctx;
  return ctx.db.transaction(async (tx) => {
    const made = await tx
      .insert(apiKeys)
      .values({ id: keyId, accountId, name: NAME, purpose: "test", createdAt })
      .onConflictDoNothing()
      .returning();
    const [row] = made;
    if (row === undefined) return null;
    await tx
      .insert(apiKeySecrets)
      .values({ id: secretId, accountId, keyId, hash, prefix, lastFour, createdAt });
    await recordChange(tx, ctx, {
      action: "key.created",
      subject: { kind: "key", id: keyId, name: NAME },
      after: { ...keyFields(row), purpose: "test" },
    });
    return { keyId, secretId, name: NAME, payloads: null, limits: null };
  });
}

async function findTestKeyOrFail(ctx: Ctx): Promise<TestKey> {
  const found = await findTestKey(ctx);
  if (found === null) throw new Error("The key of the trials was neither found nor made");
  return found;
}
