import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { ZERO_SUMS } from "@/lib/testing/zero-sums";
import { USAGE_BUCKETS, type UsageSums } from "./contract";
import { usageByModel, usageOverTime, usageTotals } from "./queries";

const { db, end } = await testDatabase();
afterAll(end);

async function newCaller() {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  return { ctx: testContext(db, accountId), keyId, caller: { accountId, keyId, secretId } };
}

const day = Date.parse("2026-03-01T00:00:00Z");
const anyRequest = fc.record({
  startedAt: fc.integer({ min: 0, max: 40 * DAY_MS - 1 }).map((ms) => new Date(day + ms)),
  modelUsed: fc.constantFrom("sandbox/echo", "gpt-4o-mini", null),
  costNanoUsd: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n }), { nil: null }),
  status: fc.constantFrom(200, 429, 502),
  inputTokens: fc.nat({ max: 2 ** 31 }),
  cachedInputTokens: fc.nat({ max: 1_000 }),
  cacheWriteTokens: fc.nat({ max: 1_000 }),
  cacheWrite1hTokens: fc.nat({ max: 1_000 }),
  outputTokens: fc.nat({ max: 2 ** 31 }),
  reasoningTokens: fc.nat({ max: 1_000 }),
  audioInputTokens: fc.nat({ max: 1_000 }),
  audioOutputTokens: fc.nat({ max: 1_000 }),
  latencyMs: fc.nat({ max: 600_000 }),
});

function sumOf(rows: GivenRequest[]): UsageSums {
  const sums = { ...ZERO_SUMS };
  let latencyMs = 0;
  for (const row of rows) {
    sums.requests += 1;
    sums.errors += (row.status ?? 0) >= 400 ? 1 : 0;
    sums.unpriced += row.costNanoUsd === null ? 1 : 0;
    sums.inputTokens += row.inputTokens ?? 0;
    sums.cachedInputTokens += row.cachedInputTokens ?? 0;
    sums.cacheWriteTokens += row.cacheWriteTokens ?? 0;
    sums.outputTokens += row.outputTokens ?? 0;
    sums.reasoningTokens += row.reasoningTokens ?? 0;
    sums.cacheWrite1hTokens += row.cacheWrite1hTokens ?? 0;
    sums.audioInputTokens += row.audioInputTokens ?? 0;
    sums.audioOutputTokens += row.audioOutputTokens ?? 0;
    sums.costNanoUsd += row.costNanoUsd ?? 0n;
    latencyMs += row.latencyMs ?? 0;
  }
  return { ...sums, latencyMsMean: rows.length === 0 ? null : latencyMs / rows.length };
}

test("totals, models, buckets and model cells all equal the sum of the rows, to the nano-dollar", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyRequest, { maxLength: 40 }),
      fc.constantFrom(...USAGE_BUCKETS),
      fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Australia/Lord_Howe"),
      async (rows, bucket, zone) => {
        const { ctx, keyId, caller } = await newCaller();
        await makeRequests(db, caller, rows);
        const span = { from: new Date(day + DAY_MS), to: new Date(day + 39 * DAY_MS) };
        const within = rows.filter(({ startedAt }) => startedAt >= span.from && startedAt < span.to);
        const expected = sumOf(within);
        expect(await usageTotals(ctx, span)).toEqual(expected);
        expect(await usageTotals(ctx, { ...span, keyId })).toEqual(expected);
        const views = [
          await usageByModel(ctx, span),
          await usageOverTime(ctx, { ...span, bucket, zone }),
          await usageOverTime(ctx, { ...span, keyId, bucket, zone, groupBy: "model" }),
        ];
        for (const view of views) {
          for (const column of ["requests", "errors", "unpriced", "inputTokens", "outputTokens"] as const) {
            expect(view.reduce((sum, cell) => sum + cell[column], 0)).toBe(expected[column]);
          }
          expect(view.reduce((sum, cell) => sum + cell.costNanoUsd, 0n)).toBe(expected.costNanoUsd);
        }
      },
    ),
    { numRuns: 20 },
  );
});

