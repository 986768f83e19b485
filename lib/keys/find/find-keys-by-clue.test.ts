import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner, newSecret } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { apiKeySecrets } from "@/db/schema/keys";
import { newId } from "@/lib/core/ids";
import { HOUR_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { findKeysByClue } from "./find-keys-by-clue";

const { db, end } = await testDatabase();
afterAll(end);

const sha256 = (secret: string) => createHash("sha256").update(secret).digest("hex");

async function newKey(given: object = {}) {
  const { accountId } = await makeOwner(db);
  const key = await makeKey(db, { accountId, name: "Production", ...given });
  return { ctx: testContext(db, accountId), ...key, caller: { accountId, ...key } };
}

test("a key is found by its secret's hash, its prefix, its last four, and a request of its", async () => {
  const { ctx, keyId, secretId, secret, caller } = await newKey();
  await makeKey(db, { accountId: ctx.accountId, name: "Another" });
  const [requestId] = await makeRequests(db, caller, 1);
  const clues = [
    { sha256: sha256(secret) },
    { prefix: secret.slice(0, 12) },
    { prefix: secret.slice(0, 12), lastFour: secret.slice(-4) },
    { requestId },
  ];
  for (const clue of clues) {
    const { found, hasMore } = await findKeysByClue(ctx, clue);
    expect(found).toMatchObject([
      { key: { id: keyId, name: "Production" }, secret: { id: secretId, state: "newest", stopsAt: null } },
    ]);
    expect(hasMore).toBe(false);
    expect(found[0]?.request?.id ?? null).toBe("requestId" in clue ? requestId : null);
  }
});

test("deleted keys and secrets that were replaced are found too, and said to be so", async () => {
  const { ctx, secretId, secret } = await newKey({ deletedAt: new Date() });
  const bySecret = { sha256: sha256(secret) };
  const find = async () => (await findKeysByClue(ctx, bySecret)).found[0];
  const set = (moments: object) =>
    db.update(apiKeySecrets).set(moments).where(eq(apiKeySecrets.id, secretId));
  expect(await find()).toMatchObject({ key: { status: "deleted" } });
  const soon = new Date(Date.now() + HOUR_MS);
  await set({ expiresAt: soon });
  expect(await find()).toMatchObject({ secret: { state: "stopping", stopsAt: soon } });
  await set({ revokedAt: new Date(), expiresAt: soon });
  expect(await find()).toMatchObject({ secret: { state: "replaced" } });
  await set({ revokedAt: null, expiresAt: new Date(Date.now() - HOUR_MS) });
  expect(await find()).toMatchObject({ secret: { state: "replaced" } });
});

test("another account's secrets, prefixes and requests are found no more than those of nobody", async () => {
  const { ctx } = await newKey();
  const other = await newKey();
  const [requestId] = await makeRequests(db, other.caller, 1);
  const nothing = { found: [], hasMore: false };
  for (const clue of [
    { sha256: sha256(other.secret) },
    { sha256: sha256(newSecret()) },
    { prefix: other.secret.slice(0, 12) },
    { requestId },
    { requestId: newId() as string },
  ]) {
    expect(await findKeysByClue(ctx, clue)).toEqual(nothing);
  }
});

test("clues that contradict each other find nothing", async () => {
  const { ctx, secret } = await newKey();
  const lastFour = secret.endsWith("0000") ? "1111" : "0000";
  expect((await findKeysByClue(ctx, { sha256: sha256(secret), lastFour })).found).toEqual([]);
});
