import { formatUsd } from "@/lib/core/format";
import { type PicoUsdPerToken, usdPerMillionDecimal } from "@/lib/core/money";
import type { CostStory } from "@/lib/logs/explain-cost";
import type { TokenClass } from "@/lib/prices/token-classes";

export const CLASS_WORDS: Record<TokenClass, string> = {
  input: "Input",
  cachedInput: "Input from a cache",
  cacheWrite: "Written to a cache",
  cacheWrite1h: "Written to a cache for an hour",
  output: "Output, with reasoning",
  audioInput: "Audio in",
  audioOutput: "Audio out",
};

/** Why a cost that is known is not told line by line. */
export const WHY_NO_LINES: Record<Extract<CostStory, { arithmetic: null }>["why"], string> = {
  unpriced: "Nobody knows its price.",
  "no tokens": "No model was asked, so there is nothing to add up.",
  "beyond tokens":
    "It cost more than its tokens alone, such as attempts that were lost on the way, so tokens and prices do not add up to it.",
  "price gone":
    "The prices it was settled with are not known here any more, so the arithmetic cannot be shown. The amount is as it was booked.",
};

const PICO_PER_NANO = 1_000n;

/** `$3.00`, exactly, in US dollars per million tokens. */
export function perMillion(price: PicoUsdPerToken | null): string {
  if (price === null) return "—";
  const [whole = "0", fraction = ""] = usdPerMillionDecimal(price).split(".");
  return `$${whole}.${fraction.replace(/0+$/, "").padEnd(2, "0")}`;
}

/** Whole pico-dollars as an amount; what is smaller than a billionth of a dollar is rounded up to one, not to nothing. */
export function picoUsd(amount: bigint | null): string {
  if (amount === null) return "—";
  return formatUsd((amount + PICO_PER_NANO - 1n) / PICO_PER_NANO);
}
