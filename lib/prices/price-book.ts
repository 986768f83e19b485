import { calcPrice, type ModelPrice, type TieredPrices } from "@pydantic/genai-prices";
import { type PicoUsdPerToken, picoPerToken } from "@/lib/core/money";

/** Rates that hold for requests with more than `above` input tokens, cached ones included. */
export type PriceTier = {
  above: number;
  input: PicoUsdPerToken;
  cachedInput: PicoUsdPerToken;
  cacheWrite: PicoUsdPerToken;
  /** Null for a model whose list has no price for output, such as one for embeddings. */
  output: PicoUsdPerToken | null;
};

/** What a model costs. `version` names the source, so that a request row says by which prices it was settled. */
export type Price = { version: string; tiers: readonly PriceTier[] };

/** The package that brings the prices, with its version (a test compares it with the installed one). */
export const PRICE_SOURCE = "genai-prices@0.1.8";

/** The sandbox's own fixed price: $0.10 per million input and $0.40 per million output tokens, no real money. */
const SANDBOX: Price = {
  version: "sandbox@1",
  tiers: [
    {
      above: -1,
      input: picoPerToken(0.1),
      cachedInput: picoPerToken(0.1),
      cacheWrite: picoPerToken(0.1),
      output: picoPerToken(0.4),
    },
  ],
};

const found = new Map<string, Price | null>();
const listed = new Map<string, boolean>();
const MOST_REMEMBERED = 5_000;

/**
 * The list price of a provider's model, or null when none is known: such a request costs null, never 0.
 * Source: the data inside the package @pydantic/genai-prices; nothing is fetched at run time.
 */
export function findPrice(provider: string, model: string): Price | null {
  if (provider === "sandbox") return SANDBOX;
  const name = `${provider}/${model}`;
  let price = found.get(name);
  if (price === undefined) {
    price = readPrice(provider, model);
    if (found.size < MOST_REMEMBERED) found.set(name, price);
  }
  return price;
}

/** True when the price data of a provider lists the model, priced or not. */
export function isListedModel(provider: string, model: string): boolean {
  const name = `${provider}/${model}`;
  let known = listed.get(name);
  if (known === undefined) {
    known = calcPrice({}, model, { providerId: provider }) !== null;
    if (listed.size < MOST_REMEMBERED) listed.set(name, known);
  }
  return known;
}

function readPrice(provider: string, model: string): Price | null {
  const prices = calcPrice({}, model, { providerId: provider })?.model_price;
  if (prices?.input_mtok === undefined) return null;
  const starts = new Set([-1]);
  for (const price of Object.values(prices)) {
    if (isTiered(price)) for (const tier of price.tiers) starts.add(tier.start);
  }
  const tiers = [...starts].sort((a, b) => a - b).map((above) => tierAbove(prices, above));
  return { version: PRICE_SOURCE, tiers };
}

function tierAbove(prices: ModelPrice, above: number): PriceTier {
  const rate = (name: string) => {
    const price = prices[name];
    if (!isTiered(price)) return price;
    return price.tiers.filter((tier) => tier.start <= above).at(-1)?.price ?? price.base;
  };
  const input = rate("input_mtok") ?? 0;
  const output = rate("output_mtok");
  return {
    above,
    input: picoPerToken(input),
    cachedInput: picoPerToken(rate("cache_read_mtok") ?? input),
    cacheWrite: picoPerToken(rate("cache_write_mtok") ?? input),
    output: output === undefined ? null : picoPerToken(output),
  };
}

function isTiered(price: number | TieredPrices | undefined): price is TieredPrices {
  return typeof price === "object";
}
