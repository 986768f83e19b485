import { z } from "zod";
import { usdPerMillionDecimal } from "@/lib/core/money";
import type { CatalogueModel } from "@/lib/models/contract";
import { type ClassPrices, type PriceOverride, priceField } from "@/lib/prices/contract";
import type { OverrideStatus } from "@/lib/prices/override-status";
import { TOKEN_CLASSES } from "@/lib/prices/token-classes";

const moment = z.iso.datetime();
const amount = z.string().nullable();

/** The price of each class of tokens. A class that is null makes the requests that use it unpriced, never free. */
const wirePrices = z
  .object({
    inputUsdPerMillion: amount,
    cachedInputUsdPerMillion: amount,
    cacheWriteUsdPerMillion: amount,
    cacheWrite1hUsdPerMillion: amount,
    outputUsdPerMillion: amount,
    audioInputUsdPerMillion: amount,
    audioOutputUsdPerMillion: amount,
  })
  .meta({
    id: "TokenPrices",
    description: "Exact decimal text in USD per million tokens; null when the class has no price.",
  });

export const wireModelPrice = z
  .object({
    id: z.string().meta({ description: "The model as one writes it in a gate." }),
    provider: z.string(),
    model: z.string().meta({ description: "The provider's own name of it." }),
    source: z
      .enum(["list", "override"])
      .nullable()
      .meta({ description: "`override` is a price that the account has set; null when no price is known." }),
    version: z
      .string()
      .nullable()
      .meta({ description: "What a request that is priced with it says in its `priceVersion`." }),
    effectiveFrom: moment.nullable().meta({ description: "Null when the source does not say since when." }),
    prices: wirePrices.nullable(),
    longPrompts: z
      .array(z.object({ aboveInputTokens: z.int(), prices: wirePrices }))
      .meta({ description: "What holds instead for requests with more input tokens." }),
  })
  .meta({ id: "ModelPrice" });

export const wireOverride = z
  .object({
    id: z.uuid(),
    provider: z.string(),
    model: z.string(),
    effectiveFrom: moment,
    status: z.enum(["future", "in_force", "past"]),
    prices: wirePrices,
    source: z.string(),
    createdAt: moment,
  })
  .meta({ id: "PriceOverride" });

const examplePrices: z.input<typeof wirePrices> = {
  inputUsdPerMillion: "0.12",
  cachedInputUsdPerMillion: "0.06",
  cacheWriteUsdPerMillion: null,
  cacheWrite1hUsdPerMillion: null,
  outputUsdPerMillion: "0.48",
  audioInputUsdPerMillion: null,
  audioOutputUsdPerMillion: null,
};

export const exampleOverride: z.input<typeof wireOverride> = {
  id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  provider: "openai",
  model: "gpt-4o-mini",
  effectiveFrom: "2026-12-01T00:00:00.000Z",
  status: "future",
  prices: examplePrices,
  source: "Contract of November",
  createdAt: "2026-11-22T09:30:00.000Z",
};

export const exampleModelPrice: z.input<typeof wireModelPrice> = {
  id: "gpt-4o-mini",
  provider: "openai",
  model: "gpt-4o-mini",
  source: "override",
  version: `override:${exampleOverride.id}`,
  effectiveFrom: exampleOverride.effectiveFrom,
  prices: examplePrices,
  longPrompts: [],
};

export function overrideOnWire(price: PriceOverride, status: OverrideStatus): z.input<typeof wireOverride> {
  return {
    id: price.id,
    provider: price.provider,
    model: price.model,
    effectiveFrom: price.effectiveFrom.toISOString(),
    status,
    prices: pricesOnWire(price.prices),
    source: price.source,
    createdAt: price.createdAt.toISOString(),
  };
}

export function modelPriceOnWire({
  id,
  provider,
  model,
  price,
  priceVersion,
}: CatalogueModel): z.input<typeof wireModelPrice> {
  const [first, ...others] = price?.tiers ?? [];
  return {
    id,
    provider,
    model,
    source: priceVersion === null ? null : priceVersion.startsWith("override:") ? "override" : "list",
    version: priceVersion,
    effectiveFrom: price?.effectiveFrom?.toISOString() ?? null,
    prices: first === undefined ? null : pricesOnWire(first),
    longPrompts: others.map((tier) => ({ aboveInputTokens: tier.above, prices: pricesOnWire(tier) })),
  };
}

function pricesOnWire(prices: ClassPrices): z.input<typeof wirePrices> {
  const entries = TOKEN_CLASSES.map((name) => {
    const price = prices[name];
    return [priceField(name), price === null ? null : usdPerMillionDecimal(price)];
  });
  return Object.fromEntries(entries);
}
