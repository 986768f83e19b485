import type { ModelInfo } from "@pydantic/genai-prices";
import type { ListedPrices } from "@/db/schema/prices";
import { readEntry } from "./listed-prices";
import { PRICE_SOURCE } from "./price-book";
import { listEntries } from "./price-list";

/** A list of prices by `provider/model`, with the entries that could not be read. */
export type PriceList = {
  source: string;
  prices: Record<string, ListedPrices>;
  problems: Array<{ model: string; problem: string }>;
};

/** Whose prices are held and proposed: the providers that Layer speaks to itself. */
export const LISTED_PROVIDERS = ["openai", "anthropic", "google", "mistral"] as const;

/** The list that this version of the product brings. */
export function bundledList(): PriceList {
  return readList(
    PRICE_SOURCE,
    LISTED_PROVIDERS.map((provider) => ({ provider, models: listEntries(provider) })),
  );
}

/** Puts entries of the price data into a list; those that are no price of tokens are left out. */
export function readList(
  source: string,
  entries: ReadonlyArray<{ provider: string; models: ReadonlyArray<Pick<ModelInfo, "id" | "prices">> }>,
): PriceList {
  const list: PriceList = { source, prices: {}, problems: [] };
  for (const { provider, models } of entries) {
    for (const { id, prices } of models) {
      const name = `${provider}/${id}`;
      const read = readEntry(prices);
      if ("prices" in read) list.prices[name] = read.prices;
      if ("problem" in read) list.problems.push({ model: name, problem: read.problem });
      if ("unpriced" in read) list.problems.push({ model: name, problem: NO_INPUT });
    }
  }
  return list;
}

/** What is said of an entry that lost its price of input tokens; those that never had one are no problem. */
export const NO_INPUT = "It has no price of input tokens any more.";
