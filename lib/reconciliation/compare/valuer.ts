import type { Price } from "@/lib/prices/price";
import type { Ours, Theirs, Tokens } from "../contract";
import { countTokens, nanoOfPico, picoValue, subtractTokens } from "./token-sums";

/** What tokens of a cell are worth, in nano-dollars. */
export type Valuer = (tokens: Tokens) => bigint;

/**
 * Values tokens of a cell at our price, at the mix of tiers that our own requests had; where no price is known, at what the
 * provider charged on average. Null when neither says anything.
 */
export function valuerOf(cell: { theirs: Theirs; ours: Ours; price: Price | null }): Valuer | null {
  return atOurPrice(cell) ?? atTheirAverage(cell);
}

function atOurPrice({
  theirs,
  ours,
  price,
}: {
  theirs: Theirs;
  ours: Ours;
  price: Price | null;
}): Valuer | null {
  if (price === null) return null;
  const known = [theirs.tokens, ours.tokens].filter((tokens) => tokens !== null);
  if (known.some((tokens) => picoValue(tokens, price) === null)) return null;
  const pico = (tokens: Tokens) => picoValue(tokens, price) ?? 0n;
  const priced = pico(subtractTokens(ours.tokens, ours.unpricedTokens));
  // Long prompts cost more, and sums do not say how long a prompt was: what ours cost says how many were long.
  if (price.tiers.length < 2 || priced <= 0n || ours.costNanoUsd <= 0n)
    return (tokens) => nanoOfPico(pico(tokens));
  return (tokens) => nanoOfPico((pico(tokens) * ours.costNanoUsd * 1_000n) / priced);
}

function atTheirAverage({ theirs, ours }: { theirs: Theirs; ours: Ours }): Valuer | null {
  const { costNanoUsd } = theirs;
  const all = BigInt(countTokens(theirs.tokens ?? ours.tokens));
  if (costNanoUsd === null || all === 0n) return null;
  return (tokens) => (BigInt(countTokens(tokens)) * costNanoUsd) / all;
}
