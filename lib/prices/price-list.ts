import { calcPrice, findProvider, type ModelInfo, type ModelPrice } from "@pydantic/genai-prices";

/** What the price data says of a model. */
export type Listing = { info: ModelInfo };

/** A model of a provider's list, under the name it is called by. */
export type ListedModel = Listing & { model: string };

const MOST_REMEMBERED = 5_000;
const found = new Map<string, Listing | null>();

// Entries of the data that stand for many models or for none, with the name that the provider's API knows one by
// (platform.openai.com/docs/models, docs.mistral.ai/getting-started/models).
const CALLED: Readonly<Record<string, string>> = {
  "computer-use": "computer-use-preview",
  moderation: "omni-moderation-latest",
  "magistral-small": "magistral-small-latest",
};

/**
 * The entry of a provider's model in the price data, or null. The data also lists models under their maker or under another
 * service of the provider's that the API reached here does not serve: those are left out.
 * Source: the data inside the package @pydantic/genai-prices; nothing is fetched at run time.
 */
export function findListing(provider: string, model: string): Listing | null {
  const name = `${provider}/${model}`;
  let listing = found.get(name);
  if (listing === undefined) {
    listing = isSoldElsewhere(provider, model) ? null : lookUp(provider, model);
    if (found.size < MOST_REMEMBERED) found.set(name, listing);
  }
  return listing;
}

/** Every model that a provider's list names, in its order. Fine-tunes and other sellers' variants are no models of their own. */
export function listedModels(provider: string): ListedModel[] {
  const models = findProvider({ providerId: provider })?.models ?? [];
  const names = models.filter(({ id }) => !isVariant(id)).map((info) => callName(provider, info));
  return [...new Set(names)].flatMap((model) => {
    const listing = model === null ? null : findListing(provider, model);
    return model === null || listing === null ? [] : [{ ...listing, model }];
  });
}

/** Every entry of a provider in the price data, those that stand for fine-tunes included. */
export function listEntries(provider: string): ModelInfo[] {
  const models = findProvider({ providerId: provider })?.models ?? [];
  return models.filter(({ id }) => !isSoldElsewhere(provider, id));
}

/** The prices of a listed model that hold at a moment; null for a model that is not listed. */
export function pricesAt(provider: string, model: string, at: Date): ModelPrice | null {
  const prices = findListing(provider, model)?.info.prices ?? null;
  if (!Array.isArray(prices)) return prices;
  return calcPrice({}, model, { providerId: provider, timestamp: at })?.model_price ?? null;
}

function lookUp(provider: string, model: string): Listing | null {
  const result = calcPrice({}, model, { providerId: provider });
  // The data also knows providers by parts of their names; a server of one's own that is called so is not that provider.
  return result === null || result.provider.id !== provider ? null : { info: result.model };
}

// Claude and managed Gemma are Vertex AI's; OpenAI's open models (openai.com/open-models) and the weights of Mistral's that are
// named "instruct" are served by others.
const SOLD_ELSEWHERE: Readonly<Record<string, RegExp>> = {
  google: /claude|-maas$/i,
  openai: /^gpt-oss/i,
  mistral: /-instruct/i,
};

function isSoldElsewhere(provider: string, model: string): boolean {
  return Object.hasOwn(SOLD_ELSEWHERE, provider) && SOLD_ELSEWHERE[provider]?.test(model) === true;
}

function isVariant(id: string): boolean {
  return id.includes(":") || id.includes(".ft-");
}

/** The name to call an entry by: its id when that finds it, else the first whole name it is known under. */
function callName(provider: string, info: ModelInfo): string | null {
  const called = CALLED[info.id];
  if (called !== undefined) return called;
  if (findListing(provider, info.id)?.info.id === info.id) return info.id;
  return wholeNames(info.match)[0] ?? null;
}

function wholeNames(match: ModelInfo["match"]): string[] {
  if ("equals" in match) return [match.equals];
  return "or" in match ? match.or.flatMap(wholeNames) : [];
}
