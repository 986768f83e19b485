import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { makeSpendingLimit } from "@/db/factories-spending";
import { DAY_MS } from "@/lib/core/time";
import { listSpendingLimits } from "@/lib/spending/queries";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { createKey } from "./create-key";
import { duplicateKey } from "./duplicate-key";
import { updateKey } from "./update-key";

const { db, sql, url, end } = await testDatabase();
setTestEnvironment(url);
process.env.LAYER_MAX_KEY_LIFETIME_DAYS = "90";
afterAll(async () => {
  delete process.env.LAYER_MAX_KEY_LIFETIME_DAYS;
  await end();
});

const soon = () => new Date(Date.now() + DAY_MS);

async function newContext() {
  const { accountId, userId } = await makeOwner(db);
  return testContext(db, accountId, { kind: "user", userId });
}

const trail = (keyId: string) =>
  sql`select action, before, after from audit_entries where subject_id = ${keyId} order by sequence`;

test("what is given changes, the rest stays, and the trail tells exactly that", async () => {
  const ctx = await newContext();
  const expiresAt = soon();
  const { key } = await createKey(ctx, { name: "Shop", tags: ["web"], expiresAt });
  const changed = await updateKey(ctx, { keyId: key.id, description: "Old\nshop", tags: ["web", "eu"] });
  expect(changed).toEqual({ ...key, description: "Old\nshop", tags: ["web", "eu"] });
  await updateKey(ctx, { keyId: key.id, description: " ", expiresAt: new Date(expiresAt) });
  await updateKey(ctx, { keyId: key.id, description: null, tags: ["web", "eu"], name: "Shop" });
  const [, first, second, ...rest] = await trail(key.id);
  expect(first).toEqual({
    action: "key.updated",
    before: { description: null, tags: ["web"] },
    after: { description: "Old\nshop", tags: ["web", "eu"] },
  });
  expect(second?.after).toEqual({ description: null });
  expect(rest).toEqual([]);
});

test("the instance's maximum holds for new and changed keys, and says whose it is", async () => {
  const ctx = await newContext();
  const refusal = { code: "invalid_field", param: "expiresAt", message: expect.stringContaining("90 days") };
  await expect(createKey(ctx, { name: "Endless" })).rejects.toMatchObject(refusal);
  const late = new Date(Date.now() + 91 * DAY_MS);
  await expect(createKey(ctx, { name: "Late", expiresAt: late })).rejects.toMatchObject(refusal);
  const { key } = await createKey(ctx, { name: "Short", expiresAt: soon() });
  await expect(updateKey(ctx, { keyId: key.id, expiresAt: null })).rejects.toMatchObject(refusal);
  // A key from before the maximum is not touched by it until its expiry is.
  const old = await makeKey(db, { accountId: ctx.accountId });
  expect((await updateKey(ctx, { keyId: old.keyId, name: "Old" })).expiresAt).toBeNull();
});

test("deleted, foreign and unknown keys are neither changed nor copied", async () => {
  const [ctx, other] = [await newContext(), await newContext()];
  const deleted = await makeKey(db, { accountId: ctx.accountId, deletedAt: new Date() });
  const foreign = await makeKey(db, { accountId: other.accountId });
  for (const keyId of [deleted.keyId, foreign.keyId, "no id"]) {
    await expect(updateKey(ctx, { keyId, tags: ["x"] })).rejects.toMatchObject({ code: "not_found" });
    await expect(duplicateKey(ctx, { keyId })).rejects.toMatchObject({ code: "not_found" });
  }
});

test("a copy has the spending limits of the other, with nothing spent, and a repetition adds none", async () => {
  const ctx = await newContext();
  const { key } = await createKey(ctx, { name: "Shop", expiresAt: soon() });
  await makeSpendingLimit(db, {
    accountId: ctx.accountId,
    keyId: key.id,
    period: "daily",
    amountNanoUsd: 7n,
  });
  const [secret] = await sql`select id from api_key_secrets where key_id = ${key.id}`;
  await makeRequests(db, { accountId: ctx.accountId, keyId: key.id, secretId: secret?.id }, [
    { costNanoUsd: 5n },
  ]);
  const copy = await duplicateKey(ctx, { keyId: key.id, idempotencyKey: "copy-2" });
  const again = await duplicateKey(ctx, { keyId: key.id, idempotencyKey: "copy-2" });
  expect([copy.spendingLimits, again.spendingLimits, again.secret]).toEqual([1, 1, null]);
  const limits = await listSpendingLimits(ctx);
  expect(limits).toMatchObject([
    { keyId: key.id, now: { spentNanoUsd: 5n } },
    {
      keyId: copy.key.id,
      period: "daily",
      amountNanoUsd: 7n,
      enforcement: "block",
      now: { spentNanoUsd: 0n },
    },
  ]);
  const told = await sql`
    select after ->> 'keyId' as key from audit_entries
    where account_id = ${ctx.accountId} and action = 'spending_limit.created'`;
  expect([...told]).toEqual([{ key: copy.key.id }]);
});

test("a copy has the settings and not the secret, and an expiry only while that is ahead", async () => {
  const ctx = await newContext();
  const settings = {
    description: "The shop",
    tags: ["web"],
    scope: { access: "inference" as const },
    guard: { spend: "pause", model: "tell", network: "off", errors: "tell" } as const,
    expiresAt: soon(),
  };
  const original = await createKey(ctx, { name: "🔑".repeat(99), ...settings });
  const copy = await duplicateKey(ctx, { keyId: original.key.id, idempotencyKey: "copy-1" });
  expect(copy.key).toMatchObject({ ...settings, name: `${"🔑".repeat(95)} copy`, status: "never used" });
  expect(copy.key.id).not.toBe(original.key.id);
  expect(copy.secret).toMatch(/^layer_/);
  expect(copy.secret).not.toBe(original.secret);
  const again = await duplicateKey(ctx, { keyId: original.key.id, idempotencyKey: "copy-1" });
  expect([again.key.id, again.secret]).toEqual([copy.key.id, null]);
  const expired = await makeKey(db, { accountId: ctx.accountId, expiresAt: new Date(Date.now() - 1) });
  // Without an expiry the instance's maximum refuses it, in words that say what to do.
  const copied = duplicateKey(ctx, { keyId: expired.keyId });
  await expect(copied).rejects.toMatchObject({ code: "invalid_field", param: "expiresAt" });
});
