import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import type { NanoUsd } from "@/lib/core/money";
import type { SpendingEnforcement } from "@/lib/core/spending";
import { refuseLimitedKey } from "@/lib/spending/refuse-limited-key";
import type { GateSpending, GateSpendingPeriod } from "./gate-spending";

/** What is given of the limit that a gate shows; what is left out stays, and null takes its limits of day and month away. */
export type GateSpendingInput = {
  amount?: NanoUsd | null | undefined;
  period?: GateSpendingPeriod | undefined;
  enforcement?: SpendingEnforcement | undefined;
};

/** What becomes of it. */
type Plan =
  | { kind: "same" }
  | { kind: "remove" }
  | { kind: "put"; amount: NanoUsd; period: GateSpendingPeriod; enforcement: SpendingEnforcement };

/**
 * What becomes of a gate's limit by what is given of it. What says the same as is, or as no limit does, changes nothing: clients send
 * back what they have read. Throws `invalid_field` where there is no limit to change, and `scope_access` for a change by a key with a
 * scope.
 */
export function planGateSpending(
  ctx: Pick<Ctx, "actor">,
  shown: GateSpending | undefined,
  given: GateSpendingInput,
): Plan {
  const plan = planOf(shown, given);
  if (plan.kind !== "same") refuseLimitedKey(ctx);
  return plan;
}

function planOf(shown: GateSpending | undefined, given: GateSpendingInput): Plan {
  if (given.amount === null && shown !== undefined) return { kind: "remove" };
  const amount = given.amount ?? shown?.amountNanoUsd;
  if (amount === undefined) {
    if (given.period === "daily") throw withoutLimit("spendingLimitPeriod");
    if (given.enforcement === "block") throw withoutLimit("spendingEnforcement");
    return { kind: "same" };
  }
  const period = given.period ?? shown?.period ?? "monthly";
  const enforcement = given.enforcement ?? shown?.enforcement ?? "alert_only";
  const isSame =
    shown?.amountNanoUsd === amount && shown.period === period && shown.enforcement === enforcement;
  return isSame ? { kind: "same" } : { kind: "put", amount, period, enforcement };
}

function withoutLimit(param: string): AppError {
  const message = `${param}: the gate has no spending limit. Send spendingLimit with it.`;
  return new AppError("invalid_field", message, { param });
}
