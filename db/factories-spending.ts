import { newId, type SpendingLimitId } from "@/lib/core/ids";
import type { Given, Store } from "./factories";
import { spendingLimits } from "./schema/spending";

/** A spending limit, of the account where no gate or key is given: $5 a month of UTC that blocks. Nothing is spent of it. */
export async function makeSpendingLimit(
  db: Store,
  given: Given<typeof spendingLimits, "accountId">,
): Promise<{ limitId: SpendingLimitId }> {
  const limitId = given.id ?? newId<SpendingLimitId>();
  const scope = given.keyId ? "key" : given.gateId ? "gate" : "account";
  const usual = { scope, period: "monthly", amountNanoUsd: 5_000_000_000n, enforcement: "block" } as const;
  await db.insert(spendingLimits).values({ ...usual, ...given, id: limitId });
  return { limitId };
}
