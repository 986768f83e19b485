import { asc, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner, makeUser } from "@/db/factories";
import { auditEntries } from "@/db/schema/audit";
import { apiKeys } from "@/db/schema/keys";
import { verifyChain } from "@/lib/audit/verify-chain";
import { newId } from "@/lib/core/ids";
import { DAY_MS, SECOND_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { renameKey } from "../rename-key";
import { changeKeys } from "./change-keys";
import { type ChangeKeysInput, changeKeysInput } from "./contract";
import { undoChanges } from "./undo-changes";

const { db, url, end } = await testDatabase();
setTestEnvironment(url);
afterAll(end);

const now = new Date("2026-11-22T10:30:00Z");
const later = new Date(now.getTime() + 90 * DAY_MS);

async function makeAccount() {
  const { accountId, userId } = await makeOwner(db);
  const ctx = testContext(db, accountId, { kind: "user", userId });
  ctx.clock.at = now;
  return ctx;
}
type Context = Awaited<ReturnType<typeof makeAccount>>;

/** Keys that differ in everything that many can be changed in at once. */
async function makeKeys(ctx: Context, count: number) {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { keyId } = await makeKey(db, {
      accountId: ctx.accountId,
      name: `Key ${n}`,
      expiresAt: n % 2 === 0 ? null : new Date(now.getTime() + n * DAY_MS),
      tags: n % 3 === 0 ? [] : ["old", `n${n}`],
      disabledAt: n % 4 === 3 ? new Date(now.getTime() - n * DAY_MS) : null,
      disabledBy: n % 8 === 7 ? "guard" : null,
    });
    ids.push(keyId);
  }
  return ids;
}

const rowsOf = (ctx: Context) =>
  db.select().from(apiKeys).where(eq(apiKeys.accountId, ctx.accountId)).orderBy(asc(apiKeys.id));
const entriesOf = (ctx: Context) =>
  db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.accountId, ctx.accountId))
    .orderBy(auditEntries.sequence);

const CHANGES: Array<Omit<ChangeKeysInput, "ids">> = [
  { action: "disable" },
  { action: "enable" },
  { action: "delete" },
  { action: "setExpiry", expiresAt: later },
  { action: "setExpiry", expiresAt: null },
  { action: "addTags", tags: ["old", "new"] },
  { action: "removeTags", tags: ["old"] },
];

test.each(CHANGES)(
  "what %o did to many keys is undone to the last field, with an entry for each way",
  async (change) => {
    const ctx = await makeAccount();
    const ids = await makeKeys(ctx, 16);
    const before = await rowsOf(ctx);
    const { results, undo } = await changeKeys(ctx, { ids, ...change });
    const changed = results.filter(({ outcome }) => outcome === "changed").length;
    expect(changed).toBeGreaterThan(0);
    expect(results.filter(({ outcome }) => outcome === "refused")).toEqual([]);
    expect(await rowsOf(ctx)).not.toEqual(before);
    expect(await entriesOf(ctx)).toHaveLength(changed);
    ctx.clock.at = new Date(now.getTime() + 59 * SECOND_MS);
    const undone = await undoChanges(ctx, { undo });
    expect(undone.results.map(({ outcome }) => outcome)).toEqual(Array(changed).fill("changed"));
    expect(await rowsOf(ctx)).toEqual(before);
    expect(await entriesOf(ctx)).toHaveLength(2 * changed);
    expect(await verifyChain(ctx)).toMatchObject({ whole: true, entries: 2 * changed });
  },
);

