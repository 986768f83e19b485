import { eq, inArray } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeSpendingLimit } from "@/db/factories-spending";
import { spendingBalances, spendingFences } from "@/db/schema/spending";
import { newId, type RequestId, type SpendingLimitId } from "@/lib/core/ids";
import type { SpendingPeriod } from "@/lib/core/spending";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { bookPrice } from "@/lib/corrections/book-price";
import { recordRequests } from "@/lib/logs/record-requests";
import type { RequestRecord } from "@/lib/logs/request-record";
import { setPrice } from "@/lib/prices/set-price";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { makeRecord } from "@/lib/testing/request-records";
import { changeSpendingLimit } from "./change-spending-limit";
import { deleteSpendingLimit } from "./delete-spending-limit";
import { getSpendingLimit } from "./queries";
import { openReservationDesk } from "./reservation-desk";
import { resetSpendingLimit } from "./reset-spending-limit";
import { squareSpending } from "./square-spending";
import { tidySpending } from "./tidy-spending";

const { db, sql, end } = await testDatabase();
afterAll(end);

/** What a call of unknown cost counts as, and what it turns out to have cost: 12 tokens in and 30 out, at $1 and $2 a million. */
const FENCE = 1_000_000n;
const COST = 72_000n;
const TOKENS = { inputTokens: 12, cachedInputTokens: 0, outputTokens: 30, priceVersion: null };
const PERIODS = ["daily", "monthly", "rolling_30_days", "lifetime"] as const;

/** An account whose limits each count a call of unknown cost as a fixed amount, and what happens to its calls. */
async function makeSpender(periods: readonly SpendingPeriod[] = PERIODS) {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  const limits: SpendingLimitId[] = [];
  for (const period of periods) {
    const { limitId } = await makeSpendingLimit(db, { accountId, period, fenceNanoUsd: FENCE });
    limits.push(limitId);
  }
  const ctx = testContext(db, accountId);
  const desk = openReservationDesk(() => sql);

  /** Calls that reserve, and end with nobody knowing what they cost, unless it is said. */
  async function call(
    model: string,
    startedAt: Date,
    count = 1,
    cost: Partial<RequestRecord> = { costNanoUsd: null, settlement: "unpriced" },
  ): Promise<void> {
    const ids = Array.from({ length: count }, () => newId<RequestId>(startedAt.getTime()));
    const asked = { accountId, keyId, gateId: null, startedAt, worst: null, worstOfInstance: null };
    expect(await Promise.all(ids.map((id) => desk.reserve({ ...asked, id })))).toEqual(ids.map(() => null));
    const used = { provider: "acme", modelUsed: model, ...cost };
    const caller = { accountId, keyId, secretId, network: null, startedAt };
    await recordRequests(
      sql,
      ids.map((id) => makeRecord({ ...TOKENS, ...used, ...caller, id })),
    );
    for (const id of ids) desk.forget(id);
  }

  /** Gives a model a price from long ago on and books it. */
  async function book(model: string, inputUsdPerMillion = "1", days = 70): Promise<void> {
    const effectiveFrom = new Date(Date.now() - days * DAY_MS).toISOString();
    const rates = { inputUsdPerMillion, outputUsdPerMillion: "2" };
    const { id } = await setPrice(ctx, { provider: "acme", model, effectiveFrom, ...rates });
    expect((await bookPrice(ctx, { priceId: id })).isFinished).toBe(true);
  }

  const now = async () =>
    Promise.all(
      limits.map(async (id) => {
        const { spentNanoUsd, fencedNanoUsd, reservedNanoUsd } = (await getSpendingLimit(ctx, id)).now;
        return [spentNanoUsd, fencedNanoUsd, reservedNanoUsd];
      }),
    );
  return { ctx, accountId, limits, call, book, now };
}

const all = (...standing: bigint[]) => PERIODS.map(() => standing);

