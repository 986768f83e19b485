import { sql as drizzleSql, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { makeSpendingLimit } from "@/db/factories-spending";
import { spendingBalances, spendingLimits } from "@/db/schema/spending";
import type { GateId, SpendingLimitId } from "@/lib/core/ids";
import { SPENDING_PERIODS, type SpendingPeriod } from "@/lib/core/spending";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { bookPrice } from "@/lib/corrections/book-price";
import { setPrice } from "@/lib/prices/set-price";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { changeSpendingLimit } from "./change-spending-limit";
import { newSpendingLimit } from "./contract";
import { createSpendingLimit } from "./create-spending-limit";
import { getSpendingLimit } from "./queries";
import { resetSpendingLimit } from "./reset-spending-limit";
import { squareDue } from "./square-due";
import { squareSpending } from "./square-spending";
import { tidySpending } from "./tidy-spending";

const { db, sql, end } = await testDatabase();
afterAll(end);

/** Zones whose days begin within an hour of UTC, and at its ends. */
const ZONES = [
  "UTC",
  "Asia/Kathmandu",
  "Asia/Kolkata",
  "America/St_Johns",
  "Pacific/Kiritimati",
  "Europe/Berlin",
];
const limit = (given: object) =>
  newSpendingLimit.parse({ period: "monthly", amountUsd: "5", enforcement: "alert_only", ...given });

async function newAccount() {
  const { accountId } = await makeOwner(db);
  const gates: GateId[] = [];
  for (const name of ["one", "two"])
    gates.push((await makeGate(db, { accountId, name, isDefault: false })).gateId);
  const keys = [];
  for (const name of ["One", "Two"]) keys.push(await makeKey(db, { accountId, name }));
  const callers = keys.flatMap(({ keyId, secretId }) =>
    gates.map((gateId) => ({ accountId, keyId, secretId, gateId })),
  );
  const [caller] = callers;
  if (caller === undefined) throw new Error("There is no key");
  return { ctx: testContext(db, accountId), accountId, callers, caller };
}

/** Requests of 40 days, dense where days and hours begin. */
async function makeTraffic({ callers }: Awaited<ReturnType<typeof newAccount>>): Promise<void> {
  const now = Date.now();
  const rows = (seed: number) =>
    Array.from({ length: 400 }, (_, at): GivenRequest => {
      const ago = at < 200 ? at * 13 * MINUTE_MS + seed * 1_009 : at * 2.4 * HOUR_MS;
      const costNanoUsd = BigInt(at * 7 + seed + 1);
      const isOwn = at % 3 === 0;
      return {
        startedAt: new Date(now - ago),
        costNanoUsd,
        ownProviderKey: isOwn,
        // Some have attempts that failed at a key of the other kind.
        ownCostNanoUsd: at % 5 === 0 ? costNanoUsd / 2n : isOwn ? costNanoUsd : null,
      };
    });
  for (const [at, caller] of callers.entries()) await makeRequests(db, caller, rows(at * 100));
}

/** What the rows of the log say, row by row, by the product's words for periods alone. */
async function expectSquared(limitId: SpendingLimitId): Promise<void> {
  const rows = await sql<{ start: Date; cost: bigint }[]>`
    select spending_period_start(l.period, l.zone, r.started_at) as start,
      sum(coalesce(r.cost_nano_usd, 0) + coalesce(c.delta, 0) - case when l.counts_own_keys then 0
        else coalesce(r.own_cost_nano_usd, 0) + case when r.own_provider_key then coalesce(c.delta, 0) else 0 end end)::bigint as cost
    from spending_limits l join requests r on r.account_id = l.account_id
      and (l.key_id is null or r.key_id = l.key_id) and (l.gate_id is null or r.gate_id = l.gate_id)
      and (l.counts_from is null or r.started_at >= l.counts_from)
      and r.started_at >= spending_window_start(l.period, l.zone, now())
    left join (select request_id, sum(delta_nano_usd) as delta from cost_corrections group by 1) c on c.request_id = r.id
    where l.id = ${limitId} group by 1 order by 1`;
  const balances = await sql<{ start: Date; cost: bigint }[]>`
    select period_start as start, spent_nano_usd as cost from spending_balances b join spending_limits l on l.id = b.limit_id
    where l.id = ${limitId} and spent_nano_usd <> 0 and (
      period_start = spending_window_start(l.period, l.zone, now())
      or (l.period = 'rolling_30_days' and period_start >= spending_window_start(l.period, l.zone, now())))
    order by 1`;
  expect([...balances]).toEqual(rows.filter(({ cost }) => cost !== 0n));
}

test("a limit begins with all that was spent in its period, in every zone, for account, gate and key", async () => {
  const account = await newAccount();
  await makeTraffic(account);
  const { ctx, caller } = account;
  for (const zone of ZONES.slice(0, 3)) {
    const ids: SpendingLimitId[] = [];
    for (const period of SPENDING_PERIODS) {
      for (const holder of [{}, { gateId: caller.gateId }, { keyId: caller.keyId }]) {
        const countsOwnKeys = (ids.length + ZONES.indexOf(zone)) % 2 === 0;
        ids.push((await createSpendingLimit(ctx, limit({ ...holder, period, zone, countsOwnKeys }))).id);
      }
    }
    for (const id of ids) await expectSquared(id);
    const { now } = await getSpendingLimit(ctx, ids[0] ?? "");
    expect(now.spentNanoUsd).toBeGreaterThan(0n);
    await db.delete(spendingLimits).where(eq(spendingLimits.accountId, ctx.accountId));
  }
});

test("in another zone what was spent in its day counts, and squaring again changes nothing", async () => {
  const account = await newAccount();
  await makeTraffic(account);
  const { id: limitId } = await createSpendingLimit(account.ctx, limit({ period: "daily" }));
  for (const zone of ZONES) {
    await changeSpendingLimit(account.ctx, { limitId, changes: { zone } });
    await expectSquared(limitId);
    const before = await db.select().from(spendingBalances).where(eq(spendingBalances.limitId, limitId));
    await squareSpending(db, [limitId, limitId]);
    expect(await db.select().from(spendingBalances).where(eq(spendingBalances.limitId, limitId))).toEqual(
      before,
    );
  }
});

test("after a reset only what begins from then on counts, within the hour that it happens in", async () => {
  const account = await newAccount();
  await makeTraffic(account);
  const ids: SpendingLimitId[] = [];
  for (const period of SPENDING_PERIODS) {
    const { id } = await createSpendingLimit(account.ctx, limit({ period, zone: "Asia/Kolkata" }));
    const { now } = await resetSpendingLimit(account.ctx, { limitId: id });
    expect(now.spentNanoUsd).toBe(0n);
    ids.push(id);
  }
  await makeRequests(db, account.caller, [
    { startedAt: new Date(Date.now() + 1), costNanoUsd: 11n },
    { startedAt: new Date(Date.now() - 5_000), costNanoUsd: 1_000n },
  ]);
  for (const id of ids) {
    expect((await getSpendingLimit(account.ctx, id)).now.spentNanoUsd).toBe(11n);
    await squareSpending(db, [id]);
    await expectSquared(id);
    expect((await getSpendingLimit(account.ctx, id)).now.spentNanoUsd).toBe(11n);
  }
});

test("what a price changes of the past counts once it is booked", async () => {
  const account = await newAccount();
  const { ctx, caller } = account;
  const { id: limitId } = await createSpendingLimit(ctx, limit({ period: "rolling_30_days" }));
  const { id: withoutOwn } = await createSpendingLimit(
    ctx,
    limit({ period: "rolling_30_days", keyId: caller.keyId, countsOwnKeys: false }),
  );
  const unpriced = {
    provider: "acme",
    modelUsed: "acme/m1",
    costNanoUsd: null,
    settlement: "unpriced",
  } as const;
  await makeRequests(
    db,
    caller,
    [1, 2, 26].map((hours) => ({
      ...unpriced,
      startedAt: new Date(Date.now() - hours * HOUR_MS),
      ownProviderKey: hours === 2,
    })),
  );
  expect((await getSpendingLimit(ctx, limitId)).now.spentNanoUsd).toBe(0n);
  const { id: priceId } = await setPrice(ctx, {
    provider: "acme",
    model: "m1",
    effectiveFrom: new Date(Date.now() - 2 * DAY_MS).toISOString(),
    inputUsdPerMillion: "1",
    outputUsdPerMillion: "2",
  });
  await bookPrice(ctx, { priceId }, { batch: 2 });
  // 12 tokens in and 30 out.
  expect((await getSpendingLimit(ctx, limitId)).now.spentNanoUsd).toBe(3n * 72_000n);
  expect((await getSpendingLimit(ctx, withoutOwn)).now.spentNanoUsd).toBe(2n * 72_000n);
  for (const id of [limitId, withoutOwn]) await expectSquared(id);
});

test("of an hour that the log keeps no more, what was counted of it stays", async () => {
  const account = await newAccount();
  const { ctx, caller, accountId } = account;
  const { limitId } = await makeSpendingLimit(db, { accountId, period: "lifetime" });
  const half = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 30 * MINUTE_MS);
  await db.update(spendingLimits).set({ countsFrom: half }).where(eq(spendingLimits.id, limitId));
  await makeRequests(db, caller, [
    { startedAt: new Date(half.getTime() - MINUTE_MS), costNanoUsd: 100n },
    { startedAt: half, costNanoUsd: 10n },
    { startedAt: new Date(half.getTime() + HOUR_MS), costNanoUsd: 1n },
  ]);
  const spent = async () => {
    await squareSpending(db, [limitId]);
    return (await getSpendingLimit(ctx, limitId)).now.spentNanoUsd;
  };
  expect(await spent()).toBe(11n);
  await sql`delete from requests where account_id = ${accountId}`;
  expect(await spent()).toBe(11n);
  await sql`update spending_balances set spent_nano_usd = 0 where limit_id = ${limitId}`;
  expect(await spent()).toBe(1n);
  await sql`update spending_balances set spent_nano_usd = 500 where limit_id = ${limitId}`;
  expect(await spent()).toBe(111n);
});

