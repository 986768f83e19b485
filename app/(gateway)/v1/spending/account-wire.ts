import { z } from "zod";
import type { Ctx } from "@/lib/context";
import { type NanoUsd, usdDecimal } from "@/lib/core/money";
import { SPENDING_ENFORCEMENTS } from "@/lib/core/spending";
import { listSpendingLimits, spentInThirtyDays } from "@/lib/spending/queries";
import { exampleSpendingLimit, spendingOnWire, wireSpendingLimit } from "./wire";

/** What the account spends, on the wire: what existing clients know, then exact amounts and all limits there are. */
export const wireSpending = z
  .object({
    currentSpending: z.number().meta({
      description: "US dollars of the thirty days that end now, or since the limit was reset.",
    }),
    limit: z.number().nullable().meta({ description: "US dollars; null is no limit over thirty days." }),
    periodStart: z.iso.datetime().nullable(),
    status: z.enum(["active", "suspended"]),
    limitEnforcementType: z.enum(SPENDING_ENFORCEMENTS),
    percentUsed: z.int().nullable(),
    current_spending_usd: z.string().meta({ description: "The same, exact." }),
    current_spending_nano_usd: z.string(),
    limit_usd: z.string().nullable(),
    limit_nano_usd: z.string().nullable(),
    limits: z
      .array(wireSpendingLimit)
      .meta({ description: "All spending limits of account, gates and keys." }),
  })
  .meta({ id: "Spending" });

/** The account's limit over thirty days and what is spent of it, with all other limits. */
export async function accountSpending(ctx: Ctx): Promise<z.input<typeof wireSpending>> {
  const limits = await listSpendingLimits(ctx);
  const own = limits.find(({ scope, period }) => scope === "account" && period === "rolling_30_days");
  const all = limits.map(spendingOnWire);
  if (own === undefined) {
    const { since, spentNanoUsd } = await spentInThirtyDays(ctx);
    return {
      ...amounts(spentNanoUsd, null),
      periodStart: since.toISOString(),
      status: "active",
      limitEnforcementType: "alert_only",
      percentUsed: null,
      limits: all,
    };
  }
  const { now, amountNanoUsd, enforcement } = own;
  return {
    ...amounts(now.spentNanoUsd + now.fencedNanoUsd, amountNanoUsd),
    periodStart: now.periodStart?.toISOString() ?? null,
    status: now.status,
    limitEnforcementType: enforcement,
    percentUsed: now.percentUsed,
    limits: all,
  };
}

function amounts(spent: NanoUsd, limit: NanoUsd | null) {
  return {
    currentSpending: Number(usdDecimal(spent)),
    limit: limit === null ? null : Number(usdDecimal(limit)),
    current_spending_usd: usdDecimal(spent),
    current_spending_nano_usd: spent.toString(),
    limit_usd: limit === null ? null : usdDecimal(limit),
    limit_nano_usd: limit?.toString() ?? null,
  };
}

export const exampleSpending: z.input<typeof wireSpending> = {
  ...amounts(41_200_010_000n, 100_000_000_000n),
  periodStart: "2026-10-25T09:00:00.000Z",
  status: "active",
  limitEnforcementType: "block",
  percentUsed: 41,
  limits: [exampleSpendingLimit],
};
