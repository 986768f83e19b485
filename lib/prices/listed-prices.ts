import type { ModelInfo, ModelPrice, TieredPrices } from "@pydantic/genai-prices";
import type { ListedPrices } from "@/db/schema/prices";
import { picoPerToken } from "@/lib/core/money";
import type { Price, PriceTier } from "./price";
import { TOKEN_CLASSES, type TokenClass } from "./token-classes";

/** Dearest price that is believed: a million USD per million tokens. */
const MOST_USD = 1_000_000;

/** The name of each class in the data; what has none of its own there costs what `or` does. */
const RATES: Readonly<Record<TokenClass, { name: string; or?: string }>> = {
  input: { name: "input_mtok" },
  // A list that names no price of its own for tokens of a cache charges them as input.
  cachedInput: { name: "cache_read_mtok", or: "input_mtok" },
  cacheWrite: { name: "cache_write_mtok", or: "input_mtok" },
  cacheWrite1h: { name: "cache_write_1h_mtok" },
  output: { name: "output_mtok" },
  audioInput: { name: "input_audio_mtok" },
  audioOutput: { name: "output_audio_mtok" },
};

/**
 * An entry of the price data in our own form. `unpriced` says that it has no price of input tokens (a model that is not priced by
 * tokens), `timed` that its prices depend on the time of day, which this form cannot say, and a `problem` that it cannot be true.
 */
export type ReadEntry = { prices: ListedPrices } | { unpriced: true } | { timed: true } | { problem: string };

/** Reads an entry of the price data. */
export function readEntry(given: ModelInfo["prices"]): ReadEntry {
  const steps = Array.isArray(given) ? given : [{ prices: given }];
  const prices: ListedPrices = [];
  for (const { prices: step, ...rest } of steps) {
    const constraint = "constraint" in rest ? rest.constraint : undefined;
    if (constraint !== undefined && constraint.type !== "start_date") return { timed: true };
    const problem = problemOf(step);
    if (problem !== null) return { problem };
    if (step.input_mtok === undefined) continue;
    const from = constraint === undefined ? null : new Date(constraint.start_date).toISOString();
    prices.push({ from, tiers: tiersOf(step) });
  }
  return prices.length === 0 ? { unpriced: true } : { prices };
}

/** What of prices in our own form holds at a moment, as a list of that name says it; null when nothing does yet. */
export function listedPriceAt(prices: ListedPrices, version: string, at: Date): Price | null {
  const step = prices.findLast(({ from }) => from === null || Date.parse(from) <= at.getTime());
  if (step === undefined) return null;
  const effectiveFrom = step.from === null ? null : new Date(step.from);
  return { version, effectiveFrom, tiers: step.tiers.map(readTier) };
}

function readTier({ above, ...rates }: ListedPrices[number]["tiers"][number]): PriceTier {
  const read = TOKEN_CLASSES.map((name) => {
    const rate = rates[name];
    return [name, rate === null || rate === undefined ? null : BigInt(rate)];
  });
  return { above, ...(Object.fromEntries(read) as Omit<PriceTier, "above">) };
}

function tiersOf(prices: ModelPrice): ListedPrices[number]["tiers"] {
  const starts = new Set([-1]);
  for (const price of Object.values(prices)) {
    if (isTiered(price)) for (const tier of price.tiers) starts.add(tier.start);
  }
  return [...starts]
    .sort((a, b) => a - b)
    .map((above) => {
      const rates = TOKEN_CLASSES.map((name) => {
        const { name: own, or } = RATES[name];
        const usd = rateAbove(prices[own], above) ?? (or === undefined ? null : rateAbove(prices[or], above));
        return [name, usd === null ? null : picoPerToken(usd).toString()];
      });
      return { above, ...Object.fromEntries(rates) };
    });
}

function rateAbove(price: number | TieredPrices | undefined, above: number): number | null {
  if (!isTiered(price)) return price ?? null;
  return price.tiers.findLast((tier) => tier.start <= above)?.price ?? price.base;
}

/** What is wrong with prices, in words; null when nothing is. */
function problemOf(prices: unknown): string | null {
  if (typeof prices !== "object" || prices === null) return "It has no prices that can be read.";
  for (const { name } of Object.values(RATES)) {
    const price: unknown = Reflect.get(prices, name);
    if (price === undefined) continue;
    const numbers = numbersOf(price);
    if (numbers === null) return `${name} is neither a number nor a list of tiers.`;
    for (const usd of numbers) {
      if (typeof usd !== "number" || !Number.isFinite(usd))
        return `${name} is ${String(usd)}, which is no number.`;
      if (usd < 0) return `${name} is ${usd}, and no price is below zero.`;
      if (usd > MOST_USD) return `${name} is ${usd} USD per million tokens, more than is believed.`;
    }
  }
  return null;
}

function numbersOf(price: unknown): unknown[] | null {
  if (typeof price !== "object" || price === null) return typeof price === "string" ? null : [price];
  const { base, tiers } = price as { base?: unknown; tiers?: unknown };
  if (!Array.isArray(tiers)) return null;
  const starts = tiers.map((tier) => (Number.isSafeInteger(tier?.start) ? 0 : Number.NaN));
  return [base, ...tiers.map((tier) => tier?.price), ...starts];
}

function isTiered(price: number | TieredPrices | undefined): price is TieredPrices {
  return typeof price === "object";
}
