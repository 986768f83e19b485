import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { costBookings } from "@/db/schema/prices";
import { requests } from "@/db/schema/requests";
import { type BookingId, newId } from "@/lib/core/ids";
import { only } from "@/lib/core/request-filter";
import { writeCorrections } from "@/lib/corrections/write-corrections";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import type { ExploreQuery } from "./contract";
import { exploreUsage } from "./explore-usage";

const { db, end } = await testDatabase();
afterAll(end);

const at = (text: string) => new Date(text);
const may: ExploreQuery = {
  from: at("2026-05-01T00:00:00Z"),
  to: at("2026-05-05T00:00:00Z"),
  zone: "UTC",
  grain: "day",
  metric: "spend",
  filter: {},
  top: 10,
};

async function newAccount() {
  const { accountId } = await makeOwner(db);
  const { gateId } = await makeGate(db, { accountId, name: "other", isDefault: false });
  const tags = [["a", "b"], ["b"], []];
  const keys = await Promise.all(tags.map((tags) => makeKey(db, { accountId, tags })));
  const callers = keys.map(({ keyId, secretId }) => ({ accountId, keyId, secretId }));
  const record = (at: number, rows: GivenRequest[]) =>
    makeRequests(db, callers[at] as (typeof callers)[0], rows);
  return { ctx: testContext(db, accountId), keys, gateId, record };
}

test("series come largest first, the rest is one more, and all of them together are the total", async () => {
  const { ctx, record } = await newAccount();
  const call = (modelUsed: string, cost: bigint) => ({
    startedAt: at("2026-05-02T12:00:00Z"),
    modelUsed,
    costNanoUsd: cost,
  });
  await record(0, [call("a", 1n), call("b", 5n), call("c", 3n), call("d", 1n), call("d", 1n)]);
  const answer = await exploreUsage(ctx, { ...may, group: "model", top: 2 });
  expect(answer.series.map(({ name, others, total }) => [name, others, total.costNanoUsd])).toEqual([
    [{ group: "b" }, null, 5n],
    [{ group: "c" }, null, 3n],
    [{}, 2, 3n],
  ]);
  expect(answer.starts).toEqual([1, 2, 3, 4].map((day) => at(`2026-05-0${day}T00:00:00Z`)));
  expect(answer.totals.map(({ costNanoUsd }) => costNanoUsd)).toEqual([0n, 11n, 0n, 0n]);
  expect(answer.total).toMatchObject({ requests: 5, costNanoUsd: 11n });
  const byCount = await exploreUsage(ctx, { ...may, group: "model", metric: "requests", top: 1 });
  expect(byCount.series[0]).toMatchObject({ name: { group: "d" }, total: { requests: 2 } });
});

test("a key with two tags counts in both series and once in the total, and others than those asked for are none", async () => {
  const { ctx, record } = await newAccount();
  const call = { startedAt: at("2026-05-02T12:00:00Z"), costNanoUsd: 1n };
  for (const key of [0, 1, 2]) await record(key, [call]);
  const counts = async (query: Partial<ExploreQuery>) => {
    const { series, total } = await exploreUsage(ctx, { ...may, ...query });
    return [series.map(({ name, total }) => [name, total.requests]), total.requests];
  };
  const [all, total] = await counts({ group: "tag" });
  expect([all, total]).toEqual([
    [
      [{ group: "b" }, 2],
      [{ group: null }, 1],
      [{ group: "a" }, 1],
    ],
    3,
  ]);
  expect(await counts({ group: "tag", filter: { tag: only("a") } })).toEqual([[[{ group: "a" }, 1]], 1]);
  const [pairs] = await counts({ group: "status", subgroup: "tag" });
  expect(pairs).toHaveLength(3);
});

test("percentiles of times that are spread smoothly are within a tenth of the truth, and there are none where nobody asked for them", async () => {
  const { ctx, record } = await newAccount();
  const startedAt = at("2026-05-02T12:00:00Z");
  await record(
    0,
    Array.from({ length: 500 }, (_, n) => ({
      startedAt,
      latencyMs: Math.round(300 / Math.sqrt(1 - (n + 0.5) / 500)),
      firstTokenMs: n % 2 ? n : null,
    })),
  );
  for (const grain of ["day", "minute"] as const) {
    const span = grain === "minute" ? { from: startedAt, to: at("2026-05-02T12:10:00Z") } : {};
    const query = { ...may, grain, ...span };
    const { total } = await exploreUsage(ctx, { ...query, metric: "latencyP95", group: "model" });
    for (const [percentile, truth] of [
      ["p50", 424],
      ["p95", 1_342],
      ["p99", 3_000],
    ] as const) {
      expect(Math.abs((total.latency?.[percentile] ?? 0) - truth) / truth).toBeLessThan(0.1);
    }
    expect(total.firstToken).toBeNull();
    const first = await exploreUsage(ctx, { ...query, metric: "firstTokenP50" });
    expect(first.total.firstToken?.p50).toBeGreaterThan(225);
    expect(first.total.firstToken?.p50).toBeLessThan(275);
    expect((await exploreUsage(ctx, query)).total.latency).toBeNull();
  }
});

