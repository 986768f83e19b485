import type { ModelPrice, TieredPrices } from "@pydantic/genai-prices";
import { type PicoUsdPerToken, picoPerToken } from "@/lib/core/money";
import { MINUTE_MS } from "@/lib/core/time";
import { changesWithTime, findListing, pricesAt, pricesSince } from "./price-list";
import type { TokenClass } from "./token-classes";

/**
 * Rates that hold for requests with more than `above` input tokens of all classes. A class without a price is null: what
 * requests that use it cost is not known.
 */
export type PriceTier = { above: number } & Readonly<Record<TokenClass, PicoUsdPerToken | null>>;

/**
 * What a model costs. `version` names the source, so that a request row says by which prices it was settled;
 * `effectiveFrom` is since when it costs that, null when the source does not say.
 */
export type Price = { version: string; effectiveFrom: Date | null; tiers: readonly PriceTier[] };

/** The package that brings the prices, with its version (a test compares it with the installed one). */
export const PRICE_SOURCE = "genai-prices@0.1.8";

const SANDBOX_INPUT = picoPerToken(0.1);
/** The sandbox's own fixed price: $0.10 per million input and $0.40 per million output tokens, no real money. */
const SANDBOX: Price = {
  version: "sandbox@1",
  effectiveFrom: null,
  tiers: [
    {
      above: -1,
      input: SANDBOX_INPUT,
      cachedInput: SANDBOX_INPUT,
      cacheWrite: SANDBOX_INPUT,
      cacheWrite1h: SANDBOX_INPUT,
      output: picoPerToken(0.4),
      audioInput: null,
      audioOutput: null,
    },
  ],
};

/** A price with the minute since the epoch that it was read for; null when it never changes. */
type Known = { price: Price | null; minute: number | null };

const found = new Map<string, Known>();
const MOST_REMEMBERED = 5_000;

/**
 * The list price of a provider's model at a moment, or null when none is known: such a request costs null, never 0.
 * Source: the data inside the package @pydantic/genai-prices; nothing is fetched at run time. It is remembered, by the
 * minute where prices begin on a date or depend on the time of day.
 */
export function findPrice(provider: string, model: string, at: Date = new Date()): Price | null {
  if (provider === "sandbox") return SANDBOX;
  const name = `${provider}/${model}`;
  const minute = Math.floor(at.getTime() / MINUTE_MS);
  const known = found.get(name);
  if (known !== undefined && (known.minute === null || known.minute === minute)) return known.price;
  const price = readPrice(provider, model, at);
  if (known !== undefined || found.size < MOST_REMEMBERED) {
    found.set(name, { price, minute: changesWithTime(provider, model) ? minute : null });
  }
  return price;
}

/** True when the price data of a provider lists the model, priced or not. */
export function isListedModel(provider: string, model: string): boolean {
  return findListing(provider, model) !== null;
}

function readPrice(provider: string, model: string, at: Date): Price | null {
  const prices = pricesAt(provider, model, at);
  if (prices?.input_mtok === undefined) return null;
  const starts = new Set([-1]);
  for (const price of Object.values(prices)) {
    if (isTiered(price)) for (const tier of price.tiers) starts.add(tier.start);
  }
  const tiers = [...starts].sort((a, b) => a - b).map((above) => tierAbove(prices, above));
  return { version: PRICE_SOURCE, effectiveFrom: pricesSince(provider, model, at), tiers };
}

function tierAbove(prices: ModelPrice, above: number): PriceTier {
  const rate = (name: string) => {
    const price = prices[name];
    const usd = isTiered(price)
      ? (price.tiers.filter((tier) => tier.start <= above).at(-1)?.price ?? price.base)
      : price;
    return usd === undefined ? null : picoPerToken(usd);
  };
  const input = rate("input_mtok");
  return {
    above,
    input,
    // A list that names no price of its own for tokens of a cache charges them as input.
    cachedInput: rate("cache_read_mtok") ?? input,
    cacheWrite: rate("cache_write_mtok") ?? input,
    cacheWrite1h: rate("cache_write_1h_mtok"),
    output: rate("output_mtok"),
    audioInput: rate("input_audio_mtok"),
    audioOutput: rate("output_audio_mtok"),
  };
}

function isTiered(price: number | TieredPrices | undefined): price is TieredPrices {
  return typeof price === "object";
}
