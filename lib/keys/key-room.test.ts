import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { changeKeys } from "./bulk/change-keys";
import { undoChanges } from "./bulk/undo-changes";
import { createKey } from "./create-key";
import { deleteKey } from "./delete-key";
import { duplicateKey } from "./duplicate-key";
import { countKeys } from "./queries";
import { restoreKey } from "./restore-key";
import { testKey } from "./test-key";

const { db, url, end } = await testDatabase();
setTestEnvironment(url);
afterAll(end);

/** An account that may have so many keys. */
async function accountWith(keys: number | null) {
  const { accountId, userId } = await makeOwner(db, { plan: "free", limits: { keys } });
  return testContext(db, accountId, { kind: "user", userId });
}

const SPENT = { code: "plan_limit_reached", status: 403, shouldRetry: false };

test("a key more than the plan allows is refused, with the limit, what is used and what to do", async () => {
  const ctx = await accountWith(1);
  const { key } = await createKey(ctx, { name: "One", idempotencyKey: "first" });
  const second = createKey(ctx, { name: "Two" });
  await expect(second).rejects.toMatchObject({
    ...SPENT,
    message: expect.stringContaining("The plan Free allows this account 1 key, and it has 1."),
    details: { limit: "keys", limit_value: 1, used: 1, remedy: expect.any(String) },
  });
  await expect(duplicateKey(ctx, { keyId: key.id })).rejects.toMatchObject(SPENT);
  expect(await countKeys(ctx, { search: "" })).toBe(1);
  // A repetition makes no second one.
  const again = await createKey(ctx, { name: "One", idempotencyKey: "first" });
  expect([again.key.id, again.secret]).toEqual([key.id, null]);
});

test("of creations at once at the last free place exactly one makes a key", async () => {
  const ctx = await accountWith(3);
  for (const name of ["One", "Two"]) await createKey(ctx, { name });
  const creations = await Promise.allSettled(
    Array.from({ length: 6 }, (_, n) => createKey(ctx, { name: `At once ${n}` })),
  );
  const refused = creations.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(5);
  for (const one of refused) expect(one).toMatchObject({ reason: SPENT });
  expect(await countKeys(ctx, { search: "" })).toBe(3);
});

test("0 allows no key, no limit allows any, and the key of trials does not count", async () => {
  await expect(createKey(await accountWith(0), { name: "One" })).rejects.toMatchObject(SPENT);
  const free = await accountWith(null);
  for (let n = 0; n < 12; n += 1) await createKey(free, { name: `Key ${n}` });
  const ctx = await accountWith(1);
  await testKey(ctx);
  await createKey(ctx, { name: "One" });
});

test("a deletion cannot be undone once its place was taken, nor by a creation and an undoing at once", async () => {
  const ctx = await accountWith(1);
  const { key } = await createKey(ctx, { name: "One" });
  await deleteKey(ctx, { keyId: key.id });
  const both = await Promise.allSettled([
    createKey(ctx, { name: "Two" }),
    restoreKey(ctx, { keyId: key.id }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: SPENT });
  expect(await countKeys(ctx, { search: "" })).toBe(1);
});

test("of many deletions that are undone, those are that the plan has a place for", async () => {
  const ctx = await accountWith(3);
  const made = await Promise.all(["One", "Two", "Three"].map((name) => createKey(ctx, { name })));
  const { undo } = await changeKeys(ctx, { ids: made.map(({ key }) => key.id), action: "delete" });
  await createKey(ctx, { name: "Four" });
  const { results } = await undoChanges(ctx, { undo });
  expect(results.map(({ outcome, error }) => error?.code ?? outcome).toSorted()).toEqual([
    "changed",
    "changed",
    "plan_limit_reached",
  ]);
  expect(await countKeys(ctx, { search: "" })).toBe(3);
});

test("an account that has more keys than its plan allows keeps them, and makes none", async () => {
  const ctx = await accountWith(1);
  for (const name of ["One", "Two"]) await makeKey(db, { accountId: ctx.accountId, name });
  await expect(createKey(ctx, { name: "Three" })).rejects.toMatchObject({ details: { used: 2 } });
  expect(await countKeys(ctx, { search: "" })).toBe(2);
});
