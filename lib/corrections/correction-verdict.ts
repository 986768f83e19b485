import type { NanoUsd } from "@/lib/core/money";
import type { Price } from "@/lib/prices/price";
import { priceUsage, type TokenUsage } from "@/lib/prices/price-usage";
import { TOKEN_CLASSES } from "@/lib/prices/token-classes";

/** A request as far as its price goes. */
export type PricedRequest = {
  usage: TokenUsage;
  /** What it cost when it was recorded; null when that was not known. */
  costNanoUsd: NanoUsd | null;
  /** The sum of its corrections; null when there are none. */
  correctedByNanoUsd: NanoUsd | null;
  priceVersion: string | null;
  beyondTokens: boolean;
};

export type CorrectionVerdict =
  /** `deltaNanoUsd` makes its cost what the price says; `isNew` when none was known before. */
  | { kind: "change"; deltaNanoUsd: NanoUsd; isNew: boolean; after: NanoUsd }
  /** It costs what the price says. */
  | { kind: "right" }
  /** It stays as it is: the price lacks a class of tokens, or no price of tokens says what it costs. */
  | { kind: "left"; why: "without_class" | "beyond_tokens" };

/** What a request costs with its corrections; null when that is not known. */
export function effectiveCost({ costNanoUsd, correctedByNanoUsd }: PricedRequest): NanoUsd | null {
  if (correctedByNanoUsd === null) return costNanoUsd;
  return (costNanoUsd ?? 0n) + correctedByNanoUsd;
}

/**
 * What a price makes of a request that it holds for. `then` is the price that the request was recorded with; null when there was
 * none or nobody knows it any more. A cost that was not that of the tokens then is never made one of tokens.
 */
export function correctionVerdict(
  request: PricedRequest,
  price: Price,
  then: Price | null,
): CorrectionVerdict {
  const before = effectiveCost(request);
  if (isBeyondTokens(request, then)) {
    const isFree = before === 0n && isEmpty(request.usage);
    return isFree ? { kind: "right" } : { kind: "left", why: "beyond_tokens" };
  }
  const after = priceUsage(request.usage, price);
  if (after === null) return { kind: "left", why: "without_class" };
  if (before === after) return { kind: "right" };
  return { kind: "change", deltaNanoUsd: after - (before ?? 0n), isNew: before === null, after };
}

function isBeyondTokens(request: PricedRequest, then: Price | null): boolean {
  const { usage, costNanoUsd, correctedByNanoUsd, priceVersion } = request;
  if (request.beyondTokens || isEmpty(usage)) return true;
  // A correction was made of tokens alone.
  if (correctedByNanoUsd !== null) return false;
  const ofTokens = priceUsage(usage, then);
  if (costNanoUsd === null) return ofTokens !== null;
  return priceVersion === null || (ofTokens !== null && ofTokens !== costNanoUsd);
}

function isEmpty(usage: TokenUsage): boolean {
  return TOKEN_CLASSES.every((name) => usage[name] === 0);
}
