import type { Change } from "@/lib/audit/append-changes";
import { usdDecimal } from "@/lib/core/money";
import type { SpendingLimit } from "./contract";
import { PERIOD_WORDS } from "./spending-refused";

/** A spending limit as it is now, and what there is to tell the trail of. */
export type WrittenLimit = { limit: SpendingLimit; changes: Change[] };

/** What the trail calls a spending limit: by its period and its holder. */
export function spendingSubject({ id, scope, holderName, period }: SpendingLimit): Change["subject"] {
  const holder = scope === "account" ? "the account" : `the ${scope} ${holderName}`;
  return { kind: "spending_limit", id, name: `${PERIOD_WORDS[period]} of ${holder}` };
}

/** What the trail keeps of a spending limit. */
export function spendingFields(limit: SpendingLimit): Record<string, unknown> {
  const { scope, gateId, keyId, period, zone, enforcement, alertPercents, fenceNanoUsd, countsOwnKeys } =
    limit;
  return {
    scope,
    gateId,
    keyId,
    period,
    zone,
    amountUsd: usdDecimal(limit.amountNanoUsd),
    enforcement,
    alertPercents,
    fenceUsd: fenceNanoUsd === null ? null : usdDecimal(fenceNanoUsd),
    countsOwnKeys,
  };
}
