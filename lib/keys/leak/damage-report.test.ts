import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { costCorrections } from "@/db/schema/requests";
import { accountRetention } from "@/db/schema/retention";
import { type BookingId, newId, type RequestId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { DAMAGE_SPLITS, type DamageSplit } from "./damage";
import { damageCalls } from "./damage-calls";
import { damageReport } from "./damage-report";
import { suggestSince } from "./suggest-since";

const { db, sql, end } = await testDatabase();
afterAll(end);

const NOW = new Date("2026-11-24T12:00:00Z");
const ago = (ms: number) => new Date(NOW.getTime() - ms);

async function newKey() {
  const { accountId, gateId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId, name: "Production" });
  const ctx = testContext(db, accountId);
  ctx.clock.at = NOW;
  return { ctx, keyId, caller: { accountId, keyId, secretId }, gateId };
}

const sumOf = (split: DamageSplit, name: "calls" | "errors" | "unpriced" | "outputTokens" | "costNanoUsd") =>
  [...split.groups, ...(split.others === null ? [] : [split.others])].reduce(
    (sum, group) => sum + BigInt(group[name]),
    0n,
  );

test("every number equals the sum of the key's rows in the log, to the nano-dollar, in every split", async () => {
  const some = <T>(...values: T[]) => fc.constantFrom<T | null>(null, ...values);
  const gate = newId();
  const call = fc.record({
    agoMs: fc.nat(40 * DAY_MS),
    modelUsed: some("openai/gpt-4o", "sandbox/echo", "anthropic/claude"),
    gateId: some(gate),
    network: some("203.0.113.7", "203.0.113.8", "2001:db8::1", "2001:db8::2"),
    userAgent: some("curl/8", "node", "=1+1"),
    endpoint: fc.constantFrom("chat/completions", "messages"),
    status: fc.constantFrom(200, 200, 502),
    costNanoUsd: fc.option(fc.bigInt(0n, 2n ** 53n + 1n)),
    outputTokens: fc.nat(1_000_000),
  });
  const scene = fc.record({ calls: fc.array(call, { maxLength: 60 }), agoMs: fc.nat(35 * DAY_MS) });
  await fc.assert(
    fc.asyncProperty(scene, async ({ calls, agoMs }) => {
      const { ctx, keyId, caller } = await newKey();
      const other = await makeKey(db, { accountId: caller.accountId });
      const rows = calls.map(
        ({ agoMs: sinceMs, ...rest }) => ({ ...rest, startedAt: ago(sinceMs) }) as GivenRequest,
      );
      await makeRequests(db, caller, rows);
      await makeRequests(db, { ...caller, ...other }, 3);
      const since = ago(agoMs);
      const report = await damageReport(ctx, { keyId, since });
      const after = rows.filter(({ startedAt }) => (startedAt ?? NOW) >= since);
      const sum = (number: (row: GivenRequest) => bigint) =>
        after.reduce((total, row) => total + number(row), 0n);
      const wanted = {
        calls: BigInt(after.length),
        errors: sum(({ status }) => (status === 502 ? 1n : 0n)),
        unpriced: sum(({ costNanoUsd }) => (costNanoUsd === null ? 1n : 0n)),
        outputTokens: sum(({ outputTokens }) => BigInt(outputTokens ?? 0)),
        costNanoUsd: sum(({ costNanoUsd }) => costNanoUsd ?? 0n),
      };
      for (const name of Object.keys(wanted) as Array<keyof typeof wanted>) {
        expect(BigInt(report.total[name])).toBe(wanted[name]);
        for (const split of DAMAGE_SPLITS) expect(sumOf(report.splits[split], name)).toBe(wanted[name]);
      }
    }),
    { numRuns: 25, seed: 20_261_124 },
  );
});

