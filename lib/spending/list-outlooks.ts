import type { Ctx } from "@/lib/context";
import type { SpendingLimit } from "./contract";
import { dailySpend } from "./daily-spend";
import { type SpendingOutlook, spendingOutlook } from "./spending-outlook";

export type LimitOutlook = { limit: SpendingLimit; outlook: SpendingOutlook };

/** Where each of some limits goes, in their order. */
export async function listOutlooks(ctx: Ctx, limits: readonly SpendingLimit[]): Promise<LimitOutlook[]> {
  const daily = await dailySpend(ctx, limits);
  const now = ctx.clock.now();
  return limits.map((limit) => ({
    limit,
    outlook: spendingOutlook(limit, daily.get(limit.id) ?? [], now),
  }));
}
