import { z } from "zod";
import type { PriceId } from "@/lib/core/ids";
import { type PicoUsdPerToken, parseUsdPerMillion } from "@/lib/core/money";
import { TOKEN_CLASSES, type TokenClass } from "./token-classes";

/** Dearest price that is believed: a million USD per million tokens. */
const MOST_PICO_USD = 1_000_000_000_000n;
const EARLIEST = Date.parse("2000-01-01T00:00:00Z");
const LATEST = Date.parse("2100-01-01T00:00:00Z");

/** What each class of tokens costs; null when nobody has said. */
export type ClassPrices = Readonly<Record<TokenClass, PicoUsdPerToken | null>>;

/** An account's own price of a model from a moment on. */
export type PriceOverride = {
  id: PriceId;
  provider: string;
  model: string;
  effectiveFrom: Date;
  prices: ClassPrices;
  /** Where the price comes from, in the words of whoever set it. */
  source: string;
  createdAt: Date;
};

/** The field of a class in what people and programs send: decimal text in USD per million tokens. */
export type PriceField = `${TokenClass}UsdPerMillion`;

/** The field that holds the price of a class. */
export function priceField(name: TokenClass): PriceField {
  return `${name}UsdPerMillion`;
}

function amount(field: PriceField) {
  const error = `${field}: use decimal text in USD per million tokens such as "0.075", with at most 6 decimals, from 0 to 1000000.`;
  const isPrice = (text: string) => {
    const price = parseUsdPerMillion(text);
    return price !== null && price <= MOST_PICO_USD;
  };
  return z
    .string({ error })
    .refine(isPrice, { error })
    .nullable()
    .optional()
    .meta({ description: "USD per million tokens as exact decimal text." });
}

const amounts = {
  inputUsdPerMillion: amount("inputUsdPerMillion"),
  cachedInputUsdPerMillion: amount("cachedInputUsdPerMillion"),
  cacheWriteUsdPerMillion: amount("cacheWriteUsdPerMillion"),
  cacheWrite1hUsdPerMillion: amount("cacheWrite1hUsdPerMillion"),
  outputUsdPerMillion: amount("outputUsdPerMillion"),
  audioInputUsdPerMillion: amount("audioInputUsdPerMillion"),
  audioOutputUsdPerMillion: amount("audioOutputUsdPerMillion"),
} satisfies Record<PriceField, unknown>;

const PROVIDER = "provider: use the name that stands before the slash in the model's id, such as openai.";
const MODEL =
  "model: use the provider's own name of the model, 1 to 200 characters without control characters.";
const MOMENT = "effectiveFrom: use a moment such as 2026-12-01T00:00:00Z, from the year 2000 to 2099.";

/** What sets a price. Classes that are not given have none, and requests that use them are unpriced. */
export const newPrice = z
  .strictObject({
    provider: z.string({ error: PROVIDER }).regex(/^[a-z0-9][a-z0-9-]{0,39}$/, { error: PROVIDER }),
    model: z
      .string({ error: MODEL })
      .min(1, { error: MODEL })
      .max(200, { error: MODEL })
      .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), { error: MODEL }),
    effectiveFrom: z.iso
      .datetime({ offset: true, error: MOMENT })
      .refine((text) => Date.parse(text) >= EARLIEST && Date.parse(text) < LATEST, { error: MOMENT })
      .optional()
      .meta({ description: "The present when it is not given." }),
    source: z
      .string({ error: "source: use text." })
      .trim()
      .min(1, { error: "source: say where the price comes from, or leave the field out." })
      .max(200, { error: "source: use at most 200 characters." })
      .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), {
        error: "source: leave out control characters.",
      })
      .optional()
      .meta({ description: "Where the price comes from, for example a contract." }),
    ...amounts,
  })
  .superRefine((given, issues) => {
    if (TOKEN_CLASSES.some((name) => typeof given[priceField(name)] === "string")) return;
    const message = "Give the price of at least one class of tokens, such as inputUsdPerMillion.";
    issues.addIssue({ code: "custom", path: ["inputUsdPerMillion"], message });
  })
  .meta({ id: "NewPrice" });

export type NewPriceInput = z.input<typeof newPrice>;

/** Names a price, and a list of prices, in what a click sends. */
export const priceRefInput = z.strictObject({ priceId: z.string().max(100) });
export const priceListRefInput = z.strictObject({ source: z.string().max(200) });