test("what the key never had in the 30 days before is new, and nothing is when there were no days before", async () => {
  const { ctx, keyId, caller, gateId } = await newKey();
  const usual = { modelUsed: "openai/gpt-4o-mini", network: "203.0.113.7", userAgent: "node", gateId };
  await makeRequests(db, caller, [
    ...Array.from({ length: 10 }, (_, day) => ({ ...usual, startedAt: ago((day + 2) * DAY_MS) })),
    // Older than what is compared with.
    { ...usual, userAgent: "curl/8", startedAt: ago(40 * DAY_MS) },
    { ...usual, startedAt: ago(HOUR_MS) },
    {
      ...usual,
      modelUsed: "openai/o1",
      userAgent: "curl/8",
      network: "198.51.100.1",
      startedAt: ago(HOUR_MS),
    },
    { ...usual, network: "2001:db8::1", startedAt: ago(MINUTE_MS) },
    { ...usual, network: "2001:db8::2", startedAt: ago(2 * MINUTE_MS) },
  ]);
  const report = await damageReport(ctx, { keyId, since: ago(DAY_MS) });
  const news = (name: (typeof DAMAGE_SPLITS)[number]) =>
    report.splits[name].groups.filter(({ isNew }) => isNew).map(({ value }) => value);
  expect(news("models")).toEqual(["openai/o1"]);
  expect(news("networks")).toEqual(["2001:db8:0:0::/64", "198.51.100.1"]);
  expect(news("agents")).toEqual(["curl/8"]);
  expect(news("gates")).toEqual([]);
  expect(report.splits.gates.groups).toMatchObject([{ value: gateId, label: "default", calls: 4 }]);
  expect(report.splits.networks.groups.find(({ value }) => value?.startsWith("2001"))).toMatchObject({
    calls: 2,
    firstAt: ago(2 * MINUTE_MS),
    lastAt: ago(MINUTE_MS),
  });
  const all = await damageReport(ctx, { keyId, since: ago(60 * DAY_MS) });
  expect(all).toMatchObject({ comparedFrom: null, normalDay: null });
  expect(all.splits.models.groups.map(({ isNew }) => isNew)).toEqual([null, null]);
});

test("the normal day is the median of the days before, those without a call included", async () => {
  const { ctx, keyId, caller } = await newKey();
  const on = (day: number, calls: number, costNanoUsd: bigint | null) =>
    Array.from({ length: calls }, (): GivenRequest => ({ startedAt: ago(day * DAY_MS), costNanoUsd }));
  await makeRequests(db, caller, [...on(5, 4, 10n), ...on(4, 2, 7n), ...on(2, 100, 1n), ...on(0.1, 7, 1n)]);
  // Days 5, 4, 3, 2 before count; that of the moment itself does not.
  const report = await damageReport(ctx, { keyId, since: ago(DAY_MS) });
  expect(report.normalDay).toEqual({ days: 4, calls: 3, errors: 0, unpriced: 0, costNanoUsd: 27n });
  expect(report.comparedFrom).toEqual(ago(5 * DAY_MS));
});

test("a day that has lost calls to the log's retention is no normal one", async () => {
  const { ctx, keyId, caller } = await newKey();
  const on = (day: number, calls: number) =>
    Array.from({ length: calls }, (): GivenRequest => ({ startedAt: ago(day * DAY_MS), costNanoUsd: 7n }));
  await makeRequests(db, caller, [...on(5, 40), ...on(4, 2), ...on(3, 3), ...on(2, 50)]);
  const { accountId } = caller;
  await db.insert(accountRetention).values({ accountId, keptFrom: ago(5 * DAY_MS + 6 * HOUR_MS) });
  const report = await damageReport(ctx, { keyId, since: ago(DAY_MS) });
  expect(report.normalDay).toMatchObject({ days: 3, calls: 3, costNanoUsd: 21n });
  expect(report.comparedFrom).toEqual(ago(5 * DAY_MS));
});

test("past 200 values of one kind the rest is summed, so that nothing is missing", async () => {
  const { ctx, keyId, caller } = await newKey();
  const calls = Array.from({ length: 230 }, (_, at) => ({
    userAgent: `agent ${at}`,
    startedAt: ago(HOUR_MS),
  }));
  await makeRequests(db, caller, calls);
  const { splits } = await damageReport(ctx, { keyId, since: ago(DAY_MS) });
  expect(splits.agents.groups).toHaveLength(200);
  expect(splits.agents.others).toMatchObject({ values: 30, calls: 30 });
});