test("a change is undone for 60 seconds, by whoever made it, and not over what somebody changed in between", async () => {
  const ctx = await makeAccount();
  const ids = await makeKeys(ctx, 3);
  const { undo } = await changeKeys(ctx, { ids, action: "setExpiry", expiresAt: later });
  const { userId } = await makeUser(db, { accountId: ctx.accountId, role: "member" });
  const other = { ...ctx, actor: { kind: "user", userId } as const };
  expect((await undoChanges(other, { undo })).results).toEqual([]);
  expect((await undoChanges(await makeAccount(), { undo })).results).toEqual([]);
  await changeKeys(other, { ids: ids.slice(0, 1), action: "setExpiry", expiresAt: null });
  const undone = await undoChanges(ctx, { undo });
  expect(undone.results.map(({ outcome }) => outcome)).toEqual(["refused", "changed", "changed"]);
  const again = await changeKeys(ctx, { ids, action: "addTags", tags: ["x"] });
  ctx.clock.at = new Date(now.getTime() + 61 * SECOND_MS);
  expect((await undoChanges(ctx, { undo: again.undo })).results).toEqual([]);
  expect((await rowsOf(ctx)).every(({ tags }) => tags.includes("x"))).toBe(true);
});

test("an entry about anything else is not undone with them", async () => {
  const ctx = await makeAccount();
  const [id = ""] = await makeKeys(ctx, 1);
  await renameKey(ctx, { keyId: id, name: "Renamed" });
  const [entry] = await entriesOf(ctx);
  const { results } = await undoChanges(ctx, { undo: [entry?.sequence ?? 0] });
  expect(results).toMatchObject([{ outcome: "refused" }]);
  expect((await rowsOf(ctx))[0]?.name).toBe("Renamed");
});

test("what cannot be done to one key is told of it and keeps nothing from the others", async () => {
  const [ctx, stranger] = [await makeAccount(), await makeAccount()];
  const [own = "", full = ""] = await makeKeys(ctx, 2);
  const [foreign = ""] = await makeKeys(stranger, 1);
  await db
    .update(apiKeys)
    .set({ tags: Array.from({ length: 10 }, (_, n) => `t${n}`) })
    .where(eq(apiKeys.id, full as never));
  const gone = await makeKey(db, { accountId: ctx.accountId, deletedAt: now });
  const tests = await makeKey(db, { accountId: ctx.accountId, purpose: "test" });
  const ids = [own, full, foreign, gone.keyId, newId(), "junk", own];
  const tagged = await changeKeys(ctx, { ids, action: "addTags", tags: ["x"] });
  expect(tagged.results.map(({ outcome, error }) => error?.code ?? outcome)).toEqual([
    "changed",
    "invalid_field",
    "not_found",
    "not_found",
    "not_found",
    "not_found",
  ]);
  const { results } = await changeKeys(ctx, { ids: [tests.keyId, full], action: "delete" });
  expect(results.map(({ outcome, error }) => error?.code ?? outcome)).toEqual(["conflict", "changed"]);
  expect((await rowsOf(stranger))[0]).toMatchObject({ tags: [], deletedAt: null });
});

test("1,000 keys change in one go, and a moment that has passed changes none", async () => {
  const ctx = await makeAccount();
  const ids = await makeKeys(ctx, 1_000);
  const past = { ids, action: "setExpiry", expiresAt: new Date(now.getTime() - 1) } as const;
  await expect(changeKeys(ctx, past)).rejects.toMatchObject({ code: "invalid_field" });
  const { results, undo } = await changeKeys(ctx, { ids, action: "addTags", tags: ["all"] });
  expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(["changed"]));
  expect(undo).toHaveLength(1_000);
});

test.each([
  { action: "setExpiry" },
  { action: "setExpiry", expiresAt: "tomorrow" },
  { action: "disable", expiresAt: null },
  { action: "addTags" },
  { action: "addTags", tags: [] },
  { action: "addTags", tags: ["a", "a"] },
  { action: "delete", tags: ["a"] },
  { action: "rename" },
  { action: "disable", ids: [] },
  { action: "disable", ids: Array.from({ length: 1_001 }, () => newId()) },
  { action: "disable", surprise: 1 },
])("is not understood: %o", (body) => {
  expect(changeKeysInput.safeParse({ ids: [newId()], ...body }).success).toBe(false);
});
