import { picoPerToken } from "@/lib/core/money";
import { MINUTE_MS } from "@/lib/core/time";
import { type HeldPrices, heldPrices } from "./held-prices";
import { listedPriceAt, readEntry } from "./listed-prices";
import type { Price } from "./price";
import { findListing, type Listing, pricesAt } from "./price-list";

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
let foundIn: HeldPrices | null = null;
const MOST_REMEMBERED = 5_000;

/**
 * The list price of a provider's model at a moment, or null when none is known: such a request costs null, never 0. It is that of
 * the accepted list (`heldPrices`), and for models that are not in it that of the data inside the package @pydantic/genai-prices;
 * nothing is fetched at run time. It is remembered, by the minute where prices begin on a date or depend on the time of day.
 */
export function findPrice(provider: string, model: string, at: Date = new Date()): Price | null {
  if (provider === "sandbox") return SANDBOX;
  const held = heldPrices();
  if (held !== foundIn) found.clear();
  foundIn = held;
  const name = `${provider}/${model}`;
  const minute = Math.floor(at.getTime() / MINUTE_MS);
  const known = found.get(name);
  if (known !== undefined && (known.minute === null || known.minute === minute)) return known.price;
  const read = readPrice(held, provider, model, at);
  if (known !== undefined || found.size < MOST_REMEMBERED) {
    found.set(name, { price: read.price, minute: read.changes ? minute : null });
  }
  return read.price;
}

/** True when the price data of a provider lists the model, priced or not. */
export function isListedModel(provider: string, model: string): boolean {
  return findListing(provider, model) !== null;
}

type Read = { price: Price | null; changes: boolean };

function readPrice(held: HeldPrices | null, provider: string, model: string, at: Date): Read {
  const listing = findListing(provider, model);
  const accepted = held?.prices.get(`${provider}/${listing?.info.id ?? model}`);
  if (held !== null && accepted !== undefined) {
    return { price: listedPriceAt(accepted, held.source, at), changes: accepted.length > 1 };
  }
  return listing === null ? { price: null, changes: false } : readListing(listing, provider, model, at);
}

function readListing({ info }: Listing, provider: string, model: string, at: Date): Read {
  const read = readEntry(info.prices);
  if ("prices" in read)
    return { price: listedPriceAt(read.prices, PRICE_SOURCE, at), changes: Array.isArray(info.prices) };
  const now = "timed" in read ? pricesAt(provider, model, at) : null;
  const entry = now === null ? read : readEntry(now);
  return {
    price: "prices" in entry ? listedPriceAt(entry.prices, PRICE_SOURCE, at) : null,
    changes: "timed" in read,
  };
}
