/** Whole billionths of a US dollar. Every amount of money in the product is one of these, or null when unknown. */
export type NanoUsd = bigint;

/** Whole trillionths of a US dollar per token: $1 per million tokens is 1,000,000. */
export type PicoUsdPerToken = bigint;

const NANO_PER_USD = 1_000_000_000n;
const PICO_PER_NANO = 1_000n;

/** Sums tokens x price over all token classes, then divides and rounds once, half away from zero. */
export function costOf(lines: ReadonlyArray<{ tokens: number; price: PicoUsdPerToken }>): NanoUsd {
  let pico = 0n;
  for (const line of lines) pico += BigInt(line.tokens) * line.price;
  return (pico + PICO_PER_NANO / 2n) / PICO_PER_NANO;
}

/** Converts a list price in USD per million tokens, as providers publish it, to whole pico-dollars per token. */
export function picoPerToken(usdPerMillionTokens: number): PicoUsdPerToken {
  return BigInt(Math.round(usdPerMillionTokens * 1_000_000));
}

/** The exact decimal text of an amount in USD, without rounding and without trailing zeros: `0.00018`. */
export function usdDecimal(amount: NanoUsd): string {
  const sign = amount < 0n ? "-" : "";
  const absolute = amount < 0n ? -amount : amount;
  const fraction = (absolute % NANO_PER_USD).toString().padStart(9, "0").replace(/0+$/, "");
  return `${sign}${absolute / NANO_PER_USD}${fraction === "" ? "" : `.${fraction}`}`;
}
