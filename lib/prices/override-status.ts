import type { PriceOverride } from "./contract";

export type OverrideStatus = "future" | "in_force" | "past";

/** Whether an own price is still to come, holds, or was followed by a later one. `all` are the account's prices. */
export function overrideStatus(
  price: PriceOverride,
  all: readonly PriceOverride[],
  at: Date,
): OverrideStatus {
  if (price.effectiveFrom > at) return "future";
  const followed = all.some(
    ({ provider, model, effectiveFrom }) =>
      provider === price.provider &&
      model === price.model &&
      effectiveFrom > price.effectiveFrom &&
      effectiveFrom <= at,
  );
  return followed ? "past" : "in_force";
}
