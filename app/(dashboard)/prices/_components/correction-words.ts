import { formatUsd } from "@/lib/core/format";
import type { CorrectionSums } from "@/lib/corrections/contract";

/** The sums before and after; what is not known at all is a dash. */
export function knownText(sums: CorrectionSums): { before: string; after: string } {
  const { requests, unpricedBefore, unpricedAfter, beforeNanoUsd, afterNanoUsd } = sums;
  return {
    before: formatUsd(requests > 0 && unpricedBefore === requests ? null : beforeNanoUsd),
    after: formatUsd(requests > 0 && unpricedAfter === requests ? null : afterNanoUsd),
  };
}

/** The difference with its sign. */
export function differenceText({ beforeNanoUsd, afterNanoUsd }: CorrectionSums): string {
  const difference = afterNanoUsd - beforeNanoUsd;
  return difference > 0n ? `+${formatUsd(difference)}` : formatUsd(difference);
}
