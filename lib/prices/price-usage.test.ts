import fc from "fast-check";
import { expect, test } from "vitest";
import type { Price } from "./price-book";
import { NO_USAGE, priceUsage } from "./price-usage";

const tier = (above: number, unit: bigint) => ({
  above,
  input: 4n * unit,
  cachedInput: unit,
  cacheWrite: 5n * unit,
  output: 16n * unit,
});
const price: Price = { version: "test@1", tiers: [tier(-1, 1_000n), tier(100, 10_000n)] };

test("each class has its own rate, and reasoning is not added to the output it is part of", () => {
  const usage = { ...NO_USAGE, input: 1, cachedInput: 10, cacheWrite: 20, output: 3, reasoning: 3 };
  expect(priceUsage(usage, price)).toBe(4n + 10n + 100n + 48n);
});

test("the tier is chosen by all input classes together, and holds for every class", () => {
  const usage = { ...NO_USAGE, input: 50, cachedInput: 30, cacheWrite: 20, output: 1 };
  expect(priceUsage(usage, price)).toBe(200n + 30n + 100n + 16n);
  expect(priceUsage({ ...usage, cacheWrite: 21 }, price)).toBe(10n * (200n + 30n + 105n + 16n));
});

test("an unknown price and an unknown class are null, never 0", () => {
  expect(priceUsage(NO_USAGE, null)).toBeNull();
  expect(priceUsage({ ...NO_USAGE, unpricedClass: true }, price)).toBeNull();
  expect(priceUsage(NO_USAGE, { version: "none", tiers: [] })).toBeNull();
  const inputOnly: Price = { version: "v", tiers: [{ ...tier(-1, 1_000n), output: null }] };
  expect(priceUsage({ ...NO_USAGE, input: 1, output: 1 }, inputOnly)).toBeNull();
  expect(priceUsage({ ...NO_USAGE, input: 1 }, inputOnly)).toBe(4n);
});

test("sums first and rounds once: never more than half a nano-dollar from the exact cost", () => {
  const tokens = fc.nat(10_000_000_000);
  const rate = fc.bigInt({ min: 0n, max: 600_000_000n });
  const rates = fc.record({
    above: fc.constant(-1),
    input: rate,
    cachedInput: rate,
    cacheWrite: rate,
    output: rate,
  });
  fc.assert(
    fc.property(tokens, tokens, tokens, tokens, rates, (input, cachedInput, cacheWrite, output, rates) => {
      const cost = priceUsage(
        { ...NO_USAGE, input, cachedInput, cacheWrite, output },
        { version: "v", tiers: [rates] },
      );
      const pico =
        BigInt(input) * rates.input +
        BigInt(cachedInput) * rates.cachedInput +
        BigInt(cacheWrite) * rates.cacheWrite +
        BigInt(output) * rates.output;
      const off = (cost ?? -1n) * 1_000n - pico;
      expect(off > -500n && off <= 500n).toBe(true);
    }),
  );
});