test("recording goes on while limits are made and squared by many: nothing is lost or counted twice", async () => {
  const account = await newAccount();
  const { ctx, accountId } = account;
  await makeTraffic(account);
  let isOver = false;
  const record = async (at: number) => {
    const caller = account.callers[at % account.callers.length] ?? account.caller;
    for (let round = 0; !isOver; round += 1) {
      const startedAt = new Date(Date.now() - (round % 3) * 20 * MINUTE_MS);
      await makeRequests(db, caller, [
        { startedAt, costNanoUsd: 1n },
        { startedAt, costNanoUsd: 3n, ownProviderKey: true, ownCostNanoUsd: 2n },
      ]);
    }
  };
  const recording = [0, 1, 2, 3].map(record);
  const ids: SpendingLimitId[] = [];
  for (const [at, period] of SPENDING_PERIODS.entries()) {
    const zone = ZONES[at] ?? "UTC";
    ids.push((await createSpendingLimit(ctx, limit({ period, zone }))).id);
    const ofKey = { keyId: account.caller.keyId, countsOwnKeys: false };
    ids.push((await createSpendingLimit(ctx, limit({ period, zone, ...ofKey }))).id);
  }
  await squareSpending(db, ids);
  // From here on every request adds itself, and everybody squares at once.
  for (let round = 0; round < 10; round += 1) {
    await Promise.all([squareSpending(db, ids), squareSpending(db, ids), squareDue(db, { isWhole: true })]);
  }
  isOver = true;
  await Promise.all(recording);
  for (const id of ids) await expectSquared(id);
  expect(
    await sql`select from requests where account_id = ${accountId} and cost_nano_usd = 3`,
  ).not.toHaveLength(0);
});

