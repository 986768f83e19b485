import type { NanoUsd } from "@/lib/core/money";
import type { UsageCell } from "@/lib/usage/explore/contract";

/** A day or an hour with requests, and what was spent until its end. `start` names it; `from` and `to` are the part within the span. */
export type LedgerDay = {
  start: Date;
  from: Date;
  to: Date;
  requests: number;
  costNanoUsd: NanoUsd;
  runningNanoUsd: NanoUsd;
};

type Sums = Pick<UsageCell, "requests" | "unpriced" | "costNanoUsd"> &
  Pick<UsageCell, "ownRequests" | "ownUnpriced" | "ownCostNanoUsd">;

/** What counts of sums where provider keys of the account may be left out. */
export function countedSums(sums: Sums, countsOwnKeys: boolean) {
  const { requests, unpriced, costNanoUsd } = sums;
  if (countsOwnKeys) return { requests, unpriced, costNanoUsd };
  return {
    requests: requests - sums.ownRequests,
    unpriced: unpriced - sums.ownUnpriced,
    costNanoUsd: costNanoUsd - sums.ownCostNanoUsd,
  };
}

/** The bars of a span that have requests that count, or a cost, the newest first, with their running total. */
export function ledgerDays({
  starts,
  totals,
  from,
  to,
  countsOwnKeys,
}: {
  starts: readonly Date[];
  totals: readonly Sums[];
  from: Date;
  to: Date;
  countsOwnKeys: boolean;
}): LedgerDay[] {
  let runningNanoUsd = 0n;
  const days = totals.map((sums, at) => {
    const { requests, costNanoUsd } = countedSums(sums, countsOwnKeys);
    runningNanoUsd += costNanoUsd;
    const start = starts[at] ?? from;
    return {
      start,
      from: start < from ? from : start,
      to: starts[at + 1] ?? to,
      requests,
      costNanoUsd,
      runningNanoUsd,
    };
  });
  return days.filter(({ requests, costNanoUsd }) => requests > 0 || costNanoUsd !== 0n).reverse();
}
