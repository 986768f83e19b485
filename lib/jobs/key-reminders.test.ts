import { and, eq, sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { auditEntries } from "@/db/schema/audit";
import { jobs } from "@/db/schema/jobs";
import { apiKeys } from "@/db/schema/keys";
import { webhookDeliveries, webhooks } from "@/db/schema/webhooks";
import { countOpenAlerts, listAlerts } from "@/lib/alerts/queries";
import type { AccountId, KeyId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS, MINUTE_MS, systemClock } from "@/lib/core/time";
import { deleteKey } from "@/lib/keys/delete-key";
import { remindOfExpiry } from "@/lib/keys/expiry/remind-of-expiry";
import { noteFirstUses } from "@/lib/keys/note-first-uses";
import { updateLiveKey } from "@/lib/keys/update-live-key";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { keyReminders } from "./key-reminders";
import { runJob } from "./run-job";
import { startJobs } from "./start-jobs";

const { db, url, end } = await testDatabase();
const others = [openLedger(url, { max: 4 }), openLedger(url, { max: 4 })];
const instances = [db, ...others.map((ledger) => ledger.db)];
afterAll(async () => {
  await Promise.all(others.map(({ sql: pool }) => pool.end()));
  await end();
});

const fromNow = (ms: number) => new Date(Date.now() + ms);
const remind = () => remindOfExpiry(db, systemClock);

/** A key made long ago that expires `leftMs` from now. */
async function makeExpiring(leftMs: number, given: Partial<typeof apiKeys.$inferInsert> = {}) {
  const { accountId } = await makeOwner(db);
  const made = { createdAt: fromNow(-100 * DAY_MS), expiresAt: fromNow(leftMs), ...given };
  const key = await makeKey(db, { accountId, name: "Production", ...made });
  return { ...key, ctx: testContext(db, accountId) };
}

/** As if so much time had passed, for this key alone. */
async function letPass(keyId: KeyId, ms: number) {
  const shift = sql`${`${ms} milliseconds`}::interval`;
  await db
    .update(apiKeys)
    .set({ createdAt: sql`${apiKeys.createdAt} - ${shift}`, expiresAt: sql`${apiKeys.expiresAt} - ${shift}` })
    .where(eq(apiKeys.id, keyId));
  await db
    .update(auditEntries)
    .set({ at: sql`${auditEntries.at} - ${shift}` })
    .where(eq(auditEntries.subjectId, keyId));
}

const told = async (accountId: AccountId) =>
  (
    await db
      .select({ action: auditEntries.action, after: auditEntries.after })
      .from(auditEntries)
      .where(and(eq(auditEntries.accountId, accountId), eq(auditEntries.actorName, "Reminders")))
      .orderBy(auditEntries.sequence)
  ).map(({ action, after }) => (action === "key.expiring" ? after?.days : action));

test("three schedulers at once over one database tell each stage of each key exactly once", async () => {
  const keys = await Promise.all(
    [29 * DAY_MS, 6 * DAY_MS, 20 * HOUR_MS, -MINUTE_MS].map((leftMs) => makeExpiring(leftMs)),
  );
  for (const { ctx } of keys) {
    await db.insert(webhooks).values({
      id: newId(),
      accountId: ctx.accountId,
      url: "https://example.com/",
      events: ["key.*"],
      encryptedSecret: new Uint8Array(8),
    });
  }
  // Without leases too: what a killed instance began, another begins again.
  await Promise.all([...instances, ...instances].map((each) => remindOfExpiry(each, systemClock)));
  const faults: unknown[] = [];
  const running = instances.map((each) =>
    startJobs(
      () => each,
      [keyReminders(() => each, 5)],
      (_job, thrown) => faults.push(thrown),
    ),
  );
  const finished = () => db.select().from(jobs).where(eq(jobs.name, "key reminders"));
  await expect.poll(finished).toMatchObject([{ lastFinishedAt: expect.any(Date) }]);
  await Promise.all(running.map((each) => each.stop()));
  expect(faults).toEqual([]);
  const [first, second, third, past] = keys.map(({ ctx }) => ctx.accountId) as AccountId[];
  expect(await told(first as AccountId)).toEqual([30]);
  expect(await told(second as AccountId)).toEqual([7]);
  expect(await told(third as AccountId)).toEqual([1]);
  expect(await told(past as AccountId)).toEqual(["key.expired"]);
  for (const { ctx } of keys) {
    expect(await countOpenAlerts(ctx)).toBe(1);
    const sent = await db
      .select()
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.accountId, ctx.accountId));
    expect(sent).toHaveLength(1);
  }
});

test("the stages of a key come one after the other, and each takes the place of the one before", async () => {
  const { ctx, keyId } = await makeExpiring(31 * DAY_MS);
  await remind();
  expect(await told(ctx.accountId)).toEqual([]);
  for (const [days, stages] of [
    [2, [30]],
    [10, [30]],
    [13, [30, 7]],
    [5.5, [30, 7, 1]],
    [1, [30, 7, 1, "key.expired"]],
  ] as const) {
    await letPass(keyId, days * DAY_MS);
    // Moving the expiry is how the test lets time pass, so what was told of it before is told of the moved one.
    await moveReminders(ctx.accountId, keyId);
    await remind();
    expect(await told(ctx.accountId)).toEqual(stages);
    expect(await countOpenAlerts(ctx)).toBe(1);
  }
});

