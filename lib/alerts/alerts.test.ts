import { and, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { makeKey, makeOwner } from "@/db/factories";
import { alerts } from "@/db/schema/alerts";
import { auditEntries } from "@/db/schema/audit";
import { apiKeys } from "@/db/schema/keys";
import { newId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import type { NewAlert } from "./contract";
import { dismissAlert } from "./dismiss-alert";
import { countOpenAlerts, listAlerts } from "./queries";
import { raiseAlert } from "./raise-alert";

const { db, url, end } = await testDatabase();
const second = openLedger(url, { max: 4 });
afterAll(async () => {
  await second.sql.end();
  await end();
});

async function makeAlerted() {
  const { accountId } = await makeOwner(db);
  const { keyId, name } = await makeKey(db, { accountId, name: "Production" });
  const ctx = testContext(db, accountId, { kind: "system", name: "Guard" });
  const alert = (given: Partial<NewAlert> = {}): NewAlert => ({
    type: "key.new_network",
    keyId,
    keyName: name,
    sameness: newId(),
    message: "Production was used from a network for the first time: 203.0.113.7.",
    data: { network: "203.0.113.7" },
    ...given,
  });
  return { ctx, keyId, alert };
}

test("however many instances notice the same, the account is told once, and the trail says so once", async () => {
  const { ctx, keyId, alert } = await makeAlerted();
  const same = alert({ sameness: "key.new_network:203.0.113.7" });
  const raised = await Promise.all(
    Array.from({ length: 20 }, (_, n) => raiseAlert(n % 2 ? ctx : { ...ctx, db: second.db }, same)),
  );
  expect(raised.filter(Boolean)).toHaveLength(1);
  expect(await countOpenAlerts(ctx)).toBe(1);
  const entries = await db.select().from(auditEntries).where(eq(auditEntries.accountId, ctx.accountId));
  expect(entries).toMatchObject([
    {
      action: "key.new_network",
      actorKind: "system",
      actorName: "Guard",
      subjectKind: "key",
      subjectId: keyId,
      subjectName: "Production",
      after: { network: "203.0.113.7", message: same.message },
    },
  ]);
});

test("the same in another account is another alert", async () => {
  const [first, other] = [await makeAlerted(), await makeAlerted()];
  for (const { ctx, alert } of [first, other]) {
    expect(await raiseAlert(ctx, alert({ sameness: "the same" }))).toBe(true);
  }
});

test("alerts are read newest first, page by page, of the account or of one key, and of nobody else", async () => {
  const { ctx, keyId, alert } = await makeAlerted();
  const { keyId: otherKey } = await makeKey(db, { accountId: ctx.accountId, name: "Staging" });
  for (let n = 1; n <= 5; n++) {
    ctx.clock.at = new Date(Date.now() + n * 1_000);
    await raiseAlert(ctx, alert({ message: `${n}`, keyId: n === 3 ? otherKey : keyId }));
  }
  const first = await listAlerts(ctx, { isOpen: true, limit: 2 });
  expect(first).toMatchObject({ items: [{ message: "5" }, { message: "4" }], hasMore: true });
  const rest = await listAlerts(ctx, { isOpen: true, limit: 3, after: first.items[1]?.id });
  expect(rest).toMatchObject({
    items: [{ message: "3" }, { message: "2" }, { message: "1" }],
    hasMore: false,
  });
  expect(await listAlerts(ctx, { isOpen: true, limit: 9, keyId: otherKey })).toMatchObject({
    items: [{ message: "3", keyId: otherKey, keyName: "Staging" }],
  });
  expect(await countOpenAlerts(ctx, { keyId })).toBe(4);
  const { ctx: stranger } = await makeAlerted();
  expect(await listAlerts(stranger, { isOpen: false, limit: 9, keyId })).toEqual({
    items: [],
    hasMore: false,
  });
});

test("a dismissed alert is not open, keeps its first moment, and is not raised again", async () => {
  const { ctx, alert } = await makeAlerted();
  const once = alert();
  await raiseAlert(ctx, once);
  const id = (await listAlerts(ctx, { isOpen: true, limit: 1 })).items[0]?.id ?? "";
  ctx.clock.at = new Date("2026-11-24T10:00:00Z");
  const { dismissedAt } = await dismissAlert(ctx, { alertId: id });
  ctx.clock.at = new Date("2026-11-25T10:00:00Z");
  expect((await dismissAlert(ctx, { alertId: id })).dismissedAt).toEqual(dismissedAt);
  expect(await countOpenAlerts(ctx)).toBe(0);
  expect(await raiseAlert(ctx, once)).toBe(false);
  expect((await listAlerts(ctx, { isOpen: false, limit: 9 })).items).toHaveLength(1);
});

test("nobody dismisses another account's alert, and no answer tells that it exists", async () => {
  const { ctx, alert } = await makeAlerted();
  await raiseAlert(ctx, alert());
  const id = (await listAlerts(ctx, { isOpen: true, limit: 1 })).items[0]?.id ?? "";
  const { ctx: stranger } = await makeAlerted();
  for (const alertId of [id, newId(), "no id"]) {
    await expect(dismissAlert(stranger, { alertId })).rejects.toMatchObject({
      code: "not_found",
      message: "There is no alert with this id in your account.",
    });
  }
  expect(await countOpenAlerts(ctx)).toBe(1);
});

test("what was said of a key that is deleted needs no attention", async () => {
  const { ctx, keyId, alert } = await makeAlerted();
  await raiseAlert(ctx, alert());
  await db.update(apiKeys).set({ deletedAt: new Date() }).where(eq(apiKeys.id, keyId));
  expect(await countOpenAlerts(ctx)).toBe(0);
  expect((await listAlerts(ctx, { isOpen: false, limit: 9 })).items).toHaveLength(1);
});

test("an alert whose entry cannot be written is not raised", async () => {
  const { ctx, alert } = await makeAlerted();
  const nobody = { ...ctx, actor: { kind: "key" as const, keyId: "no id" as never, scope: null } };
  await expect(raiseAlert(nobody, alert())).rejects.toThrow();
  expect(
    await db
      .select()
      .from(alerts)
      .where(and(eq(alerts.accountId, ctx.accountId))),
  ).toEqual([]);
});
