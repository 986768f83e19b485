import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import type { Ctx } from "@/lib/context";
import { newId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { deleteKey } from "./delete-key";
import { disableKey } from "./disable-key";
import { enableKey } from "./enable-key";
import { countKeys, findKey, getKey } from "./queries";
import { renameKey } from "./rename-key";
import { restoreKey } from "./restore-key";

const { db, sql, end } = await testDatabase();
afterAll(end);

async function newKey() {
  const { accountId, userId } = await makeOwner(db);
  const { keyId } = await makeKey(db, { accountId, name: "Leaked" });
  return { ctx: testContext(db, accountId, { kind: "user", userId }), keyId };
}

test("a deleted key leaves the list but keeps its row, its secret's hash and the moment", async () => {
  const { ctx, keyId } = await newKey();
  ctx.clock.at = new Date("2026-11-22T10:00:00Z");
  await deleteKey(ctx, { keyId });
  expect(await countKeys(ctx, { search: "" })).toBe(0);
  expect(await getKey(ctx, keyId)).toMatchObject({
    name: "Leaked",
    status: "deleted",
    deletedAt: ctx.clock.at,
  });
  expect(await sql`select 1 from api_key_secrets where key_id = ${keyId}`).toHaveLength(1);
});

test("deleting a key again is no error and keeps the first moment", async () => {
  const { ctx, keyId } = await newKey();
  ctx.clock.at = new Date("2026-11-22T10:00:00Z");
  const first = await deleteKey(ctx, { keyId });
  ctx.clock.at = new Date("2026-11-22T11:00:00Z");
  expect((await deleteKey(ctx, { keyId })).deletedAt).toEqual(first.deletedAt);
});

test("a deletion can be undone for 60 seconds, no longer", async () => {
  const { ctx, keyId } = await newKey();
  const deleted = new Date("2026-11-22T10:00:00Z").getTime();
  ctx.clock.at = new Date(deleted);
  await deleteKey(ctx, { keyId });
  ctx.clock.at = new Date(deleted + 59_999);
  expect(await restoreKey(ctx, { keyId })).toMatchObject({ status: "never used", deletedAt: null });
  expect(await restoreKey(ctx, { keyId })).toMatchObject({ deletedAt: null });
  ctx.clock.at = new Date(deleted);
  await deleteKey(ctx, { keyId });
  ctx.clock.at = new Date(deleted + 60_000);
  await expect(restoreKey(ctx, { keyId })).rejects.toMatchObject({ code: "conflict" });
  expect((await getKey(ctx, keyId)).status).toBe("deleted");
});

test("a disabled key keeps its first moment, is enabled again, and a deleted one is neither", async () => {
  const { ctx, keyId } = await newKey();
  ctx.clock.at = new Date("2026-11-22T10:00:00Z");
  const disabled = await disableKey(ctx, { keyId });
  expect(disabled).toMatchObject({ status: "disabled", disabledAt: ctx.clock.at });
  ctx.clock.at = new Date("2026-11-22T11:00:00Z");
  expect((await disableKey(ctx, { keyId })).disabledAt).toEqual(disabled.disabledAt);
  expect(await enableKey(ctx, { keyId })).toMatchObject({ status: "never used", disabledAt: null });
  await deleteKey(ctx, { keyId });
  for (const verb of [disableKey, enableKey]) {
    await expect(verb(ctx, { keyId })).rejects.toMatchObject({ code: "not_found" });
  }
});

test("a key is renamed to the byte, and not to a name no key may have", async () => {
  const { ctx, keyId } = await newKey();
  expect((await renameKey(ctx, { keyId, name: " Zoe\u0308 🔑 " })).name).toBe("Zoe\u0308 🔑");
  const refused = renameKey(ctx, { keyId, name: "a\u202eb" });
  await expect(refused).rejects.toMatchObject({ code: "invalid_field", param: "name" });
  expect((await getKey(ctx, keyId)).name).toBe("Zoe\u0308 🔑");
});

const verbs: Array<[string, (ctx: Ctx, keyId: string) => Promise<unknown>]> = [
  ["get", getKey],
  ["rename", (ctx, keyId) => renameKey(ctx, { keyId, name: "Stolen" })],
  ["delete", (ctx, keyId) => deleteKey(ctx, { keyId })],
  ["restore", (ctx, keyId) => restoreKey(ctx, { keyId })],
  ["disable", (ctx, keyId) => disableKey(ctx, { keyId })],
  ["enable", (ctx, keyId) => enableKey(ctx, { keyId })],
];

test.each(verbs)(
  "to %s another account's key is answered like a random or malformed id",
  async (_verb, run) => {
    const { ctx } = await newKey();
    const victim = await newKey();
    const before = await sql`select * from api_keys where id = ${victim.keyId}`;
    const answers = [];
    for (const id of [victim.keyId, newId(), "not-an-id", "", "a\0b"]) {
      answers.push(await run(ctx, id).then(String, (error) => `${error.code} ${error.message}`));
    }
    expect(new Set(answers)).toEqual(
      new Set(["not_found There is no API key with this id in your account."]),
    );
    expect(await sql`select * from api_keys where id = ${victim.keyId}`).toEqual(before);
    expect(await findKey(ctx, victim.keyId)).toBeNull();
  },
);
