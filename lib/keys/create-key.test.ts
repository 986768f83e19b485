import { afterAll, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { DAY_MS, MINUTE_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { createKey } from "./create-key";
import { hashSecret, inspectSecret } from "./key-secret";
import { countKeys } from "./queries";
import { updateKey } from "./update-key";

const { db, sql, url, end } = await testDatabase();
setTestEnvironment(url);
afterAll(end);

async function newContext() {
  const { accountId, userId } = await makeOwner(db);
  return testContext(db, accountId, { kind: "user", userId });
}

test("a new key has a genuine secret that is stored as its hash only", async () => {
  const ctx = await newContext();
  const { key, secret } = await createKey(ctx, { name: "  Production " });
  if (secret === null) throw new Error("no secret");
  expect(inspectSecret(secret).kind).toBe("plausible");
  expect(key).toMatchObject({
    name: "Production",
    status: "never used",
    createdBy: "Test Person",
    deletedAt: null,
  });
  expect([key.prefix, key.lastFour]).toEqual([secret.slice(0, 12), secret.slice(-4)]);
  const [row] =
    await sql`select s.*, k.* from api_key_secrets s join api_keys k on k.id = s.key_id where k.id = ${key.id}`;
  expect(Buffer.compare(row?.hash, hashSecret(secret))).toBe(0);
  expect(JSON.stringify(row)).not.toContain(secret.slice(12, -4));
});

test("names may repeat, and a key says which key made it", async () => {
  const ctx = await newContext();
  const { key: parent } = await createKey(ctx, { name: "CI" });
  const child = await createKey(
    { ...ctx, actor: { kind: "key", keyId: parent.id, scope: null } },
    { name: "CI" },
  );
  expect(child.key.createdBy).toBe("CI");
  expect(child.key.id).not.toBe(parent.id);
});

test("a bad name or idempotency key is refused and nothing is written", async () => {
  const ctx = await newContext();
  await expect(createKey(ctx, { name: "a\0b" })).rejects.toMatchObject({
    code: "invalid_field",
    param: "name",
  });
  const noted = createKey(ctx, { name: "a", idempotencyKey: "line\nbreak" });
  await expect(noted).rejects.toMatchObject({ code: "invalid_field", param: "idempotencyKey" });
  expect(await countKeys(ctx, { search: "" })).toBe(0);
});

test("20 creations at once with one idempotency key make one key and show its secret once", async () => {
  const ctx = await newContext();
  const made = await Promise.all(
    Array.from({ length: 20 }, () => createKey(ctx, { name: "Once", idempotencyKey: "click-1" })),
  );
  expect(new Set(made.map(({ key }) => key.id)).size).toBe(1);
  expect(made.filter(({ secret }) => secret !== null)).toHaveLength(1);
  const [row] =
    await sql`select count(*)::int as secrets from api_key_secrets where account_id = ${ctx.accountId}`;
  expect(row?.secrets).toBe(1);
});

test("a repetition that asks for another setting is told so, also when the key was changed in between", async () => {
  const ctx = await newContext();
  const asked = {
    name: "Shop",
    description: " The web shop ",
    tags: ["web ", "eu"],
    expiresAt: new Date(Date.now() + DAY_MS),
    idempotencyKey: "deploy-1",
  };
  const { key } = await createKey(ctx, asked);
  expect(key).toMatchObject({ description: "The web shop", tags: ["web", "eu"], expiresAt: asked.expiresAt });
  await updateKey(ctx, { keyId: key.id, name: "Renamed", tags: [] });
  const again = await createKey(ctx, asked);
  expect([again.key.id, again.key.name, again.secret]).toEqual([key.id, "Renamed", null]);
  const others = [
    { name: "Renamed" },
    { description: null },
    { tags: ["eu", "web"] },
    { expiresAt: null },
    { scope: { access: "read" as const } },
  ];
  for (const other of others) {
    await expect(createKey(ctx, { ...asked, ...other })).rejects.toMatchObject({
      code: "idempotency_conflict",
    });
  }
  expect(await countKeys(ctx, { search: "" })).toBe(1);
});

test.each([
  ["description", { description: "a".repeat(501) }],
  ["description", { description: "a\0b" }],
  ["tags", { tags: Array.from({ length: 11 }, (_, n) => `tag ${n}`) }],
  ["tags", { tags: ["a".repeat(41)] }],
  ["tags", { tags: [" "] }],
  ["tags", { tags: ["web", " web"] }],
  ["expiresAt", { expiresAt: new Date(Date.now() - 1) }],
  ["expiresAt", { expiresAt: new Date(Date.now() + 9 * MINUTE_MS) }],
  ["expiresAt", { expiresAt: new Date(Number.NaN) }],
])("a bad %s is refused with a sentence, on creation and later", async (param, given) => {
  const ctx = await newContext();
  const refusal = { code: "invalid_field", param, message: expect.stringMatching(/^[A-Z].+\.$/) };
  await expect(createKey(ctx, { name: "Bad", ...given })).rejects.toMatchObject(refusal);
  const { key } = await createKey(ctx, { name: "Good" });
  await expect(updateKey(ctx, { keyId: key.id, ...given })).rejects.toMatchObject(refusal);
});

test("an idempotency key counts for its own account, name and 24 hours only", async () => {
  const [one, other] = [await newContext(), await newContext()];
  const first = await createKey(one, { name: "A", idempotencyKey: "same" });
  const elsewhere = await createKey(other, { name: "A", idempotencyKey: "same" });
  expect(elsewhere.secret).not.toBeNull();
  const renamed = createKey(one, { name: "B", idempotencyKey: "same" });
  await expect(renamed).rejects.toMatchObject({ code: "idempotency_conflict" });
  one.clock.at = new Date(first.key.createdAt.getTime() + DAY_MS);
  const nextDay = await createKey(one, { name: "B", idempotencyKey: "same" });
  expect(nextDay.secret).not.toBeNull();
  expect(nextDay.key.id).not.toBe(first.key.id);
});
