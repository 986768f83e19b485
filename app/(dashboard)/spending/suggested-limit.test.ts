import { expect, test } from "vitest";
import { suggestedLimit } from "./suggested-limit";

const DOLLAR = 1_000_000_000n;

test.each([
  [0n, 10n],
  [1n, 10n],
  [6n * DOLLAR, 10n],
  [7n * DOLLAR, 20n],
  [100n * DOLLAR, 200n],
  [334n * DOLLAR, 1_000n],
  [40_000n * DOLLAR, 100_000n],
])("what was spent fits into the suggestion with room: %s", (spent, dollars) => {
  expect(suggestedLimit(spent)).toBe(dollars);
  expect(suggestedLimit(spent) * DOLLAR * 2n).toBeGreaterThanOrEqual(spent * 3n);
});