/** How many statements wait for a lock. */
const waiting = async () =>
  Number(
    (
      await sql`select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    )[0]?.count,
  );

test("a request that is being written while a limit is squared adds itself to what is squared", async () => {
  const { accountId, caller, ctx } = await newAccount();
  const { limitId } = await makeSpendingLimit(db, { accountId });
  await makeRequests(db, caller, [{ costNanoUsd: 10n }]);
  await sql`update spending_balances set spent_nano_usd = 0 where limit_id = ${limitId}`;
  const squaring = await db.transaction(async (tx) => {
    await makeRequests(tx, caller, [{ costNanoUsd: 7n }]);
    const squared = squareSpending(db, [limitId]);
    await expect.poll(waiting).toBe(1);
    return { squared };
  });
  await squaring.squared;
  expect((await getSpendingLimit(ctx, limitId)).now.spentNanoUsd).toBe(17n);
});

test("two that square a limit at once do not both add what is missing", async () => {
  const { accountId, caller, ctx } = await newAccount();
  const { limitId } = await makeSpendingLimit(db, { accountId });
  await makeRequests(db, caller, [{ costNanoUsd: 10n }]);
  await sql`update spending_balances set spent_nano_usd = 0 where limit_id = ${limitId}`;
  const squaring = await db.transaction(async (tx) => {
    await tx.execute(drizzleSql`select from spending_balances where limit_id = ${limitId} for update`);
    const squared = Promise.all([squareSpending(db, [limitId]), squareSpending(db, [limitId])]);
    await expect.poll(waiting).toBe(2);
    return { squared };
  });
  await squaring.squared;
  expect((await getSpendingLimit(ctx, limitId)).now.spentNanoUsd).toBe(10n);
});

test("only limits that changed lately are squared every minute, and all of them once a day", async () => {
  const account = await newAccount();
  await makeTraffic(account);
  const made = async (updatedAt: Date, period: SpendingPeriod) =>
    (await makeSpendingLimit(db, { accountId: account.accountId, period, updatedAt })).limitId;
  const [young, old] = [
    await made(new Date(Date.now() - 9 * MINUTE_MS), "lifetime"),
    await made(new Date(Date.now() - 11 * MINUTE_MS), "monthly"),
  ];
  const spent = async (id: SpendingLimitId) => (await getSpendingLimit(account.ctx, id)).now.spentNanoUsd;
  await squareDue(db, { isWhole: false });
  expect([await spent(young), await spent(old)]).toEqual([expect.any(BigInt), 0n]);
  await expectSquared(young);
  await squareDue(db, { isWhole: true });
  await expectSquared(old);
});

test("what is left of limits that are gone is removed, and hours that count no more", async () => {
  const { accountId } = await newAccount();
  const { limitId } = await makeSpendingLimit(db, { accountId, period: "rolling_30_days" });
  const { limitId: gone } = await makeSpendingLimit(db, { accountId });
  const at = (days: number) => new Date(Date.now() - days * DAY_MS);
  await db.insert(spendingBalances).values([
    { limitId, periodStart: at(36) },
    { limitId, periodStart: at(34) },
    { limitId: gone, periodStart: at(0) },
  ]);
  await db.delete(spendingLimits).where(eq(spendingLimits.id, gone));
  await tidySpending(db);
  const left = await sql`select period_start from spending_balances where limit_id in (${limitId}, ${gone})`;
  expect([...left]).toEqual([{ period_start: at(34) }].map(() => ({ period_start: expect.any(Date) })));
});
