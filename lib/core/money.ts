/** Whole billionths of a US dollar. Every amount of money in the product is one of these, or null when unknown. */
export type NanoUsd = bigint;

/** Whole trillionths of a US dollar per token: $1 per million tokens is 1,000,000. */
export type PicoUsdPerToken = bigint;

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

/**
 * Reads a price in USD per million tokens from decimal text, exactly: `"0.075"` is 75,000 pico-dollars per token. Null for
 * anything that is no plain decimal, or that has digits below a millionth of a dollar, which a whole number of pico-dollars
 * cannot hold.
 */
export function parseUsdPerMillion(text: string): PicoUsdPerToken | null {
  const parts = /^(\d{1,15})(?:\.(\d{1,12}))?$/.exec(text);
  if (parts === null) return null;
  const fraction = (parts[2] ?? "").replace(/0+$/, "");
  if (fraction.length > 6) return null;
  return BigInt(parts[1] ?? "") * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
}

/** The exact decimal text of a price in USD per million tokens, without trailing zeros: `0.075`. */
export function usdPerMillionDecimal(price: PicoUsdPerToken): string {
  return decimal(price, 6);
}

/** The exact decimal text of an amount in USD, without rounding and without trailing zeros: `0.00018`. */
export function usdDecimal(amount: NanoUsd): string {
  return decimal(amount, 9);
}

/** The same with at least the two decimals that people and existing clients write: `25.00`, `0.00018`. */
export function usdAmount(amount: NanoUsd): string {
  const [dollars = "0", cents = ""] = usdDecimal(amount).split(".");
  return `${dollars}.${cents.padEnd(2, "0")}`;
}

/** Reads an amount in USD from decimal text, exactly; null for anything else, a sign and digits below a nano-dollar included. */
export function parseUsd(text: string): NanoUsd | null {
  const parts = /^(\d{1,9})(?:\.(\d{1,9}))?$/.exec(text);
  if (parts === null) return null;
  return BigInt(parts[1] ?? "") * 1_000_000_000n + BigInt((parts[2] ?? "").padEnd(9, "0"));
}

/**
 * Reads an amount in USD from the text of a JSON number, exactly, an exponent included: what a binary number cannot hold is not lost.
 * Null for what is negative, has digits below a nano-dollar, or comes to a billion dollars.
 */
export function parseUsdNumber(text: string): NanoUsd | null {
  const parts = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (parts === null) return null;
  const [, whole = "", fraction = "", exponent = "0"] = parts;
  const digits = (whole + fraction).replace(/^0+/, "");
  const kept = digits.replace(/0+$/, "");
  if (kept === "") return 0n;
  const places = Number(exponent) - fraction.length + (digits.length - kept.length) + 9;
  return places < 0 || kept.length + places > 18 ? null : BigInt(kept) * 10n ** BigInt(places);
}

/** A whole number of 10^-places as decimal text. */
function decimal(value: bigint, places: number): string {
  const one = 10n ** BigInt(places);
  const sign = value < 0n ? "-" : "";
  const absolute = value < 0n ? -value : value;
  const fraction = (absolute % one).toString().padStart(places, "0").replace(/0+$/, "");
  return `${sign}${absolute / one}${fraction === "" ? "" : `.${fraction}`}`;
}
