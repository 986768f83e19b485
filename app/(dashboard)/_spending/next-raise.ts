import type { NanoUsd } from "@/lib/core/money";
import type { SpendingLimit } from "@/lib/spending/contract";
import { countedOf } from "@/lib/spending/spending-outlook";

const STEP_NANO_USD: NanoUsd = 10_000_000_000n;

/**
 * The next raise of a limit that helps: the fewest steps of $10 beyond what it is raised by now that leave room. `more` is what is
 * added; `total` takes the place of the raise there is.
 */
export function nextRaise(limit: SpendingLimit): { more: NanoUsd; total: NanoUsd } {
  const taken = countedOf(limit) + limit.now.reservedNanoUsd;
  const missing = taken - limit.amountNanoUsd - limit.raisedNanoUsd;
  const steps = missing < 0n ? 1n : missing / STEP_NANO_USD + 1n;
  const more = steps * STEP_NANO_USD;
  return { more, total: limit.raisedNanoUsd + more };
}
