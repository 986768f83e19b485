import { expect, test } from "vitest";
import type { Price } from "@/lib/prices/price";
import type { LogEntry } from "./contract";
import { costStory } from "./explain-cost";

const price = (version: string, input: bigint): Price => ({
  version,
  effectiveFrom: null,
  tiers: [
    {
      above: -1,
      input,
      cachedInput: null,
      cacheWrite: null,
      cacheWrite1h: null,
      output: 2_000_000n,
      audioInput: null,
      audioOutput: null,
    },
  ],
});
const entry = (given: Partial<LogEntry>) =>
  ({
    inputTokens: 1_000,
    cachedInputTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: 0,
    outputTokens: 100,
    reasoningTokens: 0,
    audioInputTokens: 0,
    audioOutputTokens: 0,
    beyondTokens: false,
    bookedCostNanoUsd: 1_200_000n,
    costNanoUsd: 1_200_000n,
    priceVersion: "list@1",
    corrections: [],
    ...given,
  }) as LogEntry;
const dear = price("list@2", 3_000_000n);
const cheap = price("list@1", 1_000_000n);

test("the arithmetic is that of the price which adds up to the cost, to the nano-dollar", () => {
  expect(costStory(entry({}), () => [dear, cheap])).toMatchObject({
    of: "booked",
    arithmetic: { version: "list@1" },
  });
  expect(costStory(entry({ bookedCostNanoUsd: 1_200_001n }), () => [dear, cheap])).toEqual({
    arithmetic: null,
    why: "price gone",
  });
});

test("what was unpriced at first is explained by the price that came later, a corrected cost by what was booked", () => {
  const correction = { deltaNanoUsd: 3_200_000n, priceVersion: "list@2", createdAt: new Date() };
  const later = entry({ bookedCostNanoUsd: null, costNanoUsd: 3_200_000n, corrections: [correction] });
  expect(costStory(later, () => [dear])).toMatchObject({ of: "corrected", arithmetic: { cost: 3_200_000n } });
  const changed = entry({
    costNanoUsd: 3_200_000n,
    corrections: [{ ...correction, deltaNanoUsd: 2_000_000n }],
  });
  expect(costStory(changed, () => [cheap])).toMatchObject({ of: "booked", arithmetic: { cost: 1_200_000n } });
});

test("nothing is made up where the cost is unknown, or is more than that of its tokens", () => {
  expect(costStory(entry({ bookedCostNanoUsd: null, costNanoUsd: null }), () => [cheap])).toEqual({
    arithmetic: null,
    why: "unpriced",
  });
  expect(costStory(entry({ bookedCostNanoUsd: 9n, beyondTokens: true }), () => [cheap])).toEqual({
    arithmetic: null,
    why: "beyond tokens",
  });
});
