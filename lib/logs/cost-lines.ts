import type { NanoUsd, PicoUsdPerToken } from "@/lib/core/money";
import type { Price, PriceTier } from "@/lib/prices/price";
import { priceUsage } from "@/lib/prices/price-usage";
import { TOKEN_CLASSES, type TokenClass } from "@/lib/prices/token-classes";
import type { LogRow } from "./contract";

/** Tokens of a class at what a token of it costs; both prices are null when the class has none. */
export type CostLine = {
  name: TokenClass;
  tokens: number;
  price: PicoUsdPerToken | null;
  /** In whole pico-dollars, so that the lines add up before the sum is rounded once. */
  costPicoUsd: bigint | null;
};

/** How a cost came about. `cost` is what the lines add up to, in nano-dollars; null when a class has no price. */
export type CostArithmetic = {
  version: string;
  effectiveFrom: Date | null;
  lines: CostLine[];
  cost: NanoUsd | null;
};

type Tokens = Pick<
  LogRow,
  | "inputTokens"
  | "cachedInputTokens"
  | "cacheWriteTokens"
  | "cacheWrite1hTokens"
  | "outputTokens"
  | "reasoningTokens"
  | "audioInputTokens"
  | "audioOutputTokens"
>;

/** The arithmetic of a request's tokens at a price, a line for each class that was used. */
export function costLines(row: Tokens, price: Price): CostArithmetic {
  const usage = usageOf(row);
  const tier = tierOf(price, usage);
  const lines = TOKEN_CLASSES.filter((name) => usage[name] > 0).map((name): CostLine => {
    const rate = tier?.[name] ?? null;
    const costPicoUsd = rate === null ? null : BigInt(usage[name]) * rate;
    return { name, tokens: usage[name], price: rate, costPicoUsd };
  });
  const cost = priceUsage({ ...usage, unpricedClass: false }, price);
  return { version: price.version, effectiveFrom: price.effectiveFrom, lines, cost };
}

/** The tokens of each class of a row. */
export function tokensByClass(row: Tokens): Array<{ name: TokenClass; tokens: number }> {
  const usage = usageOf(row);
  return TOKEN_CLASSES.filter((name) => usage[name] > 0).map((name) => ({ name, tokens: usage[name] }));
}

function usageOf(row: Tokens): Record<TokenClass | "reasoning", number> {
  return {
    input: row.inputTokens,
    cachedInput: row.cachedInputTokens,
    cacheWrite: row.cacheWriteTokens,
    cacheWrite1h: row.cacheWrite1hTokens,
    output: row.outputTokens,
    audioInput: row.audioInputTokens,
    audioOutput: row.audioOutputTokens,
    reasoning: row.reasoningTokens,
  };
}

function tierOf({ tiers }: Price, usage: Record<TokenClass, number>): PriceTier | undefined {
  const input = usage.input + usage.cachedInput + usage.cacheWrite + usage.cacheWrite1h + usage.audioInput;
  return tiers.findLast(({ above }) => input > above);
}
