import type { NanoUsd } from "@/lib/core/money";
import type { Attempt } from "@/lib/logs/request-record";
import { NO_USAGE, priceUsage } from "@/lib/prices/price-usage";
import type { Call, Outcome } from "./call";
import { timesCalled } from "./noted-attempts";

/** A million dollars. No call costs more, and nine thousand that did would fill a sum. */
const MOST_COST: NanoUsd = 1_000_000_000_000_000n;

/** What a call costs by its outcome, with what its failed attempts cost; null when that is not known or cannot be true. */
export function costOfCall(call: Call, outcome: Outcome): NanoUsd | null {
  let cost = costOfOutcome(call, outcome);
  for (const { usage, price } of call.trail.lost) {
    const more = priceUsage(usage, price);
    cost = cost === null || more === null ? null : cost + more;
  }
  return cost === null || cost > MOST_COST ? null : cost;
}

/** What of the known cost of a call went to provider keys of the account, by the key of each attempt; null where nothing did. */
export function ownCostOfCall(call: Call, outcome: Outcome): NanoUsd | null {
  const { lost, ownProviderKey } = call.trail;
  let own = ownProviderKey === true ? costOfOutcome(call, outcome) : null;
  for (const { usage, price, isOwn } of lost)
    if (isOwn === true) own = (own ?? 0n) + (priceUsage(usage, price) ?? 0n);
  return own;
}

function costOfOutcome(call: Call, outcome: Outcome): NanoUsd | null {
  const { attempts, price } = call.trail;
  if (timesCalled(call.trail) === 0) return 0n;
  if (outcome.error !== null && outcome.usage === NO_USAGE) {
    // A provider that went silent, or broke off within its answer, has worked, and nobody can say for how much.
    const isSilent = (attempt: Attempt) =>
      attempt.error === "provider_timeout" ||
      (attempt.error === "provider_unreachable" && attempt.status === 200);
    return attempts.some(isSilent) ? null : 0n;
  }
  if (call.format.isFree === true) return 0n;
  return priceUsage(outcome.usage, price);
}
