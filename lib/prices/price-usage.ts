import { costOf, type NanoUsd } from "@/lib/core/money";
import type { Price } from "./price";
import { TOKEN_CLASSES, type TokenClass } from "./token-classes";

/** Tokens of one request by class. The classes do not overlap, but reasoning is a part of output. */
export type TokenUsage = Record<TokenClass, number> & {
  /** Part of `output`, shown but never priced a second time. */
  reasoning: number;
  /** True when something was used that is no class of tokens here, so that nobody can say what the request cost. */
  unpricedClass: boolean;
};

export const NO_USAGE: TokenUsage = {
  input: 0,
  cachedInput: 0,
  cacheWrite: 0,
  cacheWrite1h: 0,
  output: 0,
  audioInput: 0,
  audioOutput: 0,
  reasoning: 0,
  unpricedClass: false,
};

/** The tokens of both, class by class. */
export function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  const sum = { ...a, reasoning: a.reasoning + b.reasoning };
  for (const name of TOKEN_CLASSES) sum[name] += b[name];
  return { ...sum, unpricedClass: a.unpricedClass || b.unpricedClass };
}

/**
 * What the tokens cost at a price, in whole nano-dollars; null when the price is unknown or there are tokens of a class that
 * has none. The tier is chosen by all input classes together.
 */
export function priceUsage(usage: TokenUsage, price: Price | null): NanoUsd | null {
  if (price === null || usage.unpricedClass) return null;
  const inputTotal =
    usage.input + usage.cachedInput + usage.cacheWrite + usage.cacheWrite1h + usage.audioInput;
  const tier = price.tiers.findLast((candidate) => inputTotal > candidate.above);
  if (tier === undefined) return null;
  const lines: Array<{ tokens: number; price: bigint }> = [];
  for (const name of TOKEN_CLASSES) {
    const tokens = usage[name];
    const rate = tier[name];
    if (tokens === 0) continue;
    if (rate === null) return null;
    lines.push({ tokens, price: rate });
  }
  return costOf(lines);
}
