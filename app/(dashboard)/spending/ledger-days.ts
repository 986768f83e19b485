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

/** The bars of a span that have requests, the newest first, with their running total. */
export function ledgerDays({
  starts,
  totals,
  from,
  to,
}: {
  starts: readonly Date[];
  totals: ReadonlyArray<Pick<UsageCell, "requests" | "costNanoUsd">>;
  from: Date;
  to: Date;
}): LedgerDay[] {
  let runningNanoUsd = 0n;
  const days = totals.map(({ requests, costNanoUsd }, at) => {
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
  return days.filter(({ requests }) => requests > 0).reverse();
}
