import type { SpendingScope } from "@/lib/core/spending";
import type { ReachedLimit } from "@/lib/spending/spending-call";
import { spendingRefused } from "@/lib/spending/spending-refused";
import type { Caller } from "./authenticate";
import type { Call } from "./call";
import type { Route } from "./choose-route";
import type { Ask } from "./read-ask";
import { spendingBound } from "./spending-bound";

/**
 * Is there money for the worst case? Reserves it in every spending limit that blocks and holds the call; the row of the call in the
 * log makes of it what it really cost. Throws spending_limit_exceeded or spending_not_bounded (402), and unavailable.
 */
export async function reserve(call: Call, { admission }: Caller, route: Route, ask: Ask): Promise<void> {
  if (!admission.isSpendingHeld) return;
  const { all, ofInstance } = spendingBound(call, route, ask);
  if (all.worst === 0n) return;
  const { accountId, keyId } = admission;
  const gateId = route.gate.id;
  const reached = await call.deps.spending.reserve({
    id: call.id,
    accountId,
    keyId,
    gateId,
    startedAt: call.startedAt,
    worst: all.worst,
    worstOfInstance: ofInstance.worst,
  });
  call.trail.isFenced = all.worst === null;
  if (reached === null) return;
  const names: Record<SpendingScope, string> = {
    account: admission.accountName,
    key: admission.keyName,
    gate: route.gate.name,
  };
  const whyOf = ({ countsOwnKeys }: ReachedLimit) => (countsOwnKeys ? all.why : ofInstance.why);
  throw spendingRefused(reached, (scope) => names[scope], whyOf);
}
