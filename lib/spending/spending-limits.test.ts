import { and, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { makeSpendingLimit } from "@/db/factories-spending";
import { auditEntries } from "@/db/schema/audit";
import { spendingBalances, spendingReservations } from "@/db/schema/spending";
import { type AccountId, newId, type RequestId, type SpendingLimitId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { deleteGate } from "@/lib/gates/delete-gate";
import { deleteKey } from "@/lib/keys/delete-key";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { changeSpendingLimit } from "./change-spending-limit";
import { newSpendingLimit } from "./contract";
import { createSpendingLimit } from "./create-spending-limit";
import { deleteSpendingLimit } from "./delete-spending-limit";
import { getSpendingLimit, listSpendingLimits, spendingLimitsOf } from "./queries";
import { raiseSpendingLimit } from "./raise-spending-limit";
import { openReservationDesk } from "./reservation-desk";
import { resetSpendingLimit } from "./reset-spending-limit";

const { db, sql, end } = await testDatabase();
afterAll(end);

async function newAccount() {
  const { accountId } = await makeOwner(db, { name: "Acme" });
  const { gateId } = await makeGate(db, { accountId, name: "support", isDefault: false });
  const { keyId, secretId } = await makeKey(db, { accountId, name: "Production" });
  return {
    ctx: testContext(db, accountId),
    accountId,
    gateId,
    keyId,
    caller: { accountId, keyId, secretId, gateId },
  };
}

const limit = (given: object = {}) =>
  newSpendingLimit.parse({ period: "monthly", amountUsd: "5", enforcement: "block", ...given });

const actions = async (accountId: AccountId) =>
  (await db.select().from(auditEntries).where(eq(auditEntries.accountId, accountId)))
    .filter(({ subjectKind }) => subjectKind === "spending_limit")
    .map(({ action, subjectName, after }) => [action, subjectName, after]);

test("limits are listed with their holders, the account's first, and their ids alone belong to their account", async () => {
  const { ctx, gateId, keyId } = await newAccount();
  const { gateId: another } = await makeGate(db, {
    accountId: ctx.accountId,
    name: "Answers",
    isDefault: false,
  });
  await createSpendingLimit(ctx, limit({ keyId }));
  await createSpendingLimit(ctx, limit({ gateId }));
  await createSpendingLimit(ctx, limit({ gateId: another, period: "daily" }));
  await createSpendingLimit(ctx, limit({ period: "lifetime" }));
  const own = await createSpendingLimit(ctx, limit());
  const listed = await listSpendingLimits(ctx);
  expect(listed.map(({ scope, holderName, period }) => [scope, holderName, period])).toEqual([
    ["account", "Acme", "monthly"],
    ["account", "Acme", "lifetime"],
    ["gate", "Answers", "daily"],
    ["gate", "support", "monthly"],
    ["key", "Production", "monthly"],
  ]);
  expect(await spendingLimitsOf(ctx, { gateId })).toEqual([listed[3]]);
  expect(await spendingLimitsOf(ctx, { keyId })).toEqual([listed[4]]);
  const stranger = (await newAccount()).ctx;
  for (const id of [own.id, newId(), "no-id", ""]) {
    const attempts = [
      getSpendingLimit(stranger, id),
      changeSpendingLimit(stranger, { limitId: id, changes: { amountUsd: 1n } }),
      raiseSpendingLimit(stranger, { limitId: id, raise: { amountUsd: 1n } }),
      resetSpendingLimit(stranger, { limitId: id }),
      deleteSpendingLimit(stranger, { limitId: id }),
    ];
    for (const attempt of await Promise.allSettled(attempts))
      expect(attempt).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
  }
  expect(await getSpendingLimit(ctx, own.id)).toEqual(own);
});

test("a limit of a gate or key that is deleted, or another account's, is none", async () => {
  const [mine, theirs] = [await newAccount(), await newAccount()];
  const made = [
    await createSpendingLimit(mine.ctx, limit({ keyId: mine.keyId })),
    await createSpendingLimit(mine.ctx, limit({ gateId: mine.gateId })),
  ];
  await deleteKey(mine.ctx, { keyId: mine.keyId });
  await deleteGate(mine.ctx, { gateId: mine.gateId });
  expect(await listSpendingLimits(mine.ctx)).toEqual([]);
  for (const { id } of made) {
    await expect(getSpendingLimit(mine.ctx, id)).rejects.toMatchObject({ code: "not_found" });
  }
  for (const holder of [
    { keyId: mine.keyId },
    { gateId: mine.gateId },
    { keyId: theirs.keyId },
    { gateId: theirs.gateId },
    { keyId: newId() },
  ]) {
    const attempt = createSpendingLimit(mine.ctx, limit({ ...holder, period: "daily" }));
    await expect(attempt).rejects.toMatchObject({ code: "not_found", param: Object.keys(holder)[0] });
  }
});

test("a holder has one limit for each period, and whoever makes another is told which", async () => {
  const { ctx, keyId } = await newAccount();
  const made = await Promise.allSettled(
    Array.from({ length: 5 }, () => createSpendingLimit(ctx, limit({ keyId }))),
  );
  const first = made.flatMap((one) => (one.status === "fulfilled" ? [one.value.id] : []));
  expect(first).toHaveLength(1);
  for (const one of made) {
    if (one.status === "rejected")
      expect(one.reason).toMatchObject({ code: "conflict", details: { limit_id: first[0] } });
  }
  await createSpendingLimit(ctx, limit({ keyId, period: "weekly" }));
  await createSpendingLimit(ctx, limit());
});

test("changes, raises, resets and removals are in the trail, and a change to the same is none", async () => {
  const { ctx, accountId, keyId } = await newAccount();
  const { id: limitId } = await createSpendingLimit(ctx, limit({ keyId, period: "daily" }));
  const changed = await changeSpendingLimit(ctx, {
    limitId,
    changes: { amountUsd: 7_000_000_000n, enforcement: "alert_only", alertPercents: [50], fenceUsd: 1n },
  });
  expect(changed).toMatchObject({ amountNanoUsd: 7_000_000_000n, alertPercents: [50], fenceNanoUsd: 1n });
  await changeSpendingLimit(ctx, { limitId, changes: { amountUsd: 7_000_000_000n, zone: "UTC" } });
  await raiseSpendingLimit(ctx, { limitId, raise: { amountUsd: 1_000_000_000n } });
  await resetSpendingLimit(ctx, { limitId });
  await deleteSpendingLimit(ctx, { limitId });
  const name = "daily of the key Production";
  expect(await actions(accountId)).toMatchObject([
    ["spending_limit.created", name, { scope: "key", amountUsd: "5", enforcement: "block", zone: "UTC" }],
    ["spending_limit.updated", name, { amountUsd: "7", enforcement: "alert_only", fenceUsd: "0.000000001" }],
    ["spending_limit.raised", name, { raisedUsd: "1" }],
    ["spending_limit.reset", name, { countsFrom: expect.any(String) }],
    ["spending_limit.deleted", name, null],
  ]);
  expect(await listSpendingLimits(ctx)).toEqual([]);
});

test("a raise is until the limit's own day ends, and ends by itself", async () => {
  const { ctx, accountId } = await newAccount();
  const { id: limitId } = await createSpendingLimit(
    ctx,
    limit({ amountUsd: "0", zone: "Pacific/Kiritimati" }),
  );
  expect((await getSpendingLimit(ctx, limitId)).now).toMatchObject({
    percentUsed: null,
    status: "suspended",
  });
  const raised = await raiseSpendingLimit(ctx, { limitId, raise: { amountUsd: 2n } });
  expect(raised).toMatchObject({ raisedNanoUsd: 2n, now: { percentUsed: 0, status: "active" } });
  const end = raised.raisedUntil?.getTime() ?? 0;
  expect(end).toBeGreaterThan(Date.now());
  expect(end).toBeLessThanOrEqual(Date.now() + DAY_MS);
  // Fourteen hours before UTC the day ends at ten.
  expect(end % DAY_MS).toBe(10 * HOUR_MS);
  const later = new Date(Date.now() + 30 * DAY_MS).toISOString();
  const longer = await raiseSpendingLimit(ctx, { limitId, raise: { amountUsd: 3n, until: later } });
  expect(longer).toMatchObject({ raisedNanoUsd: 3n, raisedUntil: new Date(later) });
  for (const until of [-1, 32 * DAY_MS].map((ms) => new Date(Date.now() + ms).toISOString())) {
    const attempt = raiseSpendingLimit(ctx, { limitId, raise: { amountUsd: 1n, until } });
    await expect(attempt).rejects.toMatchObject({ code: "invalid_field", param: "until" });
  }
  const attempt = raiseSpendingLimit(ctx, {
    limitId,
    raise: { amountUsd: 1n, until: "0000-01-01T00:00:00Z" },
  });
  await expect(attempt).rejects.toMatchObject({ code: "invalid_field", param: "until" });
  await sql`update spending_limits set raised_until = now() - interval '1 millisecond' where account_id = ${accountId}`;
  expect(await getSpendingLimit(ctx, limitId)).toMatchObject({
    raisedNanoUsd: 0n,
    raisedUntil: null,
    now: { status: "suspended" },
  });
  expect((await raiseSpendingLimit(ctx, { limitId, raise: { amountUsd: 0n } })).raisedUntil).toBeNull();
});

test("what is spent is in whole percent, rounded down, and what is reserved does not suspend", async () => {
  const { ctx, accountId } = await newAccount();
  const { limitId } = await makeSpendingLimit(db, { accountId, amountNanoUsd: 1_000n, period: "lifetime" });
  const set = async (spentNanoUsd: bigint, more: object = {}) => {
    await db.delete(spendingBalances).where(eq(spendingBalances.limitId, limitId));
    await db.insert(spendingBalances).values({ limitId, periodStart: new Date(0), spentNanoUsd, ...more });
    return (await getSpendingLimit(ctx, limitId)).now;
  };
  expect(await set(799n)).toMatchObject({
    percentUsed: 79,
    status: "active",
    periodStart: null,
    resetsAt: null,
  });
  expect(await set(900n, { reservedNanoUsd: 100n })).toMatchObject({
    status: "active",
    reservedNanoUsd: 100n,
  });
  expect(await set(900n, { fencedNanoUsd: 100n })).toMatchObject({ status: "suspended", percentUsed: 100 });
  expect(await set(2_500n)).toMatchObject({ percentUsed: 250, status: "suspended" });
  await changeSpendingLimit(ctx, { limitId, changes: { enforcement: "alert_only" } });
  expect(await set(2_500n)).toMatchObject({ status: "active" });
});

test("what calls under way have reserved stays when a limit begins anew, goes along to another zone, and goes with the limit", async () => {
  const { ctx, accountId, keyId, gateId } = await newAccount();
  const desk = openReservationDesk(() => sql);
  const { id: limitId } = await createSpendingLimit(ctx, limit({ period: "daily" }));
  const calls = Array.from({ length: 3 }, () => {
    const startedAt = new Date();
    const id = newId<RequestId>(startedAt.getTime());
    return {
      id,
      accountId,
      keyId,
      gateId,
      startedAt,
      worst: 1_000_000_000n,
      worstOfInstance: 1_000_000_000n,
    };
  });
  for (const call of calls) expect(await desk.reserve(call)).toBeNull();
  await resetSpendingLimit(ctx, { limitId });
  expect((await getSpendingLimit(ctx, limitId)).now.reservedNanoUsd).toBe(3_000_000_000n);
  for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]) {
    const { now } = await changeSpendingLimit(ctx, { limitId, changes: { zone } });
    expect(now.reservedNanoUsd).toBe(3_000_000_000n);
  }
  const [first] = calls;
  if (first === undefined) throw new Error("There is no call");
  await makeRequests(db, { ...(await newAccount()).caller, accountId, keyId, gateId }, [
    { id: first.id, startedAt: first.startedAt, costNanoUsd: 5n },
  ]);
  expect((await getSpendingLimit(ctx, limitId)).now.reservedNanoUsd).toBe(2_000_000_000n);
  await deleteSpendingLimit(ctx, { limitId });
  expect(await sql`select from spending_balances where limit_id = ${limitId}`).toHaveLength(0);
  expect(
    await db.select().from(spendingReservations).where(eq(spendingReservations.limitId, limitId)),
  ).toEqual([]);
  for (const { id } of calls) desk.forget(id);
});

