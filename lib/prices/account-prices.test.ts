import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { closeLedger } from "@/db/client";
import { makeOwner } from "@/db/factories";
import { priceOverrides } from "@/db/schema/prices";
import { newId, type PriceId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { startTcpProxy } from "@/lib/testing/tcp-proxy";
import { accountPrices, NO_OVERRIDES, overridesOf, priceFor } from "./account-prices";
import type { PriceOverride } from "./contract";
import { findPrice } from "./price-book";
import { setPrice } from "./set-price";

const { db, url, end } = await testDatabase();
const door = await startTcpProxy(url);
setTestEnvironment(door.url);
afterAll(async () => {
  await closeLedger(1);
  await door.stop();
  await end();
});

const now = new Date("2026-11-24T12:00:00Z");
const NONE = {
  input: null,
  cachedInput: null,
  cacheWrite: null,
  cacheWrite1h: null,
  output: null,
  audioInput: null,
  audioOutput: null,
};

test("the price that holds at a moment is the latest that began by then; before the first, the list's", () => {
  const moments = fc.uniqueArray(fc.nat({ max: 50 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(moments, fc.integer({ min: -1, max: 51 }), (starts, at) => {
      const rows = starts
        .toSorted((a, b) => b - a)
        .map((start): PriceOverride => {
          const prices = { ...NONE, input: BigInt(start) };
          const effectiveFrom = new Date(start);
          const names = { provider: "openai", model: "gpt-4o", source: "test" };
          return { id: newId<PriceId>(), ...names, effectiveFrom, createdAt: now, prices };
        });
      const price = priceFor(overridesOf(rows), "openai", "gpt-4o", new Date(at));
      const started = starts.filter((start) => start <= at);
      if (started.length === 0) expect(price).toBe(findPrice("openai", "gpt-4o", new Date(at)));
      else expect(price?.tiers[0]?.input).toBe(BigInt(Math.max(...started)));
    }),
  );
});

test("an own price wins over the list for its model alone, names its row, and gives unlisted models a price", async () => {
  const { accountId } = await makeOwner(db);
  const ctx = testContext(db, accountId);
  const listed = await setPrice(ctx, { provider: "openai", model: "gpt-4o", inputUsdPerMillion: "1" });
  const own = await setPrice(ctx, { provider: "ollama", model: "a/b", outputUsdPerMillion: "3" });
  const overrides = await accountPrices({ accountId, configVersion: 2 });
  const later = new Date(Date.now() + 1_000);
  expect(priceFor(overrides, "openai", "gpt-4o", later)).toMatchObject({
    version: `override:${listed.id}`,
    effectiveFrom: listed.effectiveFrom,
    tiers: [{ above: -1, input: 1_000_000n, output: null }],
  });
  expect(priceFor(overrides, "ollama", "a/b", later)?.version).toBe(`override:${own.id}`);
  expect(priceFor(overrides, "openai", "gpt-4o-mini", later)).toBe(findPrice("openai", "gpt-4o-mini", later));
});

test("an account without prices of its own gets the one empty answer", async () => {
  const { accountId } = await makeOwner(db);
  expect(await accountPrices({ accountId, configVersion: 0 })).toBe(NO_OVERRIDES);
  expect(priceFor(NO_OVERRIDES, "openai", "nobody's", now)).toBeNull();
});

test("a state is read once, by all who ask together; a later state is read anew, an older question is not", async () => {
  const { accountId } = await makeOwner(db);
  const first = accountPrices({ accountId, configVersion: 0 });
  expect(accountPrices({ accountId, configVersion: 0 })).toBe(first);
  await first;
  const row = { accountId, provider: "openai", model: "gpt-4o", effectiveFrom: now, source: "test" };
  await db.insert(priceOverrides).values({ ...row, id: newId<PriceId>(), inputPicoUsd: 1n });
  expect(await accountPrices({ accountId, configVersion: 0 })).toBe(NO_OVERRIDES);
  const second = accountPrices({ accountId, configVersion: 1 });
  expect((await second).size).toBe(1);
  expect(accountPrices({ accountId, configVersion: 0 })).toBe(await second);
});

test("no account's prices are another's", async () => {
  const [mine, theirs] = [await makeOwner(db), await makeOwner(db)];
  await setPrice(testContext(db, theirs.accountId), {
    provider: "openai",
    model: "gpt-4o",
    inputUsdPerMillion: "9",
  });
  expect(await accountPrices({ accountId: mine.accountId, configVersion: 1 })).toBe(NO_OVERRIDES);
});

test("a database that is away is `unavailable`, and the failure is not remembered", async () => {
  const { accountId } = await makeOwner(db);
  door.close();
  await expect(accountPrices({ accountId, configVersion: 0 })).rejects.toMatchObject({ code: "unavailable" });
  door.open();
  await expect
    .poll(() => Promise.resolve(accountPrices({ accountId, configVersion: 0 })).catch(() => null))
    .toBe(NO_OVERRIDES);
});
