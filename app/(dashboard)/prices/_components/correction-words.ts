import { formatUsd } from "@/lib/core/format";
import type { CorrectionSums } from "@/lib/corrections/contract";
import { knownCost } from "@/lib/usage/known-cost";

/** The sums before and after. Where nothing is known but that something is missing there is a dash, never $0.00. */
export function knownText(sums: CorrectionSums): { before: string; after: string } {
  const known = (costNanoUsd: bigint, unpriced: number) => formatUsd(knownCost({ costNanoUsd, unpriced }));
  return {
    before: known(sums.beforeNanoUsd, sums.unpricedBefore),
    after: known(sums.afterNanoUsd, sums.unpricedAfter),
  };
}

/** The difference with its sign. */
export function differenceText({ beforeNanoUsd, afterNanoUsd }: CorrectionSums): string {
  const difference = afterNanoUsd - beforeNanoUsd;
  return difference > 0n ? `+${formatUsd(difference)}` : formatUsd(difference);
}