test("a call under way when its period turns belongs to the period that it began in", async () => {
  const { ctx, accountId, caller } = await newAccount();
  const { id: limitId } = await createSpendingLimit(ctx, limit({ period: "daily" }));
  const { periodStart } = (await getSpendingLimit(ctx, limitId)).now;
  const midnight = periodStart?.getTime() ?? 0;
  const startedAt = new Date(midnight - MINUTE_MS);
  const id = newId<RequestId>(startedAt.getTime());
  const desk = openReservationDesk(() => sql);
  const worst = 4_000_000_000n;
  expect(await desk.reserve({ ...caller, id, startedAt, worst, worstOfInstance: worst })).toBeNull();
  expect((await getSpendingLimit(ctx, limitId)).now.reservedNanoUsd).toBe(0n);
  await makeRequests(db, caller, [
    { id, startedAt, endedAt: new Date(midnight + MINUTE_MS), costNanoUsd: 3_000_000_000n },
  ]);
  desk.forget(id);
  expect((await getSpendingLimit(ctx, limitId)).now).toMatchObject({ spentNanoUsd: 0n, reservedNanoUsd: 0n });
  const yesterday = new Date(midnight - DAY_MS);
  const [row] = await db
    .select()
    .from(spendingBalances)
    .where(and(eq(spendingBalances.limitId, limitId), eq(spendingBalances.periodStart, yesterday)));
  expect(row).toMatchObject({ spentNanoUsd: 3_000_000_000n, reservedNanoUsd: 0n });
  expect(accountId).toBe(caller.accountId);
});

