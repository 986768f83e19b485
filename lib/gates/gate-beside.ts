import type { Gate } from "./contract";
import type { GateSpending } from "./gate-spending";

/** What is said of the one spending limit that a gate shows. */
export type SpendingTerms = Pick<GateSpending, "amountNanoUsd" | "period" | "enforcement">;

/** What a gate has beside its settings: no version counts it. */
export type GateBeside = Pick<Gate, "limits" | "payloads" | "isDefault"> & { spending: SpendingTerms | null };

/** What a gate has beside its settings that nobody has set anything for. */
export const NOTHING_BESIDE: GateBeside = { limits: null, payloads: null, isDefault: false, spending: null };

/** What a gate has beside its settings, with the spending limit that it shows. */
export function besideOf(
  { limits, payloads, isDefault }: Omit<GateBeside, "spending">,
  shown: GateSpending | undefined,
): GateBeside {
  return { limits, payloads, isDefault, spending: shown === undefined ? null : termsOf(shown) };
}

function termsOf({ amountNanoUsd, period, enforcement }: SpendingTerms): SpendingTerms {
  return { amountNanoUsd, period, enforcement };
}
