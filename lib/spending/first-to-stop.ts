import type { SpendingLimit } from "./contract";
import type { SpendingOutlook } from "./spending-outlook";

type Watched = { limit: SpendingLimit; outlook: SpendingOutlook };

/**
 * Of the limits that block and are not used up yet, the one that will be first; null when none is expected to be. Of several at once
 * the one of the account comes first, then that of a gate, as they stop more.
 */
export function firstToStop<W extends Watched>(watched: readonly W[]): W | null {
  const stopping = watched.filter(
    ({ limit, outlook }) =>
      limit.enforcement === "block" && limit.now.status === "active" && endOf(outlook) !== null,
  );
  const [first] = stopping.sort(
    (one, other) =>
      (endOf(one.outlook) ?? 0) - (endOf(other.outlook) ?? 0) ||
      REACH[one.limit.scope] - REACH[other.limit.scope],
  );
  return first ?? null;
}

const REACH = { account: 0, gate: 1, key: 2 } as const;

function endOf({ usedUpIn }: SpendingOutlook): number | null {
  return usedUpIn?.middle ?? null;
}