/** Makes what was told of a key's expiry be about the expiry it has now. */
async function moveReminders(accountId: AccountId, keyId: KeyId) {
  const now = sql`to_char(k.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  await db.execute(sql`
    update alerts a set sameness = replace(a.sameness, a.data ->> 'expiresAt', ${now}),
      data = jsonb_set(a.data, '{expiresAt}', to_jsonb(${now}))
    from api_keys k where k.id = ${keyId} and a.key_id = k.id and a.account_id = ${accountId}`);
}

test("a reminder says when the key expires and what used it in the last week", async () => {
  const { ctx, keyId, secretId } = await makeExpiring(6 * DAY_MS);
  const rows = [0, 1, 2].map((days) => ({ startedAt: fromNow(-days * DAY_MS - 3 * MINUTE_MS - 500) }));
  const older = { startedAt: fromNow(-9 * DAY_MS) };
  await makeRequests(db, { accountId: ctx.accountId, keyId, secretId }, [...rows, older]);
  await remind();
  const { items } = await listAlerts(ctx, { isOpen: true, limit: 9 });
  expect(items).toMatchObject([
    { type: "key.expiring", keyId, keyName: "Production", data: { days: 7, requestsLastWeek: 3 } },
  ]);
  expect(items[0]?.message).toMatch(
    /^Production expires in 6 days, on .* UTC\. It made 3 requests in the last 7 days, the last one 3 minutes ago\.$/,
  );
});

test.each([
  ["made with 7 days tells nothing of 30 and 7 days", 7 * DAY_MS, 1 * MINUTE_MS, []],
  ["made with 7 days tells of the last day", 7 * DAY_MS, 6.1 * DAY_MS, [1]],
  ["made with an hour tells nothing ahead", HOUR_MS, 10 * MINUTE_MS, []],
  ["made with 8 days tells of 7 days", 8 * DAY_MS, 1.1 * DAY_MS, [7]],
  ["made with 60 days and looked at late tells only of the nearest stage", 60 * DAY_MS, 59.5 * DAY_MS, [1]],
])("a key %s", async (_case, lifeMs, ageMs, stages) => {
  const createdAt = fromNow(-ageMs);
  const { ctx } = await makeExpiring(lifeMs - ageMs, { createdAt });
  await remind();
  await remind();
  expect(await told(ctx.accountId)).toEqual(stages);
});

test("another expiry starts anew, and what was said of the old one is over at once", async () => {
  const { ctx, keyId } = await makeExpiring(6 * DAY_MS);
  await remind();
  expect(await countOpenAlerts(ctx)).toBe(1);
  const set = (expiresAt: Date | null) => updateLiveKey(ctx, keyId, "key.updated", () => ({ expiresAt }));
  await set(fromNow(20 * DAY_MS));
  expect(await countOpenAlerts(ctx)).toBe(0);
  // Whoever has just chosen 20 days needs no reminder of 30.
  await remind();
  expect(await told(ctx.accountId)).toEqual([7]);
  await set(fromNow(7 * DAY_MS + 2 * HOUR_MS));
  await letPass(keyId, 3 * HOUR_MS);
  await remind();
  expect(await told(ctx.accountId)).toEqual([7, 7]);
  await set(null);
  expect(await countOpenAlerts(ctx)).toBe(0);
});

test("deleted, disabled and long expired keys ask for nobody's attention", async () => {
  const deleted = await makeExpiring(6 * DAY_MS);
  await deleteKey(deleted.ctx, { keyId: deleted.keyId });
  const disabled = await makeExpiring(6 * DAY_MS, { disabledAt: new Date() });
  const disabledPast = await makeExpiring(-HOUR_MS, { disabledAt: new Date() });
  const history = await makeExpiring(-8 * DAY_MS);
  await remind();
  expect(await told(deleted.ctx.accountId)).toEqual([]);
  expect(await told(disabled.ctx.accountId)).toEqual([]);
  expect(await told(disabledPast.ctx.accountId)).toEqual(["key.expired"]);
  expect(await countOpenAlerts(disabledPast.ctx)).toBe(0);
  expect(await told(history.ctx.accountId)).toEqual([]);
});

test("the first use of a key is noted once, by whichever of three instances, and asks for no attention", async () => {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  const since = fromNow(-MINUTE_MS).toISOString();
  await makeRequests(db, { accountId, keyId, secretId }, [{ network: "198.51.100.4" }, {}]);
  await Promise.all([...instances, ...instances].map((each) => noteFirstUses(each, systemClock, since)));
  await makeRequests(db, { accountId, keyId, secretId }, 1);
  await noteFirstUses(db, systemClock, since);
  expect(await told(accountId)).toEqual(["key.first_used"]);
  const ctx = testContext(db, accountId);
  expect((await listAlerts(ctx, { isOpen: false, limit: 9 })).items).toEqual([]);
});

test("a key that was used before anybody looked is not used for the first time", async () => {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  await makeRequests(db, { accountId, keyId, secretId }, [{ startedAt: fromNow(-5 * HOUR_MS) }, {}]);
  await runJob(db, { ...keyReminders(() => db), name: newId() });
  expect(await told(accountId)).toEqual([]);
});
