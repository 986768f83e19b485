import { z } from "zod";
import { usdAmount } from "@/lib/core/money";
import { SPENDING_ENFORCEMENTS } from "@/lib/core/spending";
import type { GateUsage } from "@/lib/gates/contract";
import type { GateBeside } from "@/lib/gates/gate-beside";
import { GATE_SPENDING_PERIODS, type GateSpending } from "@/lib/gates/gate-spending";
import { knownCost } from "@/lib/usage/known-cost";

/** What existing clients know of a gate's spending. */
export const spendingFields = {
  spendingLimit: z.string().nullable().meta({
    description:
      "How much may be spent through it in a month, else in a day, in USD with at least two decimals; null is no such limit.",
  }),
  spendingLimitPeriod: z.enum(GATE_SPENDING_PERIODS),
  spendingEnforcement: z.enum(SPENDING_ENFORCEMENTS),
  spendingCurrent: z.string().meta({
    description:
      "What counts as spent of that limit, or what is known of this UTC month's cost where it has none, in USD with at least two decimals.",
  }),
  spendingPeriodStart: z.iso.datetime(),
  spendingStatus: z.enum(["active", "suspended"]).meta({
    description: "`suspended`: the limit blocks, and nothing is left until its period ends or it rises.",
  }),
};

/** The same in whole billionths. */
export const exactSpendingFields = {
  spending_limit_nano_usd: z.string().nullable(),
  spending_current_nano_usd: z.string().nullable().meta({
    description:
      "The same as spendingCurrent in whole billionths of a US dollar; null where no limit counts and no request has a known cost.",
  }),
};

/** What a gate spent in the month that began at `monthStart`, and the limit that it shows. */
export type SpendingBeside = {
  usage: GateUsage | undefined;
  monthStart: Date;
  spending: GateSpending | undefined;
};

/** The spending limit that a gate shows, or what it spent in the month where it has none. */
export function spendingOnWire({ usage, monthStart, spending }: SpendingBeside) {
  if (spending === undefined) {
    const known = usage === undefined ? 0n : knownCost(usage);
    return {
      spendingLimit: null,
      spendingLimitPeriod: "monthly" as const,
      spendingEnforcement: "alert_only" as const,
      spendingCurrent: usdAmount(usage?.costNanoUsd ?? 0n),
      spendingPeriodStart: monthStart.toISOString(),
      spendingStatus: "active" as const,
      spending_limit_nano_usd: null,
      spending_current_nano_usd: known?.toString() ?? null,
    };
  }
  const { amountNanoUsd, period, enforcement, now } = spending;
  const counted = now.spentNanoUsd + now.fencedNanoUsd;
  return {
    spendingLimit: usdAmount(amountNanoUsd),
    spendingLimitPeriod: period,
    spendingEnforcement: enforcement,
    spendingCurrent: usdAmount(counted),
    spendingPeriodStart: (now.periodStart ?? monthStart).toISOString(),
    spendingStatus: now.status,
    spending_limit_nano_usd: amountNanoUsd.toString(),
    spending_current_nano_usd: counted.toString(),
  };
}

/** What a gate has beside its settings, as an import compares it. */
export function besideOnWire({ spending, limits, payloads, isDefault }: GateBeside) {
  return {
    spendingLimit: spending === null ? null : usdAmount(spending.amountNanoUsd),
    spendingLimitPeriod: spending?.period ?? "monthly",
    spendingEnforcement: spending?.enforcement ?? "alert_only",
    isDefault,
    payloads,
    limits,
  };
}
