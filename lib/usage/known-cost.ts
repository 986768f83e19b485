import type { UsageSums } from "./contract";

/**
 * What requests cost as far as prices are known, in nano-dollars; null when nothing is known of it. Requests without
 * a price never turn into $0.00 because the others among them were refused and so cost nothing.
 */
export function knownCost(sums: Pick<UsageSums, "unpriced" | "costNanoUsd">): bigint | null {
  return sums.unpriced > 0 && sums.costNanoUsd === 0n ? null : sums.costNanoUsd;
}
