import { expect, test } from "vitest";
import { knownCost } from "./known-cost";

test("a cost is unknown only when unpriced requests are all there is to pay for", () => {
  expect(knownCost({ unpriced: 0, costNanoUsd: 0n })).toBe(0n);
  expect(knownCost({ unpriced: 0, costNanoUsd: 5n })).toBe(5n);
  expect(knownCost({ unpriced: 3, costNanoUsd: 5n })).toBe(5n);
  expect(knownCost({ unpriced: 3, costNanoUsd: 0n })).toBeNull();
});
