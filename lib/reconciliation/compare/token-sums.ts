import type { Price } from "@/lib/prices/price";
import { TOKEN_CLASSES } from "@/lib/prices/token-classes";
import { NO_TOKENS, type Tokens } from "../contract";

const PICO_PER_NANO = 1_000n;

/** Tokens of all classes. */
export function countTokens(tokens: Tokens): number {
  return TOKEN_CLASSES.reduce((sum, name) => sum + tokens[name], 0);
}

export function addTokens(a: Tokens, b: Tokens): Tokens {
  const sum = { ...NO_TOKENS };
  for (const name of TOKEN_CLASSES) sum[name] = a[name] + b[name];
  return sum;
}

export function subtractTokens(a: Tokens, b: Tokens): Tokens {
  const rest = { ...NO_TOKENS };
  for (const name of TOKEN_CLASSES) rest[name] = a[name] - b[name];
  return rest;
}

/**
 * What tokens cost at the first tier of a price, in pico-dollars; null when a class of them has no price. A negative number of
 * tokens costs less than nothing.
 */
export function picoValue(tokens: Tokens, price: Price): bigint | null {
  const [tier] = price.tiers;
  let pico = 0n;
  for (const name of TOKEN_CLASSES) {
    if (tokens[name] === 0) continue;
    const rate = tier?.[name] ?? null;
    if (rate === null) return null;
    pico += BigInt(tokens[name]) * rate;
  }
  return pico;
}

/** Whole nano-dollars, rounded half away from zero. */
export function nanoOfPico(pico: bigint): bigint {
  const half = PICO_PER_NANO / 2n;
  return pico < 0n ? -((-pico + half) / PICO_PER_NANO) : (pico + half) / PICO_PER_NANO;
}