test("once its cost is known a call counts as that, and no more as what was reserved for it", async () => {
  const { call, book, now, limits } = await makeSpender();
  await call("m1", new Date(), 3);
  await call("m2", new Date(), 2);
  expect(await now()).toEqual(all(0n, 5n * FENCE, 0n));
  await book("m1");
  expect(await now()).toEqual(all(3n * COST, 2n * FENCE, 0n));
  // Priced anew: one millionth more for each of 12 tokens.
  await book("m1", "2", 60);
  expect(await now()).toEqual(all(3n * (COST + 12_000n), 2n * FENCE, 0n));
  await squareSpending(db, limits);
  await book("m2");
  expect(await now()).toEqual(all(3n * (COST + 12_000n) + 2n * COST, 0n, 0n));
  expect(await db.select().from(spendingFences).where(inArray(spendingFences.limitId, limits))).toEqual([]);
});

test("what is counted beside a cost that was known stays when that is corrected: it says no more of the rest", async () => {
  const { call, book, now } = await makeSpender();
  const cost = 10_000n;
  await call("m1", new Date(), 1, {
    costNanoUsd: cost,
    settlement: "estimated",
    costsMore: true,
    priceVersion: "gone",
  });
  expect(await now()).toEqual(all(cost, FENCE - cost, 0n));
  await book("m1");
  expect(await now()).toEqual(all(COST, FENCE - cost, 0n));
});

test("until what is spent has been squared the fence counts on, so a limit is never passed in between", async () => {
  const { call, book, now, limits, ctx } = await makeSpender(["monthly"]);
  await call("m1", new Date());
  await sql`alter table spending_balances add constraint fault check (spent_nano_usd = 0) not valid`;
  await expect(book("m1")).rejects.toThrow();
  expect(await now()).toEqual([[0n, FENCE, 0n]]);
  await sql`alter table spending_balances drop constraint fault`;
  const [limitId = ""] = limits;
  expect((await getSpendingLimit(ctx, limitId)).now.spentNanoUsd).toBe(0n);
  await squareSpending(db, limits);
  expect(await now()).toEqual([[COST, 0n, 0n]]);
});

test("when a month, a day or an hour has turned meanwhile, the period of the call is made right and no other", async () => {
  const { call, book, now, limits } = await makeSpender();
  const before = new Date(Date.now() - 62 * DAY_MS);
  const thisHour = new Date();
  const lately = new Date(Date.now() - 26 * HOUR_MS);
  for (const [model, at] of [
    ["m1", before],
    ["m1", lately],
    ["m2", before],
    ["m1", thisHour],
  ] as const)
    await call(model, at);
  const standing = async () =>
    sql<{ limit_id: string; spent: bigint; fenced: bigint }[]>`
      select limit_id, sum(spent_nano_usd)::bigint as spent, sum(fenced_nano_usd)::bigint as fenced
      from spending_balances where limit_id = any (${limits}) group by 1 order by 1`;
  await book("m1");
  // Whatever the day of the test, the sum over all periods is that of all calls, of which one has no price.
  for (const { spent, fenced } of await standing()) expect([spent, fenced]).toEqual([3n * COST, FENCE]);
  const rows = await db.select().from(spendingBalances).where(inArray(spendingBalances.limitId, limits));
  for (const { spentNanoUsd, fencedNanoUsd } of rows) {
    expect(spentNanoUsd % COST).toBe(0n);
    expect([0n, FENCE]).toContain(fencedNanoUsd);
  }
  const [daily, , rolling, lifetime] = await now();
  expect([daily, rolling, lifetime]).toEqual([
    [COST, 0n, 0n],
    [2n * COST, 0n, 0n],
    [3n * COST, FENCE, 0n],
  ]);
});