const PERIODS: Array<[string, string, string, string, string | null]> = [
  ["daily", "Europe/Berlin", "2026-03-29T12:00Z", "2026-03-28T23:00Z", "2026-03-29T22:00Z"],
  ["daily", "Europe/Berlin", "2026-10-25T12:00Z", "2026-10-24T22:00Z", "2026-10-25T23:00Z"],
  ["daily", "America/Sao_Paulo", "2018-11-04T12:00Z", "2018-11-04T03:00Z", "2018-11-05T02:00Z"],
  ["daily", "Pacific/Kiritimati", "2026-11-28T10:00Z", "2026-11-28T10:00Z", "2026-11-29T10:00Z"],
  ["daily", "Pacific/Pago_Pago", "2026-11-28T10:59Z", "2026-11-27T11:00Z", "2026-11-28T11:00Z"],
  ["daily", "Asia/Kathmandu", "2026-11-28T18:14:59Z", "2026-11-27T18:15Z", "2026-11-28T18:15Z"],
  ["weekly", "UTC", "2026-11-29T23:59:59Z", "2026-11-23T00:00Z", "2026-11-30T00:00Z"],
  ["weekly", "Asia/Kolkata", "2026-11-29T18:30Z", "2026-11-29T18:30Z", "2026-12-06T18:30Z"],
  ["weekly", "Europe/Berlin", "2026-10-25T12:00Z", "2026-10-18T22:00Z", "2026-10-25T23:00Z"],
  ["monthly", "UTC", "2027-02-28T23:59:59Z", "2027-02-01T00:00Z", "2027-03-01T00:00Z"],
  ["monthly", "America/New_York", "2026-03-31T12:00Z", "2026-03-01T05:00Z", "2026-04-01T04:00Z"],
  ["monthly", "Australia/Lord_Howe", "2026-10-10T00:00Z", "2026-09-30T13:30Z", "2026-10-31T13:00Z"],
  ["rolling_30_days", "Asia/Kolkata", "2026-11-28T10:59Z", "2026-10-29T10:00Z", null],
  ["lifetime", "UTC", "2026-11-28T10:59Z", "1970-01-01T00:00Z", null],
];

test.each(PERIODS)("%s in %s at %s", async (period, zone, at, starts, ends) => {
  const [row] = await sql<{ starts: Date; ends: Date | null }[]>`
    select starts, spending_period_end(${period}, ${zone}, starts) as ends
    from spending_window_start(${period}, ${zone}, ${new Date(at)}) as starts`;
  expect(row).toEqual({ starts: new Date(starts), ends: ends === null ? null : new Date(ends) });
});

test("an id that no limit has leaves nothing to change", async () => {
  const { ctx } = await newAccount();
  const attempt = deleteSpendingLimit(ctx, { limitId: newId<SpendingLimitId>() });
  await expect(attempt).rejects.toMatchObject({ code: "not_found" });
});
