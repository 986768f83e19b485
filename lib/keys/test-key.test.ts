import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { apiKeys } from "@/db/schema/keys";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { createKey } from "./create-key";
import { deleteKey } from "./delete-key";
import { getKey } from "./queries";
import { testKey } from "./test-key";

const { db, url, end } = await testDatabase();
setTestEnvironment(url);
afterAll(end);

test("twenty trials at once count under one key of the account, and another account has its own", async () => {
  const ctx = testContext(db, (await makeOwner(db)).accountId);
  const keys = await Promise.all(Array.from({ length: 20 }, () => testKey(ctx)));
  expect(new Set(keys.map(({ keyId }) => keyId)).size).toBe(1);
  const other = await testKey(testContext(db, (await makeOwner(db)).accountId));
  expect(other.keyId).not.toBe(keys[0]?.keyId);
});

test("after it was deleted the next trial makes a new one", async () => {
  const ctx = testContext(db, (await makeOwner(db)).accountId);
  const { keyId } = await testKey(ctx);
  await deleteKey(ctx, { keyId });
  const again = await testKey(ctx);
  expect(again.keyId).not.toBe(keyId);
  expect(await db.select().from(apiKeys).where(eq(apiKeys.accountId, ctx.accountId))).toHaveLength(2);
});

test("it is told apart from the keys that programs send", async () => {
  const ctx = testContext(db, (await makeOwner(db)).accountId);
  const { keyId } = await testKey(ctx);
  const { key } = await createKey(ctx, { name: "Production" });
  expect(await getKey(ctx, keyId)).toMatchObject({ countsTests: true });
  expect(await getKey(ctx, key.id)).toMatchObject({ countsTests: false });
});
