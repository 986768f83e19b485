import { isDeepStrictEqual } from "node:util";
import type { GateBeside } from "./gate-beside";

/** Names of the fields in which two states differ, as they are called in files and on the wire. */
export function changedBeside(before: GateBeside, after: GateBeside): string[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return Object.keys(old).filter((field) => !isDeepStrictEqual(old[field], now[field]));
}

/** True when one of them is of the spending limit. */
export function changesSpending(before: GateBeside, after: GateBeside): boolean {
  return !isDeepStrictEqual(before.spending, after.spending);
}

/** A gate without a limit reads as if it had one of its month that tells only. */
function fieldsOf({ limits, payloads, isDefault, spending }: GateBeside): Record<string, unknown> {
  return {
    payloads,
    limits,
    spendingLimit: spending?.amountNanoUsd,
    spendingLimitPeriod: spending?.period ?? "monthly",
    spendingEnforcement: spending?.enforcement ?? "alert_only",
    isDefault,
  };
}
