import { describe, expect, test } from "vitest";
import { ZERO_SUMS } from "@/lib/testing/zero-sums";
import type { UsageSums } from "@/lib/usage/contract";
import { knownCost } from "@/lib/usage/known-cost";
import { figures } from "./usage-words";

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
describe("unknown cost", () => {
  test("when no request has a known price, the cost is a dash and never zero", () => {
    const unknown = { ...some, unpriced: 1_204, costNanoUsd: 0n };
    expect(knownCost(unknown)).toBeNull();
    expect(figures(unknown)[0]).toMatchObject({ value: "—", note: "1,204 without a known price" });
  });

  test("when some have none, they are counted beside the sum", () => {
    const partly = { ...some, unpriced: 3 };
    expect(figures(partly)[0]).toMatchObject({
      value: "$12.40",
      note: "3 without a known price, not included",
    });
  });

  test("without requests the cost is known: zero", () => {
    expect(figures(ZERO_SUMS)[0]).toMatchObject({ value: "$0.00", note: "no requests" });
  });
});

describe("the four numbers", () => {
  test("tokens count every class once, reasoning as part of the output", () => {
    expect(figures(some)[2]).toMatchObject({ value: "14K", note: "10K in, 4,000 out" });
  });

  test("success never reads as 100 % while something failed, and has no value without requests", () => {
    expect(figures(some)[3]).toMatchObject({ value: "99 %", note: "842 ms on average" });
    expect(figures({ ...some, errors: 1 })[3]?.value).toBe(">99 %");
    expect(figures(ZERO_SUMS)[3]?.value).toBe("—");
  });
});
