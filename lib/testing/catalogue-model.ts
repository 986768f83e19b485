import { picoPerToken } from "@/lib/core/money";
import type { CatalogueModel } from "@/lib/models/contract";
import type { Price } from "@/lib/prices/price";

/** A price in USD per million tokens, the same for every class that is not sound. */
export function flatPrice(usdPerMillion: number): Price {
  const rate = picoPerToken(usdPerMillion);
  const text = { input: rate, cachedInput: rate, cacheWrite: rate, cacheWrite1h: rate, output: rate };
  return {
    version: "test@1",
    effectiveFrom: null,
    tiers: [{ above: -1, ...text, audioInput: null, audioOutput: null }],
  };
}

/** A chat model of OpenAI that can be reached, unless told otherwise. */
export function catalogueModel(id: string, given: Partial<CatalogueModel> = {}): CatalogueModel {
  const price = given.price === undefined ? flatPrice(1) : given.price;
  return {
    id,
    provider: "openai",
    model: id,
    kind: "openai",
    displayName: id,
    description: null,
    taskType: "chat",
    contextWindow: null,
    deprecated: false,
    createdAt: null,
    priceVersion: price?.version ?? null,
    configured: true,
    offered: true,
    ...given,
    price,
  };
}
