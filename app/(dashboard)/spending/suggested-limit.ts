import type { NanoUsd } from "@/lib/core/money";

const DOLLAR: NanoUsd = 1_000_000_000n;
/** Where nothing was spent yet. */
const CAUTIOUS_USD = 10n;
const ROUND: readonly bigint[] = [1n, 2n, 3n, 5n, 10n];

/** A limit for a month in whole dollars: half as much again as was spent in the last 30 days, rounded up to an even number. */
export function suggestedLimit(spentNanoUsd: NanoUsd): bigint {
  const wanted = (spentNanoUsd * 3n + 2n * DOLLAR - 1n) / (2n * DOLLAR);
  if (wanted <= CAUTIOUS_USD) return CAUTIOUS_USD;
  const power = 10n ** BigInt(wanted.toString().length - 1);
  return ROUND.map((factor) => factor * power).find((amount) => amount >= wanted) ?? wanted;
}
