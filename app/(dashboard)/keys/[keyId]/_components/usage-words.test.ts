import { describe, expect, test } from "vitest";
import { chosenRange } from "@/lib/core/time-choice";
import { ZERO_SUMS } from "@/lib/testing/zero-sums";
import type { UsageByModel, UsageSums } from "@/lib/usage/contract";
import { knownCost } from "@/lib/usage/known-cost";
import { figures, spanWords, usageSentence } from "./usage-words";

const some: UsageSums = {
  ...ZERO_SUMS,
  requests: 1_204,
  errors: 12,
  inputTokens: 8_000,
  cachedInputTokens: 2_000,
  outputTokens: 4_000,
  reasoningTokens: 1_000,
  costNanoUsd: 12_400_000_000n,
  latencyMsMean: 842.4,
};
const models: UsageByModel[] = [
  { ...ZERO_SUMS, provider: "openai", model: "gpt-x", requests: 300, costNanoUsd: 7_688_000_000n },
  { ...ZERO_SUMS, provider: "sandbox", model: "sandbox/echo", requests: 904, costNanoUsd: 4_712_000_000n },
];
const span = "in the last 7 days";

describe("unknown cost", () => {
  test("when no request has a known price, the cost is a dash and never zero", () => {
    const unknown = { ...some, unpriced: 1_204, costNanoUsd: 0n };
    expect(knownCost(unknown)).toBeNull();
    expect(figures(unknown)[0]).toEqual({ label: "Spend", value: "—", note: "1,204 without a known price" });
    expect(usageSentence("cost", unknown, models, span)).not.toContain("$");
  });

  test("when some have none, they are counted beside the sum", () => {
    const partly = { ...some, unpriced: 3 };
    expect(figures(partly)[0]).toMatchObject({
      value: "$12.40",
      note: "3 without a known price, not included",
    });
    expect(usageSentence("cost", partly, models, span)).toMatch(/ 3 without a known price not included\.$/);
  });

  test("without requests the cost is known: zero", () => {
    expect(figures(ZERO_SUMS)[0]).toEqual({ label: "Spend", value: "$0.00", note: "no requests" });
  });
});

describe("the four numbers", () => {
  test("tokens count every class once, reasoning as part of the output", () => {
    expect(figures(some)[2]).toEqual({ label: "Tokens", value: "14K", note: "10K in, 4,000 out" });
  });

  test("success never reads as 100 % while something failed, and has no value without requests", () => {
    expect(figures(some)[3]).toEqual({ label: "Success rate", value: "99 %", note: "842 ms on average" });
    expect(figures({ ...some, errors: 1 })[3]?.value).toBe(">99 %");
    expect(figures(ZERO_SUMS)[3]?.value).toBe("—");
  });
});

describe("the sentence", () => {
  test.each([
    ["cost", "$12.40 in the last 7 days; 62 % from gpt-x."],
    ["requests", "1,204 requests in the last 7 days, 12 failed; 75 % from sandbox/echo."],
    ["tokens", "14K tokens in the last 7 days."],
  ] as const)("it tells %s", (metric, sentence) => {
    expect(usageSentence(metric, some, models, span)).toBe(sentence);
  });

  test("a single model has no share, nothing is nothing", () => {
    expect(usageSentence("cost", some, models.slice(0, 1), span)).toBe("$12.40 in the last 7 days.");
    expect(usageSentence("cost", ZERO_SUMS, [], span)).toBe("No requests in the last 7 days.");
  });

  test("a model that two providers offer is one share", () => {
    const twice = models.map((row) => ({ ...row, model: "gpt-x" }));
    expect(usageSentence("cost", some, twice, span)).toBe("$12.40 in the last 7 days.");
  });
});

describe("the words for a span", () => {
  const now = new Date("2026-11-22T10:00:00Z");
  test.each([
    ["24h", null, null, "in the last 24 hours"],
    ["90d", null, null, "in the last 90 days"],
    ["custom", "2026-11-01", "2026-11-03", "from Nov 1, 2026 to Nov 3, 2026"],
    ["custom", "2026-11-01", "2026-11-01", "on Nov 1, 2026"],
  ] as const)("%s %s %s", (range, from, to, words) => {
    const zone = "Asia/Tokyo";
    expect(spanWords(chosenRange({ range, from, to }, zone, now), zone)).toBe(words);
  });
});