test("the slowest come first, and the times of the rest are those of all without them, hour by hour as minute by minute", async () => {
  const { ctx, record } = await newAccount();
  const startedAt = at("2026-05-02T12:00:00Z");
  const call = (modelUsed: string, latencyMs: number) => ({ startedAt, modelUsed, latencyMs });
  await record(0, [call("quick", 150), call("slow", 9_000), call("slow", 90_000), call("usual", 900)]);
  for (const grain of ["hour", "minute"] as const) {
    const query = {
      ...may,
      from: startedAt,
      to: at("2026-05-02T13:00:00Z"),
      grain,
      metric: "latencyP95",
    } as const;
    const { series } = await exploreUsage(ctx, { ...query, group: "model", top: 1 });
    expect(series.map(({ name, others }) => [name, others])).toEqual([
      [{ group: "slow" }, null],
      [{}, 2],
    ]);
    const filter = { model: { in: [], notIn: ["slow"] } };
    const rest = await exploreUsage(ctx, { ...query, filter });
    expect(series[1]?.total).toEqual(rest.total);
    expect(series[1]?.cells).toEqual(rest.totals);
  }
});

test("minutes are counted from the log, and a bar begins where its hours do in zones of half hours", async () => {
  const { ctx, record } = await newAccount();
  await record(0, [{ startedAt: at("2026-05-02T18:45:00Z") }, { startedAt: at("2026-05-02T18:46:30Z") }]);
  const minutes = await exploreUsage(ctx, {
    ...may,
    grain: "minute",
    from: at("2026-05-02T18:45:30Z"),
    to: at("2026-05-02T18:48:00Z"),
  });
  expect(minutes.totals.map(({ requests }) => requests)).toEqual([1, 1, 0]);
  const days = await exploreUsage(ctx, { ...may, zone: "Asia/Kolkata" });
  expect(days.starts.slice(0, 2)).toEqual([at("2026-04-30T19:00:00Z"), at("2026-05-01T19:00:00Z")]);
  expect(days.totals.map(({ requests }) => requests)).toEqual([0, 2, 0, 0, 0]);
});

test("minutes cost what hours do with their corrections, own provider keys as others", async () => {
  const { ctx, record } = await newAccount();
  const { accountId } = ctx;
  const call = (costNanoUsd: bigint | null, ownProviderKey: boolean, ownCostNanoUsd: bigint | null) => ({
    ...{ startedAt: at("2026-05-02T12:00:30Z"), costNanoUsd, ownProviderKey, ownCostNanoUsd },
    settlement: costNanoUsd === null ? ("unpriced" as const) : ("final" as const),
  });
  await record(0, [
    call(100n, true, 90n),
    call(1_000n, false, 400n),
    call(null, true, null),
    call(null, false, null),
  ]);
  const rows = await db.select().from(requests).where(eq(requests.accountId, accountId)).orderBy(requests.id);
  const corrections = rows.map(({ id, costNanoUsd, ownProviderKey }) => ({
    id,
    deltaNanoUsd: ownProviderKey ? 7n : 30n,
    isNew: costNanoUsd === null,
  }));
  const bookingId = newId<BookingId>();
  await db.insert(costBookings).values({
    ...{ id: bookingId, accountId, provider: "x", model: "m", priceVersion: "v" },
    ...{
      since: may.from,
      until: may.to,
      createdAt: new Date(),
      requests: 4,
      newlyPriced: 2,
      deltaNanoUsd: 74n,
    },
  });
  const booking = { id: bookingId, accountId, priceVersion: "v", at: new Date() };
  await db.transaction((tx) => writeCorrections(tx, booking, corrections));
  const sums = { costNanoUsd: 1_174n, ownCostNanoUsd: 504n, unpriced: 0, ownUnpriced: 0, ownRequests: 2 };
  const span = { from: at("2026-05-02T12:00:00Z"), to: at("2026-05-02T13:00:00Z") };
  for (const grain of ["minute", "hour"] as const) {
    expect((await exploreUsage(ctx, { ...may, ...span, grain })).total, grain).toMatchObject(sums);
  }
});

test.each<[string, Partial<ExploreQuery>]>([
  ["to", { to: at("2026-04-01T00:00:00Z") }],
  ["from", { from: at("2020-01-01T00:00:00Z") }],
  ["zone", { zone: "Mars/Olympus" }],
  ["zone", { zone: "+05:30" }],
  ["top", { top: 0 }],
  ["top", { top: 51 }],
  ["top", { top: 1.5 }],
  ["subgroup", { group: "key", subgroup: "key" }],
  ["grain", { grain: "minute" }],
])("a query whose %s is impossible is refused by name", async (param, query) => {
  const { ctx } = await newAccount();
  const asked = exploreUsage(ctx, { ...may, ...query });
  await expect(asked).rejects.toMatchObject({ code: "invalid_field", param });
});
