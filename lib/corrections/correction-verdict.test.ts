import { describe, expect, test } from "vitest";
import type { Price } from "@/lib/prices/price";
import { NO_USAGE } from "@/lib/prices/price-usage";
import { correctionVerdict, type PricedRequest } from "./correction-verdict";

const price = (input: bigint | null, output: bigint | null): Price => ({
  version: "new",
  effectiveFrom: null,
  tiers: [
    {
      above: -1,
      input,
      output,
      cachedInput: null,
      cacheWrite: null,
      cacheWrite1h: null,
      audioInput: null,
      audioOutput: null,
    },
  ],
});
const NEW = price(1_000n, 2_000n);
const request = (given: Partial<PricedRequest> = {}): PricedRequest => ({
  usage: { ...NO_USAGE, input: 10, output: 5 },
  costNanoUsd: null,
  correctedByNanoUsd: null,
  priceVersion: null,
  beyondTokens: false,
  ...given,
});

describe("a price that came later", () => {
  test("makes an unknown cost known, a cost of nothing too", () => {
    expect(correctionVerdict(request(), NEW, null)).toEqual({
      kind: "change",
      deltaNanoUsd: 20n,
      isNew: true,
      after: 20n,
    });
    expect(correctionVerdict(request(), price(0n, 0n), null)).toMatchObject({
      deltaNanoUsd: 0n,
      isNew: true,
    });
  });

  test("changes a known cost by the difference, whatever corrections it had", () => {
    const known = request({ costNanoUsd: 30n, priceVersion: "old" });
    expect(correctionVerdict(known, NEW, price(2_000n, 2_000n))).toMatchObject({
      deltaNanoUsd: -10n,
      isNew: false,
    });
    const corrected = request({ correctedByNanoUsd: 25n });
    expect(correctionVerdict(corrected, NEW, null)).toMatchObject({ deltaNanoUsd: -5n, isNew: false });
    expect(correctionVerdict(request({ correctedByNanoUsd: 20n }), NEW, null)).toEqual({ kind: "right" });
  });

  test("leaves a request that used a class of tokens without a price", () => {
    expect(correctionVerdict(request(), price(1_000n, null), null)).toEqual({
      kind: "left",
      why: "without_class",
    });
  });

  test.each([
    ["is marked so", request({ beyondTokens: true }), null],
    [
      "is marked so and has a cost",
      request({ beyondTokens: true, costNanoUsd: 90n, priceVersion: "old" }),
      null,
    ],
    ["has no tokens at all", request({ usage: NO_USAGE }), null],
    ["had no cost although its tokens had prices", request({ priceVersion: "old" }), NEW],
    ["cost something else than its tokens", request({ costNanoUsd: 7n, priceVersion: "old" }), NEW],
    ["has a cost by no price", request({ costNanoUsd: 0n }), null],
  ])("never makes a cost of tokens out of one that was not: a request that %s", (_what, given, then) => {
    expect(correctionVerdict(given, NEW, then)).toEqual({ kind: "left", why: "beyond_tokens" });
  });

  test("has nothing to say of a request that cost nothing because nobody was asked", () => {
    expect(correctionVerdict(request({ usage: NO_USAGE, costNanoUsd: 0n }), NEW, null)).toEqual({
      kind: "right",
    });
  });
});
