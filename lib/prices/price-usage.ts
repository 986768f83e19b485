import { costOf, type NanoUsd } from "@/lib/core/money";
import type { Price } from "./price-book";

/** Tokens of one request by class. The classes do not overlap, but reasoning is a part of output. */
export type TokenUsage = {
  /** Input tokens that were neither read from nor written to a cache. */
  input: number;
  cachedInput: number;
  cacheWrite: number;
  /** All output tokens, reasoning included. */
  output: number;
  reasoning: number;
  /** True when there are tokens of a class that has no price here (audio). */
  unpricedClass: boolean;
};

export const NO_USAGE: TokenUsage = {
  input: 0,
  cachedInput: 0,
  cacheWrite: 0,
  output: 0,
  reasoning: 0,
  unpricedClass: false,
};

/** What the tokens cost at a price, in whole nano-dollars; null when the price or a class of it is unknown. */
export function priceUsage(usage: TokenUsage, price: Price | null): NanoUsd | null {
  if (price === null || usage.unpricedClass) return null;
  const inputTotal = usage.input + usage.cachedInput + usage.cacheWrite;
  const tier = price.tiers.findLast((candidate) => inputTotal > candidate.above);
  if (tier === undefined || (tier.output === null && usage.output > 0)) return null;
  return costOf([
    { tokens: usage.input, price: tier.input },
    { tokens: usage.cachedInput, price: tier.cachedInput },
    { tokens: usage.cacheWrite, price: tier.cacheWrite },
    { tokens: usage.output, price: tier.output ?? 0n },
  ]);
}
