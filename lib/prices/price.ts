import type { PicoUsdPerToken } from "@/lib/core/money";
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
