import { afterAll, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { seededRandom } from "@/lib/core/seeded-random";
import { DAY_MS } from "@/lib/core/time";
import { findPrice } from "@/lib/prices/price-book";
import { priceUsage } from "@/lib/prices/price-usage";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { whatIfCost } from "./what-if-cost";

const { db, end } = await testDatabase();
afterAll(end);

const to = new Date("2026-10-31T00:00:00Z");
const from = new Date(to.getTime() - 30 * DAY_MS);

async function newGate() {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  const { gateId } = await makeGate(db, { accountId, name: "support", isDefault: false });
  return { ctx: testContext(db, accountId), gateId, caller: { accountId, keyId, secretId, gateId } };
}

/** Requests of all sizes, long prompts and every class of tokens among them. */
function anyRequests(count: number): GivenRequest[] {
  const random = seededRandom(20_261_031);
  const up = (most: number) => Math.floor(random() * most);
  return Array.from({ length: count }, () => ({
    startedAt: new Date(from.getTime() + up(30 * DAY_MS)),
    inputTokens: up(random() < 0.1 ? 400_000 : 4_000) + 1,
    cachedInputTokens: random() < 0.3 ? up(100_000) : 0,
    cacheWriteTokens: random() < 0.1 ? up(5_000) : 0,
    outputTokens: up(3_000),
    costNanoUsd: random() < 0.05 ? null : BigInt(up(10_000_000)),
    settlement: random() < 0.05 ? "interrupted" : "final",
  }));
}

test("the same traffic on another model equals pricing 10,000 requests by hand, to the nano-dollar", async () => {
  const { ctx, gateId, caller } = await newGate();
  const rows = anyRequests(10_000);
  await makeRequests(db, caller, rows);
  for (const [provider, model] of [
    ["anthropic", "claude-sonnet-4-5"],
    ["openai", "gpt-4o-mini"],
  ] as const) {
    const price = findPrice(provider, model, to);
    if (price === null) throw new Error("There is no price");
    const found = await whatIfCost(ctx, { gateId, from, to, price });
    const sure = rows.filter(({ settlement }) => settlement === "final");
    const priced = sure.filter(({ costNanoUsd }) => costNanoUsd !== null);
    const afterOf = (row: GivenRequest) =>
      priceUsage(
        {
          input: row.inputTokens ?? 0,
          cachedInput: row.cachedInputTokens ?? 0,
          cacheWrite: row.cacheWriteTokens ?? 0,
          cacheWrite1h: 0,
          output: row.outputTokens ?? 0,
          audioInput: 0,
          audioOutput: 0,
          reasoning: 0,
          unpricedClass: false,
        },
        price,
      ) ?? 0n;
    expect(found).toEqual({
      requests: 10_000,
      isSample: false,
      compared: priced.length,
      unpriced: sure.length - priced.length,
      unsure: 10_000 - sure.length,
      beyondTokens: 0,
      notCovered: 0,
      beforeNanoUsd: priced.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0n), 0n),
      afterNanoUsd: priced.reduce((sum, row) => sum + afterOf(row), 0n),
    });
  }
});

test("what a price does not cover, what cost more than tokens and refused calls are left out and counted", async () => {
  const { ctx, gateId, caller } = await newGate();
  const startedAt = new Date(to.getTime() - DAY_MS);
  await makeRequests(db, caller, [
    { startedAt, costNanoUsd: 5n },
    { startedAt, costNanoUsd: 5n, audioInputTokens: 10 },
    { startedAt, costNanoUsd: 5n, beyondTokens: true },
    { startedAt, costNanoUsd: 0n, status: 429, inputTokens: 0, outputTokens: 0 },
    { startedAt: new Date(from.getTime() - DAY_MS), costNanoUsd: 5n },
  ]);
  await makeRequests(db, { ...caller, gateId: null }, 3);
  const price = findPrice("openai", "gpt-4o-mini", to);
  if (price === null) throw new Error("There is no price");
  const found = await whatIfCost(ctx, { gateId, from, to, price });
  expect(found).toMatchObject({
    requests: 3,
    compared: 1,
    notCovered: 1,
    beyondTokens: 1,
    beforeNanoUsd: 5n,
  });
  const sample = await whatIfCost(ctx, { gateId, from, to, price, most: 2 });
  expect(sample).toMatchObject({ requests: 2, isSample: true });
  const other = await newGate();
  expect(await whatIfCost(other.ctx, { gateId, from, to, price })).toMatchObject({ requests: 0 });
});
