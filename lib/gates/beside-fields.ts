import { z } from "zod";
import { type NanoUsd, parseUsd, parseUsdNumber } from "@/lib/core/money";
import { MOST_SPENDING_USD, SPENDING_ENFORCEMENTS } from "@/lib/core/spending";
import { rateLimits } from "@/lib/limits/contract";
import { payloadPolicy } from "@/lib/payloads/contract";
import { GATE_SPENDING_PERIODS } from "./gate-spending";
import type { GateSpendingInput } from "./plan-gate-spending";

const AMOUNT = `spendingLimit: send US dollars as a decimal from 0 to ${MOST_SPENDING_USD} with at most 9 decimals, such as "25.00".`;
const spending = {
  spendingLimit: z
    .union([z.string(), z.number()], { error: AMOUNT })
    .transform((given, context): NanoUsd => {
      const nano = amountOf(given);
      if (nano !== null) return nano;
      context.addIssue({ code: "custom", message: AMOUNT });
      return z.NEVER;
    })
    .nullish()
    .meta({
      description:
        "How much may be spent through the gate in a month or a day of UTC: a decimal as text, which is exact, or a number. 0 allows " +
        "nothing that costs, null is no limit. `/v1/spending/limits` has more periods and zones.",
    }),
  spendingLimitPeriod: z
    .enum(GATE_SPENDING_PERIODS, { error: "spendingLimitPeriod: send monthly or daily." })
    .nullish(),
  spendingEnforcement: z
    .enum(SPENDING_ENFORCEMENTS, { error: "spendingEnforcement: send alert_only or block." })
    .nullish(),
};

/** A number has 15 digits that are what was written; more are told as text. */
function amountOf(given: string | number): NanoUsd | null {
  if (typeof given === "string") return parseUsd(given);
  const text = String(given);
  return text.replace(/e.*|\D|^0+/g, "").length > 15 ? null : parseUsdNumber(text);
}

/** What may be said of a gate beside its settings, in a body or a file. What is left out stays, null takes it away. */
export const besideFields = {
  ...spending,
  isDefault: z
    .literal(true, { error: "isDefault: use true. To move it on, make another gate the default." })
    .optional()
    .meta({ description: "true makes it the gate that answers when a request names none." }),
  payloads: payloadPolicy.nullable().optional().meta({
    description: "What is kept of what is asked and answered; null is as the account says.",
  }),
  limits: rateLimits
    .nullable()
    .optional()
    .meta({
      description:
        "Rate limits of what runs through the gate, from all keys together, beside those of account and key: the tightest counts. 0 allows " +
        "none at all; what is left out limits nothing, and null is no limit of its own.",
    }),
};

type GivenSpending = { [Field in keyof typeof spending]?: z.output<(typeof spending)[Field]> };

/** What is said of the gate's spending limit; null of its period or enforcement says nothing. */
export function spendingOf(given: GivenSpending): GateSpendingInput {
  return {
    amount: given.spendingLimit,
    period: given.spendingLimitPeriod ?? undefined,
    enforcement: given.spendingEnforcement ?? undefined,
  };
}