test("days are those of the person's zone, 23 and 25 hours long when clocks change, and none is missing", async () => {
  const { ctx, caller } = await newCaller();
  // Berlin: clocks go forward on 2026-03-29 and back on 2026-10-25.
  const spring = { from: new Date("2026-03-27T23:00:00Z"), to: new Date("2026-03-30T22:00:00Z") };
  const perHour = (from: Date, hours: number) =>
    Array.from({ length: hours }, (_, n) => ({ startedAt: new Date(from.getTime() + n * HOUR_MS) }));
  await makeRequests(db, caller, perHour(spring.from, 71));
  const march = await usageOverTime(ctx, { ...spring, bucket: "day", zone: "Europe/Berlin" });
  expect(march.map(({ start, requests }) => [start.toISOString(), requests])).toEqual([
    ["2026-03-27T23:00:00.000Z", 24],
    ["2026-03-28T23:00:00.000Z", 23],
    ["2026-03-29T22:00:00.000Z", 24],
  ]);
  const autumn = { from: new Date("2026-10-23T22:00:00Z"), to: new Date("2026-10-26T23:00:00Z") };
  await makeRequests(db, caller, perHour(autumn.from, 73));
  const october = await usageOverTime(ctx, { ...autumn, bucket: "day", zone: "Europe/Berlin" });
  expect(october.map(({ requests }) => requests)).toEqual([24, 25, 24]);
  const hours = await usageOverTime(ctx, { ...autumn, bucket: "hour", zone: "Europe/Berlin" });
  expect(hours.map(({ requests }) => requests)).toEqual(Array(73).fill(1));
});

test("empty buckets are filled with zeros, and every model has a cell in every bucket", async () => {
  const { ctx, caller } = await newCaller();
  const at = (text: string, modelUsed: string) => ({ startedAt: new Date(text), modelUsed, costNanoUsd: 1n });
  await makeRequests(db, caller, [at("2026-05-02T12:00:00Z", "a"), at("2026-05-04T12:00:00Z", "b")]);
  const query = { from: new Date("2026-05-01T00:00:00Z"), to: new Date("2026-05-05T00:00:00Z"), zone: "UTC" };
  const days = await usageOverTime(ctx, { ...query, bucket: "day" });
  expect(days.map(({ requests }) => requests)).toEqual([0, 1, 0, 1]);
  expect(days[0]).toEqual({ start: new Date("2026-05-01T00:00:00Z"), ...ZERO_SUMS });
  const cells = await usageOverTime(ctx, { ...query, bucket: "day", groupBy: "model" });
  expect(cells.map(({ model, requests }) => `${model}${requests}`).join(" ")).toBe("a0 b0 a1 b0 a0 b0 a0 b1");
  const weeks = await usageOverTime(ctx, { ...query, bucket: "week" });
  expect(weeks.map(({ start }) => start.toISOString().slice(0, 10))).toEqual(["2026-04-27", "2026-05-04"]);
  const [month] = await usageOverTime(ctx, { ...query, bucket: "month", zone: "Asia/Tokyo" });
  expect(month?.start.toISOString()).toBe("2026-04-30T15:00:00.000Z");
});

test("a span is widened to whole hours, and an impossible span or zone is refused", async () => {
  const { ctx, caller } = await newCaller();
  await makeRequests(db, caller, [{ startedAt: new Date("2026-06-01T10:05:00Z") }]);
  const half = { from: new Date("2026-06-01T10:30:00Z"), to: new Date("2026-06-01T10:45:00Z") };
  expect((await usageTotals(ctx, half)).requests).toBe(1);
  await expect(usageTotals(ctx, { from: half.to, to: half.from })).rejects.toMatchObject({ param: "to" });
  await expect(usageTotals(ctx, { ...half, from: new Date(0) })).rejects.toMatchObject({ param: "from" });
  for (const zone of ["+05:30", "Mars/Olympus", "", "UTC'; --"]) {
    const asked = usageOverTime(ctx, { ...half, bucket: "day", zone });
    await expect(asked).rejects.toMatchObject({ code: "invalid_field", param: "zone" });
  }
});

test("another account's key has no usage here, nor has text that is no id", async () => {
  const [mine, theirs] = [await newCaller(), await newCaller()];
  await makeRequests(db, theirs.caller, [{ startedAt: new Date("2026-06-01T10:05:00Z") }]);
  const span = { from: new Date("2026-06-01T00:00:00Z"), to: new Date("2026-06-02T00:00:00Z") };
  for (const keyId of [theirs.keyId, "not-an-id", undefined]) {
    expect(await usageTotals(mine.ctx, { ...span, keyId })).toEqual(ZERO_SUMS);
    expect(await usageByModel(mine.ctx, { ...span, keyId })).toEqual([]);
  }
});
