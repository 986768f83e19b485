import { expect, test } from "vitest";
import { ZERO_SUMS } from "@/lib/testing/zero-sums";
import { tokenTotals } from "./token-totals";

test("every class counts once, and reasoning is not added to the output it is part of", () => {
  const classes = {
    ...ZERO_SUMS,
    inputTokens: 1,
    cachedInputTokens: 10,
    cacheWriteTokens: 100,
    cacheWrite1hTokens: 1_000,
    audioInputTokens: 10_000,
    outputTokens: 2,
    reasoningTokens: 2,
    audioOutputTokens: 20,
  };
  expect(tokenTotals(classes)).toEqual({ input: 11_111, output: 22 });
  expect(tokenTotals(ZERO_SUMS)).toEqual({ input: 0, output: 0 });
});
