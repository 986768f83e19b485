import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { NanoUsd } from "@/lib/core/money";
import { refuseLimitedKey } from "@/lib/spending/refuse-limited-key";
import type { SpendingTerms } from "./gate-beside";

/** What is given of the limit that a gate shows; what is left out stays, and null takes its limits of day and month away. */
export type GateSpendingInput = { amount?: NanoUsd | null | undefined } & {
  [Term in "period" | "enforcement"]?: SpendingTerms[Term] | undefined;
};

/** What becomes of it. */
type Plan = { kind: "same" } | { kind: "remove" } | { kind: "put"; terms: SpendingTerms };

/**
 * What becomes of a gate's limit by what is given of it. What says the same as is, or as no limit does, changes nothing: clients send
 * back what they have read. Throws `invalid_field` where there is no limit to change, and `scope_access` for a change by a key with a
 * scope.
 */
export function planGateSpending(
  ctx: Pick<Ctx, "actor">,
  shown: SpendingTerms | undefined,
  given: GateSpendingInput,
): Plan {
  const param = termWithoutLimit(shown, given);
  if (param !== null) throw new AppError("invalid_field", noLimitWords(param), { param });
  const plan = planOf(shown, given);
  if (plan.kind !== "same") refuseLimitedKey(ctx);
  return plan;
}

/** The field that says something of a limit where there is none and none is given; null when there is no such field. */
export function termWithoutLimit(shown: SpendingTerms | undefined, given: GateSpendingInput): string | null {
  if (shown !== undefined || (given.amount !== undefined && given.amount !== null)) return null;
  if (given.period === "daily") return "spendingLimitPeriod";
  return given.enforcement === "block" ? "spendingEnforcement" : null;
}

export function noLimitWords(field: string): string {
  return `${field}: the gate has no spending limit. Send spendingLimit with it.`;
}

function planOf(shown: SpendingTerms | undefined, given: GateSpendingInput): Plan {
  if (given.amount === null && shown !== undefined) return { kind: "remove" };
  const amountNanoUsd = given.amount ?? shown?.amountNanoUsd;
  if (amountNanoUsd === undefined) return { kind: "same" };
  const period = given.period ?? shown?.period ?? "monthly";
  const enforcement = given.enforcement ?? shown?.enforcement ?? "alert_only";
  const isSame =
    shown?.amountNanoUsd === amountNanoUsd && shown.period === period && shown.enforcement === enforcement;
  return isSame ? { kind: "same" } : { kind: "put", terms: { amountNanoUsd, period, enforcement } };
}
