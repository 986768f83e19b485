import { asc, eq, sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { makeSpendingLimit } from "@/db/factories-spending";
import { auditEntries, auditHeads } from "@/db/schema/audit";
import { apiKeys } from "@/db/schema/keys";
import { spendingBalances, spendingLimits } from "@/db/schema/spending";
import { spendingAlerts } from "@/db/schema/spending-alerts";
import { countOpenAlerts, listAlerts } from "@/lib/alerts/queries";
import type { SpendingLimitId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS, systemClock } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { watchSpending } from "./watch-spending";

const { db, url, end } = await testDatabase();
const second = openLedger(url, { max: 4 });
afterAll(async () => {
  await second.sql.end();
  await end();
});

const DOLLAR = 1_000_000_000n;
const noon = new Date("2026-03-10T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);

async function look(at = noon, pool = db, since = new Date(0)): Promise<void> {
  await watchSpending({ db: pool, clock: systemClock }, { at, since });
}

type Given = Omit<Parameters<typeof makeSpendingLimit>[1], "accountId">;

/** A key with a limit of $10 a month, changed long ago. */
async function makeLimited(given: Given | "of the key" = "of the key") {
  const { accountId, gateId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId, name: "CI" });
  const { limitId } = await makeSpendingLimit(db, {
    accountId,
    amountNanoUsd: 10n * DOLLAR,
    updatedAt: new Date("2026-01-01"),
    ...(given === "of the key" ? { keyId } : given),
  });
  const ctx = testContext(db, accountId);
  return {
    accountId,
    keyId,
    gateId,
    limitId,
    ctx,
    spend: (dollars: number, startedAt = noon) =>
      makeRequests(db, { accountId, keyId, secretId }, [
        { startedAt, costNanoUsd: BigInt(Math.round(dollars * 100)) * (DOLLAR / 100n) },
      ]),
    change: (set: Partial<typeof spendingLimits.$inferInsert>) =>
      db.update(spendingLimits).set(set).where(eq(spendingLimits.id, limitId)),
    /** What was told by the trail, and so by webhooks. */
    async told() {
      const rows = await db
        .select()
        .from(auditEntries)
        .where(eq(auditEntries.accountId, accountId))
        .orderBy(asc(auditEntries.sequence));
      return rows.map(({ action, after }) => (action === "spend.threshold" ? `${after?.percent} %` : action));
    },
    messages: async () =>
      (await listAlerts(ctx, { isOpen: true, limit: 9 })).items.map(({ message }) => message),
  };
}

/** As `reserve_spending` notes the first call that a limit refuses. */
const refuse = (limitId: SpendingLimitId, at = noon) =>
  db
    .insert(spendingBalances)
    .values({
      limitId,
      periodStart: sql`(select spending_period_start(period, zone, ${at.toISOString()}::timestamptz) from spending_limits where id = ${limitId})`,
      refusedAt: at,
    })
    .onConflictDoUpdate({
      target: [spendingBalances.limitId, spendingBalances.periodStart],
      set: { refusedAt: sql`coalesce(${spendingBalances.refusedAt}, excluded.refused_at)` },
    });

test("instances that look at once tell each percentage once, and another look tells nothing", async () => {
  const { spend, told, ctx, keyId } = await makeLimited();
  await spend(8);
  await Promise.all(Array.from({ length: 8 }, (_, n) => look(noon, n % 2 ? db : second.db)));
  expect(await told()).toEqual(["80 %"]);
  await spend(3);
  await Promise.all(Array.from({ length: 8 }, (_, n) => look(noon, n % 2 ? db : second.db)));
  await look();
  expect(await told()).toEqual(["80 %", "spend.limit_reached"]);
  expect(await countOpenAlerts(ctx, { keyId })).toBe(2);
});

test("the next period ends what was told of the one before, and tells again", async () => {
  const { spend, told, ctx } = await makeLimited();
  await spend(12);
  await look();
  const april = new Date("2026-04-01T00:00:01Z");
  await Promise.all([look(april), look(april, second.db)]);
  expect(await told()).toEqual(["80 %", "spend.limit_reached", "spend.reset"]);
  expect(await countOpenAlerts(ctx)).toBe(0);
  await spend(10, april);
  await look(april);
  expect((await told()).slice(3)).toEqual(["80 %", "spend.limit_reached"]);
  // An instance that looked before the turn of the month, and is late, ends nothing of the new one.
  await look(noon);
  expect(await told()).toHaveLength(5);
});

test("a month of a zone begins where its people are", async () => {
  const { spend, told, change } = await makeLimited();
  await change({ zone: "Asia/Tokyo" });
  const tokyoApril = new Date("2026-03-31T15:00:01Z");
  await spend(9, tokyoApril);
  await look(new Date("2026-03-31T14:59:59Z"));
  expect(await told()).toEqual([]);
  await look(tokyoApril);
  expect(await told()).toEqual(["80 %"]);
});

test("a change that leaves room ends what was told, and what is reached again is told again", async () => {
  const { spend, told, change, ctx } = await makeLimited();
  await spend(10);
  await look();
  await change({ amountNanoUsd: 20n * DOLLAR, updatedAt: noon });
  await look();
  expect(await told()).toEqual(["80 %", "spend.limit_reached", "spend.reset"]);
  expect(await countOpenAlerts(ctx)).toBe(0);
  await spend(6);
  await look();
  expect((await told()).slice(3)).toEqual(["80 %"]);
});

test("a raise that ends by itself is no news while there is room, and is when there is none", async () => {
  const { spend, told, change } = await makeLimited();
  await spend(9);
  await look();
  await change({ raisedNanoUsd: 10n * DOLLAR, raisedUntil: later(HOUR_MS) });
  await look();
  await spend(5);
  await look();
  expect(await told()).toEqual(["80 %"]);
  await look(later(HOUR_MS + 1));
  expect(await told()).toEqual(["80 %", "80 %", "spend.limit_reached"]);
});

test("with a rest that is too small a limit is used up; after a raise the next refusal counts, not the one before", async () => {
  const { spend, told, change, limitId, messages } = await makeLimited();
  await spend(9.7);
  await refuse(limitId);
  await look();
  expect(await told()).toEqual(["80 %", "spend.limit_reached"]);
  expect(await messages()).toContainEqual(
    "Key CI has reached its monthly limit of $10.00: $9.70 is spent, and a call did not fit into the rest. Calls are refused until " +
      "it resets on Apr 1, 2026, 00:00 UTC, or until you raise it on the Spending page.",
  );
  await change({ raisedNanoUsd: DOLLAR / 10n, raisedUntil: later(DAY_MS), updatedAt: later(1) });
  await look(later(2));
  await look(later(3));
  expect((await told()).slice(2)).toEqual(["spend.reset"]);
  await refuse(limitId, later(4));
  await look(later(5));
  expect((await told()).slice(3)).toEqual(["spend.limit_reached"]);
});

test("a call that was refused while there is room is told of once, and stops nothing", async () => {
  const { accountId, gateId } = await makeOwner(db);
  const { limitId } = await makeSpendingLimit(db, { accountId, gateId, updatedAt: new Date("2026-01-01") });
  const ctx = testContext(db, accountId);
  await refuse(limitId);
  await look();
  await look(later(DAY_MS));
  const { items } = await listAlerts(ctx, { isOpen: true, limit: 9 });
  expect(items.map(({ message }) => message)).toEqual([
    "A call of gate default was refused: it might have cost more than was left of its monthly limit of $5.00. Now $0.00 is spent, and " +
      "calls that fit into what is left go on. Let calls bring fewer tokens at most, or raise the limit on the Spending page.",
  ]);
  expect(await db.$count(auditEntries, eq(auditEntries.accountId, accountId))).toBe(1);
});

test("of thirty days it is told again when they have lost a tenth of it and gained it anew", async () => {
  const { spend, told } = await makeLimited({ period: "rolling_30_days", enforcement: "alert_only" });
  await spend(5, later(-29 * DAY_MS));
  await spend(3.2);
  await look();
  expect(await told()).toEqual(["80 %"]);
  const dayAfter = later(1.5 * DAY_MS);
  await look(dayAfter);
  await spend(5, dayAfter);
  await look(dayAfter);
  expect(await told()).toEqual(["80 %", "80 %"]);
});

test("of limits that nobody used or changed lately nothing is read, but for what was told of them", async () => {
  const limits = await Promise.all([
    makeLimited({ period: "rolling_30_days" }),
    makeLimited(),
    makeLimited({ period: "lifetime" }),
  ]);
  for (const { spend } of limits) await spend(12, later(-3 * DAY_MS));
  const told = () => Promise.all(limits.map((limit) => limit.told()));
  const recent = later(-2 * HOUR_MS);
  await look(noon, db, recent);
  expect(await told()).toEqual([[], [], []]);
  const [rolling, monthly, lifetime] = limits;
  await rolling?.change({ updatedAt: noon });
  await monthly?.spend(0.1);
  await lifetime?.change({ raisedNanoUsd: DOLLAR, raisedUntil: later(-HOUR_MS) });
  await look(noon, db, recent);
  const reached = ["80 %", "spend.limit_reached"];
  expect(await told()).toEqual([reached, reached, reached]);
  const muchLater = later(28 * DAY_MS);
  await look(muchLater, db, later(27 * DAY_MS));
  expect(await told()).toEqual([[...reached, "spend.reset"], [...reached, "spend.reset"], reached]);
});

test("of two limits of a gate that refuse calls, the last one that is free lets it go on", async () => {
  const { accountId, gateId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  for (const period of ["daily", "monthly"] as const) {
    await makeSpendingLimit(db, { accountId, gateId, period, updatedAt: new Date("2026-01-01") });
  }
  await makeRequests(db, { accountId, keyId, secretId, gateId }, [
    { startedAt: noon, costNanoUsd: 5n * DOLLAR },
  ]);
  const actions = async () =>
    (
      await db
        .select()
        .from(auditEntries)
        .where(eq(auditEntries.accountId, accountId))
        .orderBy(asc(auditEntries.sequence))
    ).map(({ action }) => action);
  await look();
  const reached = (await actions()).filter((action) => action !== "spend.threshold");
  expect(reached).toEqual(["spend.limit_reached", "gate.suspended", "spend.limit_reached"]);
  await look(later(DAY_MS));
  expect((await actions()).slice(5)).toEqual(["spend.reset"]);
  await look(later(22 * DAY_MS));
  expect((await actions()).slice(6)).toEqual(["spend.reset", "gate.resumed"]);
});

test("what was told of a limit that is gone, or of a deleted key, is over", async () => {
  const [gone, deleted] = [await makeLimited({}), await makeLimited()];
  for (const { spend } of [gone, deleted]) await spend(10);
  await look();
  await db.delete(spendingLimits).where(eq(spendingLimits.id, gone.limitId));
  await db.update(apiKeys).set({ deletedAt: noon }).where(eq(apiKeys.id, deleted.keyId));
  await look();
  await look();
  for (const { told, ctx } of [gone, deleted]) {
    expect(await told()).toEqual(["80 %", "spend.limit_reached", "spend.reset"]);
    expect(await countOpenAlerts(ctx)).toBe(0);
  }
  const own = eq(spendingAlerts.accountId, gone.accountId);
  expect(await db.$count(spendingAlerts, own)).toBe(0);
});

test("a limit that cannot be told of keeps no other from it, and is told of later", async () => {
  const [broken, fine] = [await makeLimited(), await makeLimited()];
  await broken.spend(8);
  await look();
  // Its trail goes on at a place that is taken.
  const head = eq(auditHeads.accountId, broken.accountId);
  await db.update(auditHeads).set({ sequence: 0 }).where(head);
  await broken.spend(2);
  await fine.spend(8);
  await expect(look()).rejects.toThrow();
  expect(await fine.told()).toEqual(["80 %"]);
  expect(await broken.told()).toEqual(["80 %"]);
  await db.update(auditHeads).set({ sequence: 1 }).where(head);
  await look();
  expect(await broken.told()).toEqual(["80 %", "spend.limit_reached"]);
});
