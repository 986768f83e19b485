import { asc, eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { auditEntries } from "@/db/schema/audit";
import { costBookings } from "@/db/schema/prices";
import { costCorrections, requests } from "@/db/schema/requests";
import { keyUsageSums, usageLateHours } from "@/db/schema/usage";
import { type KeyId, newId, type PriceId } from "@/lib/core/ids";
import { seededRandom } from "@/lib/core/seeded-random";
import { DAY_MS, HOUR_MS, SECOND_MS } from "@/lib/core/time";
import { latestRequests } from "@/lib/logs/queries";
import { recordRequests } from "@/lib/logs/record-requests";
import { NO_OVERRIDES, overridesOf, priceFor } from "@/lib/prices/account-prices";
import type { PriceOverride } from "@/lib/prices/contract";
import { NO_USAGE, priceUsage } from "@/lib/prices/price-usage";
import { listPrices } from "@/lib/prices/queries";
import { setPrice } from "@/lib/prices/set-price";
import { testContext } from "@/lib/testing/context";
import { expectCostsAgree } from "@/lib/testing/cost-sums";
import { testDatabase } from "@/lib/testing/database";
import { makeRecord } from "@/lib/testing/request-records";
import { addUpUsage } from "@/lib/usage/usage-spans";
import { bookPrice } from "./book-price";
import { previewCorrection } from "./preview-correction";
import { listBookings } from "./queries";

const { db, sql, end } = await testDatabase();
afterAll(end);
const ago = (ms: number) => new Date(Date.now() - ms);

async function newAccount() {
  const { accountId } = await makeOwner(db);
  const gate = await makeGate(db, { accountId, name: "support", isDefault: false });
  const keys = [await makeKey(db, { accountId, name: "One" }), await makeKey(db, { accountId, name: "Two" })];
  const callers = keys.map(({ keyId, secretId }) => ({ accountId, keyId, secretId, gateId: gate.gateId }));
  return { accountId, ctx: testContext(db, accountId), callers };
}
type Account = Awaited<ReturnType<typeof newAccount>>;
const unpriced = {
  provider: "acme",
  modelUsed: "acme/m1",
  costNanoUsd: null,
  settlement: "unpriced",
} as const;
const make = ({ callers }: Account, which: number, rows: GivenRequest[]) => {
  const caller = callers[which];
  if (caller === undefined) throw new Error("There is no such key");
  return makeRequests(db, caller, rows);
};
const acme = (effectiveFrom: Date, more: object = {}) => ({
  provider: "acme",
  model: "m1",
  effectiveFrom: effectiveFrom.toISOString(),
  inputUsdPerMillion: "1",
  outputUsdPerMillion: "2",
  ...more,
});

test("a price effective yesterday changes only what started from then on, and the preview says so per key", async () => {
  const account = await newAccount();
  const { ctx, accountId } = account;
  const yesterday = ago(DAY_MS);
  const at = (ms: number) => ({ ...unpriced, startedAt: new Date(yesterday.getTime() + ms) });
  await make(account, 0, [at(-1), at(0), at(HOUR_MS), { ...at(HOUR_MS), modelUsed: "m1" }]);
  await make(account, 1, [at(2 * HOUR_MS), { ...at(2 * HOUR_MS), modelUsed: "acme/m2" }]);
  const { id } = await setPrice(ctx, acme(yesterday));
  const preview = await previewCorrection(ctx, { priceId: id });
  // 12 tokens in and 30 out.
  expect(preview).toMatchObject({
    requests: 4,
    changed: 4,
    unpricedBefore: 4,
    unpricedAfter: 0,
    beforeNanoUsd: 0n,
    afterNanoUsd: 4n * 72_000n,
    isWhole: true,
    keys: [
      { keyName: "One", requests: 3, afterNanoUsd: 3n * 72_000n },
      { keyName: "Two", requests: 1, afterNanoUsd: 72_000n },
    ],
  });
  const before = await db
    .select()
    .from(requests)
    .where(eq(requests.accountId, accountId))
    .orderBy(asc(requests.id));
  expect(await bookPrice(ctx, { priceId: id })).toMatchObject({ isFinished: true, booked: 4 });
  await expectCostsAgree(sql, accountId);
  const after = await db
    .select()
    .from(requests)
    .where(eq(requests.accountId, accountId))
    .orderBy(asc(requests.id));
  expect(after).toEqual(before);
  expect(
    await db.select().from(costCorrections).where(eq(costCorrections.accountId, accountId)),
  ).toHaveLength(4);
  const late = await db.select().from(usageLateHours).where(eq(usageLateHours.accountId, accountId));
  expect(late.length).toBeGreaterThanOrEqual(2);
  expect(await previewCorrection(ctx, { priceId: id })).toMatchObject({
    changed: 0,
    beforeNanoUsd: 4n * 72_000n,
  });
});

test("booking again has no effect, and the trail has one entry", async () => {
  const account = await newAccount();
  const { ctx, accountId } = account;
  await make(account, 0, [{ ...unpriced, startedAt: ago(HOUR_MS) }]);
  const { id } = await setPrice(ctx, acme(ago(2 * HOUR_MS)));
  const first = await bookPrice(ctx, { priceId: id });
  const again = await bookPrice(ctx, { priceId: id });
  expect(again).toMatchObject({ booking: null, isFinished: true, booked: 0 });
  expect((await listBookings(ctx, { limit: 10 })).bookings).toEqual([first.booking]);
  const entries = await db.select().from(auditEntries).where(eq(auditEntries.accountId, accountId));
  expect(entries.filter(({ action }) => action === "cost.booked")).toMatchObject([
    { after: { requests: 1, newlyPriced: 1, differenceUsd: "0.000072" }, subjectName: "acme/m1" },
  ]);
  await expectCostsAgree(sql, accountId);
});

test("a booking that died between two batches agrees with its rows, and booking again goes on with it", async () => {
  const account = await newAccount();
  const { ctx, accountId } = account;
  const rows = Array.from({ length: 10 }, (_, at) => ({
    ...unpriced,
    startedAt: ago(HOUR_MS + at * SECOND_MS),
  }));
  await make(account, 0, rows);
  const { id } = await setPrice(ctx, acme(ago(DAY_MS)));
  expect(await bookPrice(ctx, { priceId: id }, { batch: 3, most: 3 })).toMatchObject({
    isFinished: false,
    booked: 3,
    booking: { requests: 3, finishedAt: null },
  });
  await expectCostsAgree(sql, accountId);
  const rest = await bookPrice(ctx, { priceId: id }, { batch: 3 });
  expect(rest).toMatchObject({ isFinished: true, booked: 7, booking: { requests: 10, newlyPriced: 10 } });
  await expectCostsAgree(sql, accountId);
  expect(await db.select().from(costBookings).where(eq(costBookings.accountId, accountId))).toHaveLength(1);
});

test("a failure within a batch leaves nothing of it", async () => {
  const account = await newAccount();
  const { ctx, accountId } = account;
  await make(account, 0, [{ ...unpriced, startedAt: ago(HOUR_MS), inputTokens: 1_000_000_000 }]);
  const { id } = await setPrice(ctx, acme(ago(DAY_MS)));
  await sql`alter table usage_hourly add constraint fault check (cost_nano_usd < 1000000000) not valid`;
  await expect(bookPrice(ctx, { priceId: id })).rejects.toThrow();
  await sql`alter table usage_hourly drop constraint fault`;
  expect(await db.select().from(costCorrections).where(eq(costCorrections.accountId, accountId))).toEqual([]);
  expect((await listBookings(ctx, { limit: 10 })).bookings).toEqual([]);
  await expectCostsAgree(sql, accountId);
});

test("another account's price is not found, and one to come has nothing to correct", async () => {
  const [mine, theirs] = [await newAccount(), await newAccount()];
  const { id } = await setPrice(theirs.ctx, acme(ago(DAY_MS)));
  for (const verb of [previewCorrection, bookPrice]) {
    await expect(verb(mine.ctx, { priceId: id })).rejects.toMatchObject({ code: "not_found" });
    await expect(verb(mine.ctx, { priceId: newId<PriceId>() })).rejects.toMatchObject({ code: "not_found" });
    const later = await setPrice(mine.ctx, acme(new Date(Date.now() + DAY_MS + Math.random() * DAY_MS)));
    await expect(verb(mine.ctx, { priceId: later.id })).rejects.toMatchObject({ code: "conflict" });
  }
});

test("requests of a model that the list has learnt since are priced by it", async () => {
  const account = await newAccount();
  await make(account, 0, [
    { ...unpriced, provider: "openai", modelUsed: "gpt-4o-mini", startedAt: ago(HOUR_MS) },
  ]);
  const target = { provider: "openai", model: "gpt-4o-mini" };
  // $0.15 and $0.60 per million tokens, 12 in and 30 out.
  expect(await previewCorrection(account.ctx, target)).toMatchObject({ since: null, afterNanoUsd: 19_800n });
  expect(await bookPrice(account.ctx, target)).toMatchObject({ booked: 1, booking: { since: null } });
  await expectCostsAgree(sql, account.accountId);
});

test("what lists of keys are ordered by follows, hours that are added up already and later ones", async () => {
  const account = await newAccount();
  const { ctx, accountId, callers } = account;
  await make(
    account,
    0,
    [ago(3 * DAY_MS), ago(HOUR_MS / 60)].map((startedAt) => ({ ...unpriced, startedAt })),
  );
  await addUpUsage(db, new Date(), 1);
  const { id } = await setPrice(ctx, acme(ago(5 * DAY_MS)));
  await bookPrice(ctx, { priceId: id });
  await addUpUsage(db, new Date(Date.now() + 3 * HOUR_MS), 1);
  const sums = await db.select().from(keyUsageSums).where(eq(keyUsageSums.accountId, accountId));
  expect(sums.map(({ keyId, unpriced: unknown, costNanoUsd }) => [keyId, unknown, costNanoUsd])).toEqual(
    sums.map(() => [callers[0]?.keyId, 0, 144_000n]),
  );
  expect(sums.length).toBeGreaterThan(0);
});

test("the list of a key's requests shows the corrected costs", async () => {
  const account = await newAccount();
  const { ctx, callers } = account;
  const keyId = callers[0]?.keyId ?? newId<KeyId>();
  await make(account, 0, [{ ...unpriced, startedAt: ago(HOUR_MS) }]);
  const { id } = await setPrice(ctx, acme(ago(DAY_MS)));
  await bookPrice(ctx, { priceId: id });
  expect(await latestRequests(ctx, { keyId, limit: 5 })).toMatchObject([{ costNanoUsd: 72_000n }]);
});

const RATE_FIELDS = ["inputUsdPerMillion", "cachedInputUsdPerMillion", "outputUsdPerMillion"] as const;

test("after any prices and bookings each cost is that of its tokens at the price of its moment, and sums are of rows", async () => {
  const random = seededRandom(51);
  const whole = (most: number) => Math.floor(random() * most);
  const account = await newAccount();
  const { ctx, accountId, callers } = account;
  for (let round = 0; round < 25; round += 1) {
    const own = await listPrices(ctx);
    const overrides = own.length === 0 ? NO_OVERRIDES : overridesOf(own);
    const records = Array.from({ length: 12 }, () => {
      const startedAt = ago(whole(4 * DAY_MS));
      const usage = { input: whole(5_000), cachedInput: whole(2) * whole(900), output: whole(2_000) };
      const price = priceFor(overrides, "acme", "m1", startedAt);
      const beyondTokens = random() < 0.1;
      const cost = priceUsage({ ...NO_USAGE, ...usage, unpricedClass: beyondTokens }, price);
      const caller = callers[whole(2)] ?? {};
      const settlement = cost === null ? ("unpriced" as const) : random() < 0.2 ? "interrupted" : "final";
      return makeRecord({
        ...unpriced,
        ...caller,
        startedAt,
        beyondTokens,
        inputTokens: usage.input,
        cachedInputTokens: usage.cachedInput,
        outputTokens: usage.output,
        costNanoUsd: cost,
        priceVersion: price?.version ?? null,
        settlement: random() < 0.1 ? "estimated" : settlement,
        modelUsed: random() < 0.3 ? "m1" : "acme/m1",
      });
    });
    await recordRequests(sql, records);
    const amounts = RATE_FIELDS.filter(() => random() < 0.8).map((name) => [name, String(whole(90) / 10)]);
    if (amounts.length > 0) {
      const moment = { provider: "acme", model: "m1", effectiveFrom: ago(whole(4 * DAY_MS)).toISOString() };
      await setPrice(ctx, { ...moment, ...Object.fromEntries(amounts) });
    }
    const prices = await listPrices(ctx);
    const chosen = prices[whole(prices.length)];
    if (chosen === undefined) continue;
    await bookPrice(
      ctx,
      { priceId: chosen.id },
      { batch: 1 + whole(20), ...(random() < 0.3 ? { most: 5 } : {}) },
    );
    if (round % 5 === 4) await expectCostsAgree(sql, accountId);
  }
  const prices = await listPrices(ctx);
  for (const { id } of prices) await bookPrice(ctx, { priceId: id });
  await expectCostsAgree(sql, accountId);
  await expectDirectCosts(account, prices);
  const corrections = await sql`select count(*) from cost_corrections where account_id = ${accountId}`;
  for (const { id } of prices) {
    expect(await bookPrice(ctx, { priceId: id })).toMatchObject({ booking: null, booked: 0 });
  }
  expect(await sql`select count(*) from cost_corrections where account_id = ${accountId}`).toEqual(
    corrections,
  );
});

/** Recomputes what each request costs from its tokens alone, without the product's own arithmetic. */
async function expectDirectCosts({ accountId }: Account, prices: PriceOverride[]): Promise<void> {
  const rows = await db.select().from(requests).where(eq(requests.accountId, accountId));
  const corrections = await db.select().from(costCorrections).where(eq(costCorrections.accountId, accountId));
  let known = 0;
  for (const row of rows) {
    const own = corrections.filter(({ requestId }) => requestId === row.id);
    const cost =
      own.length === 0
        ? row.costNanoUsd
        : own.reduce((sum, { deltaNanoUsd }) => sum + deltaNanoUsd, row.costNanoUsd ?? 0n);
    if (row.beyondTokens) {
      expect([own.length, cost]).toEqual([0, row.costNanoUsd]);
      continue;
    }
    const price = prices.find(({ effectiveFrom }) => effectiveFrom <= row.startedAt)?.prices;
    const lines: Array<[number, bigint | null | undefined]> = [
      [row.inputTokens, price?.input],
      [row.cachedInputTokens, price?.cachedInput],
      [row.outputTokens, price?.output],
    ];
    const used = lines.filter(([tokens]) => tokens > 0);
    if (used.every(([, rate]) => rate !== null && rate !== undefined)) {
      const pico = used.reduce((sum, [tokens, rate]) => sum + BigInt(tokens) * (rate ?? 0n), 0n);
      expect(cost).toBe((pico + 500n) / 1_000n);
      known += 1;
    }
  }
  expect(known).toBeGreaterThan(50);
}

test("recording goes on while costs of the same hours are booked: no deadlock, nothing lost", async () => {
  const account = await newAccount();
  const { ctx, accountId, callers } = account;
  const row = () => ({
    ...unpriced,
    ...callers[Math.floor(Math.random() * 2)],
    startedAt: ago(HOUR_MS + Math.random() * 4 * HOUR_MS),
    status: Math.random() < 0.2 ? 500 : 200,
    endpoint: Math.random() < 0.5 ? "messages" : "chat/completions",
  });
  await recordRequests(
    sql,
    Array.from({ length: 2_000 }, () => makeRecord(row())),
  );
  const { id } = await setPrice(ctx, acme(ago(DAY_MS), { cachedInputUsdPerMillion: "0.5" }));
  const record = async () => {
    for (let round = 0; round < 40; round += 1) {
      await recordRequests(
        sql,
        Array.from({ length: 20 }, () => makeRecord(row())),
      );
    }
  };
  const book = (batch: number) => bookPrice(ctx, { priceId: id }, { batch });
  await Promise.all([book(100), book(70), record(), record()]);
  await bookPrice(ctx, { priceId: id });
  await expectCostsAgree(sql, accountId);
  const [sums] = await sql`
    select sum(requests)::int as requests, sum(unpriced)::int as unpriced from usage_hourly where account_id = ${accountId}`;
  expect(sums).toEqual({ requests: 3_600, unpriced: 0 });
});
