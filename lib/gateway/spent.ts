import type { Price } from "@/lib/prices/price";
import type { TokenUsage } from "@/lib/prices/price-usage";

/**
 * Tokens with what they cost each; the price is null when it is not known. `note` says why the tokens are not known, or why what
 * they cost is an estimate.
 */
export type Spent = {
  usage: TokenUsage;
  price: Price | null;
  /** Whether a provider key of the account paid; null when nobody was asked. */
  isOwn: boolean | null;
  isEstimate?: true;
  costsMore?: boolean;
  note?: string;
};
