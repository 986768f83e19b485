import { AppError } from "@/lib/core/errors";
import { formatMoment, formatUsd } from "@/lib/core/format";
import { usdDecimal } from "@/lib/core/money";
import type { SpendingPeriod, SpendingScope } from "@/lib/core/spending";
import type { ReachedLimit } from "./spending-call";

/** What the limits are called that a call can run into, by id of account, key or gate. */
export type HolderNames = (scope: SpendingScope, id: string) => string;

/** `monthly`, within a sentence. */
export const PERIOD_WORDS: Record<SpendingPeriod, string> = {
  daily: "daily",
  weekly: "weekly",
  monthly: "monthly",
  rolling_30_days: "30-day",
  lifetime: "lifetime",
};

/**
 * The 402 of a call that might pass spending limits: it names the one that holds it longest, how much of it is spent and reserved,
 * and when it resets. `whyOf` says why nobody knows what the call may cost a limit, where nobody does. Clients are told not to try again.
 */
export function spendingRefused(
  reached: readonly ReachedLimit[],
  nameOf: HolderNames,
  whyOf: (limit: ReachedLimit) => string | null,
): AppError {
  const [limit] = [...reached].sort(
    (one, other) =>
      endOf(other) - endOf(one) || NARROWEST.indexOf(one.scope) - NARROWEST.indexOf(other.scope),
  );
  if (limit === undefined) throw new Error("No limit was reached");
  const { scope, holderId, period, zone, amount, spent, reserved, asked, resetsAt } = limit;
  const details = {
    limit_id: limit.limitId,
    scope,
    scope_id: holderId,
    scope_name: nameOf(scope, holderId),
    period,
    zone,
    counts_own_keys: limit.countsOwnKeys,
    limit_usd: usdDecimal(amount),
    spent_usd: usdDecimal(spent),
    reserved_usd: usdDecimal(reserved),
    asked_usd: asked === null ? null : usdDecimal(asked),
    reset_at: resetsAt?.toISOString() ?? null,
  };
  const whose = `The ${PERIOD_WORDS[period]} spending limit of ${WHOSE[scope](nameOf(scope, holderId))} (${formatUsd(amount)}${limit.countsOwnKeys ? "" : ", own provider keys left out"})`;
  if (asked === null) {
    const message = `${whose} blocks calls of which nobody can say what they may cost: ${whyOf(limit) ?? "this is one"}`;
    return new AppError("spending_not_bounded", message, { details, shouldRetry: false });
  }
  const message = `${whose} ${standing(limit)}${resets(limit)}`;
  return new AppError("spending_limit_exceeded", message, { details, shouldRetry: false });
}

/** Of limits that reset together the first of these is told. */
const NARROWEST: readonly SpendingScope[] = ["key", "gate", "account"];

const WHOSE: Record<SpendingScope, (name: string) => string> = {
  account: () => "the account",
  key: (name) => `the key "${name}"`,
  gate: (name) => `the gate "${name}"`,
};

function standing({ amount, spent, reserved, asked }: ReachedLimit): string {
  if (amount === 0n) return "allows nothing that costs.";
  if (spent >= amount) return `is used up: ${formatUsd(spent)} is spent.`;
  const underWay = reserved > 0n ? `, ${formatUsd(reserved)} is reserved for calls under way` : "";
  return `has no room for this call: ${formatUsd(spent)} is spent${underWay}, and it may cost up to ${formatUsd(asked)}.`;
}

function resets({ period, zone, resetsAt }: ReachedLimit): string {
  if (resetsAt !== null)
    return ` It resets on ${formatMoment(resetsAt, zone)}${zone === "UTC" ? "" : ` (${zone})`}.`;
  if (period === "lifetime") return " It never resets: raise it to go on.";
  return " It frees again what was spent more than 30 days ago.";
}

/** Unix milliseconds; those that never reset come last. */
function endOf({ resetsAt, period }: ReachedLimit): number {
  if (resetsAt !== null) return resetsAt.getTime();
  return period === "lifetime" ? Number.POSITIVE_INFINITY : Number.MAX_SAFE_INTEGER;
}
