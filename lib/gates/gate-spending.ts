import type { GateId } from "@/lib/core/ids";
import type { SpendingLimit } from "@/lib/spending/contract";
import { type SpendingReader, spendingLimitsOfGates } from "@/lib/spending/queries";

/** The periods of the one limit that a gate shows; others are read and changed as spending limits alone. */
export const GATE_SPENDING_PERIODS = ["monthly", "daily"] as const;
export type GateSpendingPeriod = (typeof GATE_SPENDING_PERIODS)[number];
export type GateSpending = SpendingLimit & { period: GateSpendingPeriod };

/** The limit that each gate shows: that of its month, else that of its day. Gates without one are left out. */
export async function gateSpending(
  ctx: SpendingReader,
  gateIds: readonly GateId[],
): Promise<Map<GateId, GateSpending>> {
  const shown = new Map<GateId, GateSpending>();
  for (const limit of await spendingLimitsOfGates(ctx, gateIds)) {
    if (limit.gateId === null || !isOfGate(limit)) continue;
    if (limit.period === "monthly" || !shown.has(limit.gateId)) shown.set(limit.gateId, limit);
  }
  return shown;
}

export function isOfGate(limit: SpendingLimit): limit is GateSpending {
  return limit.period === "monthly" || limit.period === "daily";
}
