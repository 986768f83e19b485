import fc from "fast-check";
import { expect, test } from "vitest";
import type { Price, PriceTier } from "./price";
import { NO_USAGE, priceUsage } from "./price-usage";
import { TOKEN_CLASSES } from "./token-classes";

const tier = (above: number, unit: bigint) => ({
  above,
  input: 4n * unit,
  cachedInput: unit,
  cacheWrite: 5n * unit,
  cacheWrite1h: 8n * unit,
  output: 16n * unit,
  audioInput: 32n * unit,
  audioOutput: 64n * unit,
});
const price: Price = {
  version: "test@1",
  effectiveFrom: null,
  tiers: [tier(-1, 1_000n), tier(100, 10_000n)],
};

test("each class has its own rate, and reasoning is not added to the output it is part of", () => {
  const input = { input: 1, cachedInput: 10, cacheWrite: 20, cacheWrite1h: 2, audioInput: 5 };
  const usage = { ...NO_USAGE, ...input, output: 3, reasoning: 3, audioOutput: 7 };
  expect(priceUsage(usage, price)).toBe(4n + 10n + 100n + 16n + 160n + 48n + 448n);
});

test("the tier is chosen by all input classes together, and holds for every class", () => {
  const usage = { ...NO_USAGE, input: 50, cachedInput: 30, cacheWrite: 20, output: 1 };
  expect(priceUsage(usage, price)).toBe(200n + 30n + 100n + 16n);
  expect(priceUsage({ ...usage, cacheWrite: 21 }, price)).toBe(10n * (200n + 30n + 105n + 16n));
  expect(priceUsage({ ...usage, cacheWrite1h: 1 }, price)).toBe(10n * (200n + 30n + 100n + 8n + 16n));
  expect(priceUsage({ ...usage, audioInput: 1 }, price)).toBe(10n * (200n + 30n + 100n + 32n + 16n));
});

test("an unknown price and an unknown class are null, never 0", () => {
  expect(priceUsage(NO_USAGE, null)).toBeNull();
  expect(priceUsage({ ...NO_USAGE, unpricedClass: true }, price)).toBeNull();
  expect(priceUsage(NO_USAGE, { ...price, tiers: [] })).toBeNull();
});

test.each(TOKEN_CLASSES)(
  "tokens of the class %s without a price make the whole cost unknown, no tokens do not",
  (name) => {
    const without: Price = { ...price, tiers: [{ ...tier(-1, 1_000n), [name]: null }] };
    const others = Object.fromEntries(
      TOKEN_CLASSES.filter((other) => other !== name).map((other) => [other, 1]),
    );
    const usage = { ...NO_USAGE, ...others };
    expect(priceUsage(usage, without)).toBe(priceUsage(usage, { ...price, tiers: [tier(-1, 1_000n)] }));
    expect(priceUsage({ ...usage, [name]: 1 }, without)).toBeNull();
  },
);

const rate = fc.bigInt({ min: 0n, max: 600_000_000n });
const anyTier = fc.record({
  above: fc.constant(-1),
  ...Object.fromEntries(TOKEN_CLASSES.map((name) => [name, rate])),
}) as fc.Arbitrary<PriceTier>;
const anyUsage = fc
  .record(Object.fromEntries(TOKEN_CLASSES.map((name) => [name, fc.nat(10_000_000_000)])))
  .map((tokens) => ({ ...NO_USAGE, ...tokens }));

test("the cost is the sum of the priced lines, rounded once: never negative, never half a nano-dollar off", () => {
  fc.assert(
    fc.property(anyUsage, anyTier, (usage, tier) => {
      const cost = priceUsage(usage, { ...price, tiers: [tier] }) ?? -1n;
      let pico = 0n;
      for (const name of TOKEN_CLASSES) pico += BigInt(usage[name]) * (tier[name] ?? 0n);
      const off = cost * 1_000n - pico;
      expect(cost >= 0n && off > -500n && off <= 500n).toBe(true);
    }),
  );
});

test("reasoning changes no cost", () => {
  fc.assert(
    fc.property(anyUsage, fc.nat(), (usage, reasoning) => {
      expect(priceUsage({ ...usage, reasoning }, price)).toBe(priceUsage(usage, price));
    }),
  );
});
