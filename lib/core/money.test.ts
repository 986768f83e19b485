import fc from "fast-check";
import { expect, test } from "vitest";
import {
  costOf,
  parseUsdNumber,
  parseUsdPerMillion,
  picoPerToken,
  usdDecimal,
  usdPerMillionDecimal,
} from "./money";

test.each([
  [0n, 0n],
  [1n, 0n],
  [499n, 0n],
  [500n, 1n],
  [501n, 1n],
  [1_499n, 1n],
  [1_500n, 2n],
  [2_500n, 3n],
])("%i pico-dollars are rounded once to %i nano-dollars, half away from zero", (pico, nano) => {
  expect(costOf([{ tokens: 1, price: pico }])).toBe(nano);
});

test("parts below half a nano-dollar add up before they are rounded", () => {
  expect(
    costOf([
      { tokens: 3, price: 400n },
      { tokens: 1, price: 300n },
    ]),
  ).toBe(2n);
  expect(costOf([])).toBe(0n);
});

test("no sum is too large to be exact", () => {
  const price = 600_000_000n;
  expect(costOf([{ tokens: Number.MAX_SAFE_INTEGER, price }])).toBe(
    (BigInt(Number.MAX_SAFE_INTEGER) * price) / 1_000n,
  );
});

test.each([
  [0.15, 150_000n],
  [0.075, 75_000n],
  [0.1, 100_000n],
  [1.1, 1_100_000n],
  [2.5, 2_500_000n],
  [600, 600_000_000n],
  [0, 0n],
])("$%d per million tokens is %i pico-dollars per token", (usd, pico) => {
  expect(picoPerToken(usd)).toBe(pico);
});

test.each([
  [0n, "0"],
  [1n, "0.000000001"],
  [180_000n, "0.00018"],
  [1_000_000_000n, "1"],
  [1_500_000_000n, "1.5"],
  [-1n, "-0.000000001"],
  [-2_000_000_000n, "-2"],
  [9_223_372_036_854_775_807n, "9223372036.854775807"],
])("%i nano-dollars are written as %s USD", (nano, text) => {
  expect(usdDecimal(nano)).toBe(text);
});

test("the decimal text of an amount reads back as the same amount", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (nano) => {
      const text = usdDecimal(nano);
      expect(text).toMatch(/^-?\d+(\.\d{0,8}[1-9])?$/);
      const [whole = "", fraction = ""] = text.replace("-", "").split(".");
      const read = BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"));
      expect(text.startsWith("-") ? -read : read).toBe(nano);
    }),
  );
});

test.each([
  ["0", 0n],
  ["0.075", 75_000n],
  ["2.50", 2_500_000n],
  ["2.500000000000", 2_500_000n],
  ["0.000001", 1n],
  ["1000000", 1_000_000_000_000n],
])("%s USD per million tokens are read exactly", (text, pico) => {
  expect(parseUsdPerMillion(text)).toBe(pico);
});

test.each([
  "",
  ".5",
  "1.",
  "-1",
  "+1",
  "1e3",
  "1,5",
  " 1",
  "0x10",
  "NaN",
  "0.0000001",
  "1.2345678",
  `1.${"0".repeat(13)}`,
  "1".repeat(16),
])("%j is no price that can be kept exactly", (text) => {
  expect(parseUsdPerMillion(text)).toBeNull();
});

test("a price written down is read back as itself", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (pico) => {
      expect(parseUsdPerMillion(usdPerMillionDecimal(pico))).toBe(pico);
    }),
  );
});

test.each<[string, bigint | null]>([
  ["0", 0n],
  ["0.0", 0n],
  ["0e999999999999", 0n],
  ["12", 12_000_000_000n],
  ["1E2", 100_000_000_000n],
  ["1e-9", 1n],
  ["123456789.123456789", 123_456_789_123_456_789n],
  ["999999999.999999999000", 999_999_999_999_999_999n],
  [`1.5${"0".repeat(1_000)}`, 1_500_000_000n],
  ["1000000000", null],
  ["1e9", null],
  ["1e999999999999", null],
  ["1e-999999999999", null],
  ["0.0000000001", null],
  ["-1", null],
  ["-0", null],
  ["", null],
  ['"5"', null],
  ["5 ", null],
])("the JSON number %s is %s nano-dollars", (text, nano) => {
  expect(parseUsdNumber(text)).toBe(nano);
});