test("a cost on an own provider key that is booked later counts in no limit without those, also of a period that is over", async () => {
  const { ctx, call, book, limits } = await makeSpender();
  await sql`update spending_limits set counts_own_keys = false where id = any (${limits})`;
  // Another model was asked with a key of the instance before, so what was reserved for that is kept.
  const asked = {
    costNanoUsd: null,
    settlement: "unpriced",
    ownProviderKey: true,
    onlyOwnKeys: false,
  } as const;
  for (const at of [new Date(Date.now() - 62 * DAY_MS), new Date()]) await call("m1", at, 1, asked);
  const sums = () =>
    sql<{ spent: bigint; fenced: bigint }[]>`
      select sum(spent_nano_usd)::bigint as spent, sum(fenced_nano_usd)::bigint as fenced
      from spending_balances where limit_id = any (${limits}) group by limit_id`;
  expect([...(await sums())]).toEqual(limits.map(() => ({ spent: 0n, fenced: 2n * FENCE })));
  await book("m1");
  expect([...(await sums())]).toEqual(limits.map(() => ({ spent: 0n, fenced: 0n })));
  expect((await getSpendingLimit(ctx, limits[0] ?? "")).now.spentNanoUsd).toBe(0n);
});

test("after a reset what was counted in place of a cost is gone, and the cost does not come instead", async () => {
  const { ctx, call, book, now, limits } = await makeSpender();
  await call("m1", new Date(), 2);
  for (const limitId of limits) await resetSpendingLimit(ctx, { limitId });
  expect(await now()).toEqual(all(0n, 0n, 0n));
  await book("m1");
  expect(await now()).toEqual(all(0n, 0n, 0n));
});

test("in another zone a call of unknown cost counts in its day there", async () => {
  const { ctx, call, book, now, limits } = await makeSpender(["daily"]);
  const [limitId = ""] = limits;
  await call("m1", new Date());
  for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]) {
    await changeSpendingLimit(ctx, { limitId, changes: { zone } });
    expect(await now()).toEqual([[0n, FENCE, 0n]]);
  }
  await book("m1");
  expect(await now()).toEqual([[COST, 0n, 0n]]);
});

test("calls that end, bookings, resets and squares at once leave exactly the fences of what has no price", async () => {
  const { ctx, accountId, call, book, limits } = await makeSpender();
  await call("m1", new Date(), 5);
  await Promise.all([
    ...[1, 2, 3].map(() => call("m1", new Date(), 4)),
    ...[1, 2, 3].map(() => call("m2", new Date(), 3)),
    book("m1"),
    squareSpending(db, limits),
    ...limits.slice(0, 2).map((limitId) => resetSpendingLimit(ctx, { limitId })),
    squareSpending(db, limits),
  ]);
  await book("m1", "1", 69);
  const rows = await sql<{ limit_id: string; fenced: bigint; kept: bigint }[]>`
    select b.limit_id, sum(b.fenced_nano_usd)::bigint as fenced, (
      select coalesce(sum(f.amount_nano_usd), 0)::bigint from spending_fences f where f.limit_id = b.limit_id) as kept
    from spending_balances b where b.limit_id = any (${limits}) group by 1`;
  for (const { fenced, kept } of rows) expect(fenced).toBe(kept);
  const [, , rolling, lifetime] = limits;
  for (const limitId of [rolling, lifetime]) {
    const { now } = await getSpendingLimit(ctx, limitId ?? "");
    const [log] = await sql`
      select coalesce(sum(cost_nano_usd), 0)::bigint as cost from usage_hourly where account_id = ${accountId}`;
    expect([now.spentNanoUsd, now.fencedNanoUsd]).toEqual([log?.cost, 9n * FENCE]);
  }
});

test("fences of limits that are gone, and of periods long over, are cleared away", async () => {
  const { ctx, call, limits } = await makeSpender(["daily", "lifetime", "monthly"]);
  await call("m1", new Date());
  await call("m1", new Date(Date.now() - 70 * DAY_MS));
  const [daily = "", , monthly = ""] = limits;
  await deleteSpendingLimit(ctx, { limitId: monthly });
  await tidySpending(db);
  const left = await db.select().from(spendingFences).where(inArray(spendingFences.limitId, limits));
  expect(left.map(({ limitId }) => limitId === daily)).toEqual(expect.arrayContaining([true, false, false]));
  expect(left).toHaveLength(3);
  expect(
    await db
      .select()
      .from(spendingFences)
      .where(eq(spendingFences.limitId, monthly as SpendingLimitId)),
  ).toEqual([]);
});
