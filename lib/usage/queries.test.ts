import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { DAY_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { ZERO_SUMS } from "@/lib/testing/zero-sums";
import type { UsageSums } from "./contract";
import { usageByModel, usageTotals } from "./queries";

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

test("totals and models equal the sum of the rows, to the nano-dollar", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyRequest, { maxLength: 40 }), async (rows) => {
      const { ctx, keyId, caller } = await newCaller();
      await makeRequests(db, caller, rows);
      const span = { from: new Date(day + DAY_MS), to: new Date(day + 39 * DAY_MS) };
      const within = rows.filter(({ startedAt }) => startedAt >= span.from && startedAt < span.to);
      const expected = sumOf(within);
      expect(await usageTotals(ctx, span)).toEqual(expected);
      expect(await usageTotals(ctx, { ...span, keyId })).toEqual(expected);
      const views = [await usageByModel(ctx, span), await usageByModel(ctx, { ...span, keyId })];
      for (const view of views) {
        for (const column of ["requests", "errors", "unpriced", "inputTokens", "outputTokens"] as const) {
          expect(view.reduce((sum, cell) => sum + cell[column], 0)).toBe(expected[column]);
        }
        expect(view.reduce((sum, cell) => sum + cell.costNanoUsd, 0n)).toBe(expected.costNanoUsd);
      }
    }),
    { numRuns: 20 },
  );
});

test("a span is widened to whole hours, and an impossible span is refused", async () => {
  const { ctx, caller } = await newCaller();
  await makeRequests(db, caller, [{ startedAt: new Date("2026-06-01T10:05:00Z") }]);
  const half = { from: new Date("2026-06-01T10:30:00Z"), to: new Date("2026-06-01T10:45:00Z") };
  expect((await usageTotals(ctx, half)).requests).toBe(1);
  await expect(usageTotals(ctx, { from: half.to, to: half.from })).rejects.toMatchObject({ param: "to" });
  await expect(usageTotals(ctx, { ...half, from: new Date(0) })).rejects.toMatchObject({ param: "from" });
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
