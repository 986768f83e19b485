import { and, eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { auditEntries, auditHeads } from "@/db/schema/audit";
import type { Ctx } from "@/lib/context";
import { newId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { canonicalJson } from "./entry-hash";
import { matchesEvent } from "./matches-event";
import { recordChange } from "./record-change";
import { verifyChain } from "./verify-chain";

const { db, end } = await testDatabase();
afterAll(end);

async function makeTrail(length: number): Promise<Ctx> {
  const { accountId, userId } = await makeOwner(db);
  const ctx = testContext(db, accountId, { kind: "user", userId });
  for (let n = 1; n <= length; n++) await renamed(ctx, `name ${n - 1}`, `name ${n}`);
  return ctx;
}

function renamed(ctx: Ctx, from: string, to: string) {
  return db.transaction((tx) =>
    recordChange(tx, ctx, {
      action: "key.updated",
      subject: { kind: "key", id: newId(), name: to },
      before: { name: from, tags: ["a"] },
      after: { name: to, tags: ["a"] },
    }),
  );
}

const entriesOf = (ctx: Ctx) =>
  db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.accountId, ctx.accountId))
    .orderBy(auditEntries.sequence);

test("an entry says who, what, to what, from where, and only what differs", async () => {
  const { accountId, userId } = await makeOwner(db);
  const origin = { network: "203.0.113.7", userAgent: "curl/8" };
  await renamed({ ...testContext(db, accountId, { kind: "user", userId }), origin }, "Old", "New");
  const { keyId } = await makeKey(db, { accountId, name: "Ops" });
  await renamed(testContext(db, accountId, { kind: "key", keyId, scope: null }), "New", "Newer");
  const [byPerson, byKey] = await entriesOf(testContext(db, accountId));
  expect(byPerson).toMatchObject({
    sequence: 1,
    actorKind: "user",
    actorId: userId,
    actorName: "Test Person",
    subjectName: "New",
    before: { name: "Old" },
    after: { name: "New" },
    ...origin,
  });
  expect(byKey).toMatchObject({ sequence: 2, actorKind: "key", actorId: keyId, actorName: "Ops" });
});

test("entries written at once follow each other without gaps, and the chain is whole", async () => {
  const ctx = await makeTrail(1);
  await Promise.all(Array.from({ length: 40 }, (_, n) => renamed(ctx, `${n}`, `${n}!`)));
  expect((await entriesOf(ctx)).map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 41 }, (_, n) => n + 1),
  );
  expect(await verifyChain(ctx)).toMatchObject({ whole: true, entries: 41 });
});

test("a change that is rolled back leaves no entry", async () => {
  const ctx = await makeTrail(1);
  const failing = db.transaction(async (tx) => {
    await recordChange(tx, ctx, { action: "key.deleted", subject: { kind: "key", id: null, name: "x" } });
    throw new Error("the change failed");
  });
  await expect(failing).rejects.toThrow("the change failed");
  expect(await verifyChain(ctx)).toMatchObject({ whole: true, entries: 1 });
});

test("an account without a trail is whole", async () => {
  const { accountId } = await makeOwner(db);
  expect(await verifyChain(testContext(db, accountId))).toMatchObject({ whole: true, entries: 0 });
});

describe("the chain breaks where somebody", () => {
  const at = (ctx: Ctx, sequence: number) =>
    and(eq(auditEntries.accountId, ctx.accountId), eq(auditEntries.sequence, sequence));
  const cases: Array<[string, (ctx: Ctx) => Promise<unknown>, number]> = [
    ["changes a name", (ctx) => db.update(auditEntries).set({ subjectName: "x" }).where(at(ctx, 3)), 3],
    [
      "changes a value",
      (ctx) =>
        db
          .update(auditEntries)
          .set({ after: { name: "x" } })
          .where(at(ctx, 3)),
      3,
    ],
    [
      "moves it in time",
      (ctx) =>
        db
          .update(auditEntries)
          .set({ at: new Date(0) })
          .where(at(ctx, 2)),
      2,
    ],
    ["names another actor", (ctx) => db.update(auditEntries).set({ actorId: newId() }).where(at(ctx, 1)), 1],
    ["takes one out", (ctx) => db.delete(auditEntries).where(at(ctx, 2)), 2],
    ["takes the last one out", (ctx) => db.delete(auditEntries).where(at(ctx, 5)), 5],
    [
      "takes the last one out and moves the end",
      async (ctx) => {
        await db.delete(auditEntries).where(at(ctx, 5));
        await db.update(auditHeads).set({ sequence: 4 }).where(eq(auditHeads.accountId, ctx.accountId));
      },
      4,
    ],
    [
      "swaps two",
      async (ctx) => {
        await db.update(auditEntries).set({ sequence: 99 }).where(at(ctx, 2));
        await db.update(auditEntries).set({ sequence: 2 }).where(at(ctx, 3));
        await db.update(auditEntries).set({ sequence: 3 }).where(at(ctx, 99));
      },
      2,
    ],
  ];
  test.each(cases)("%s", async (_case, tamper, sequence) => {
    const ctx = await makeTrail(5);
    await tamper(ctx);
    expect(await verifyChain(ctx)).toMatchObject({ whole: false, sequence });
  });
});

test("equal values are equal text, whatever the order of their members", () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: "é" })).toBe('{"a":"é","b":[{"c":null,"d":1}]}');
});

test.each([
  ["*", "gate.created", true],
  ["key.*", "key.created", true],
  ["key.*", "key_policy.updated", false],
  ["key.created", "key.created", true],
  ["key.create", "key.created", false],
])("the pattern %s against %s: %s", (pattern, type, matches) => {
  expect(matchesEvent(pattern, type)).toBe(matches);
});