test("an unknown cost stays unknown", async () => {
  const { ctx, keyId, caller } = await newKey();
  await makeRequests(db, caller, [{ startedAt: ago(HOUR_MS), costNanoUsd: null }]);
  const { total } = await damageReport(ctx, { keyId, since: ago(DAY_MS) });
  expect(total).toMatchObject({ calls: 1, unpriced: 1, costNanoUsd: 0n });
});

test("a cost that was corrected later is the corrected one, in the sums and in the list of calls", async () => {
  const { ctx, keyId, caller } = await newKey();
  const rows = [null, 5n].map((costNanoUsd) => ({ startedAt: ago(HOUR_MS), costNanoUsd }));
  const [unknown, known] = await makeRequests(db, caller, rows);
  const booked = {
    accountId: ctx.accountId,
    bookingId: newId<BookingId>(),
    priceVersion: "v",
    createdAt: NOW,
  };
  await db.insert(costCorrections).values([
    { ...booked, requestId: unknown as RequestId, deltaNanoUsd: 70n },
    { ...booked, requestId: known as RequestId, deltaNanoUsd: -2n },
  ]);
  const { total } = await damageReport(ctx, { keyId, since: ago(DAY_MS) });
  expect(total).toMatchObject({ calls: 2, unpriced: 0, costNanoUsd: 73n });
  const calls = await damageCalls(ctx, { keyId, since: ago(DAY_MS), after: null, limit: 9 });
  expect(new Set(calls.map(({ costNanoUsd }) => costNanoUsd))).toEqual(new Set([70n, 3n]));
});

test("another account's key and a moment to come are refused", async () => {
  const { ctx } = await newKey();
  const other = await newKey();
  const refused = damageReport(ctx, { keyId: other.keyId, since: ago(HOUR_MS) });
  await expect(refused).rejects.toMatchObject({ code: "not_found" });
  const future = damageReport(other.ctx, { keyId: other.keyId, since: ago(-1) });
  await expect(future).rejects.toMatchObject({ code: "invalid_field", param: "since" });
});

describe("since when to look", () => {
  const usual = { modelUsed: "openai/gpt-4o-mini", network: "203.0.113.7" };
  const quietDays = Array.from({ length: 10 }, (_, day) => ({
    ...usual,
    startedAt: ago((day + 1) * DAY_MS),
  }));

  test("is the first call with a model that the key had never used, to the moment", async () => {
    const { ctx, keyId, caller } = await newKey();
    const probe = ago(3 * HOUR_MS + 7 * MINUTE_MS);
    await makeRequests(db, caller, [
      ...quietDays,
      { ...usual, modelUsed: "openai/o1", startedAt: probe },
      { ...usual, modelUsed: "openai/o1", network: "198.51.100.1", startedAt: ago(HOUR_MS) },
    ]);
    expect(await suggestSince(ctx, keyId)).toEqual({ at: probe, reason: "new model", what: "openai/o1" });
  });

  test("is the first call from a network it had never been used from, unless a person knows it", async () => {
    const { ctx, keyId, caller } = await newKey();
    const at = ago(26 * HOUR_MS);
    await makeRequests(db, caller, [...quietDays, { ...usual, network: "198.51.100.1", startedAt: at }]);
    expect(await suggestSince(ctx, keyId)).toEqual({ at, reason: "new network", what: "198.51.100.1" });
    await sql`update key_networks set known_at = now() where key_id = ${keyId} and network = '198.51.100.1'`;
    expect(await suggestSince(ctx, keyId)).toMatchObject({ reason: "last day" });
  });

  test("is 24 hours ago when nothing is new: what its first day saw is not, nor is anything of an unused key", async () => {
    const { ctx, keyId, caller } = await newKey();
    const lastDay = { at: ago(DAY_MS), reason: "last day", what: null };
    expect(await suggestSince(ctx, keyId)).toEqual(lastDay);
    await makeRequests(db, caller, quietDays);
    expect(await suggestSince(ctx, keyId)).toEqual(lastDay);
  });
});
