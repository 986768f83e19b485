import type { Ctx } from "@/lib/context";
import type { NanoUsd } from "@/lib/core/money";
import { lastThirtyDays } from "@/lib/usage/contract";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";

/** What all requests of the last 30 days cost. */
export async function recentSpend(ctx: Ctx): Promise<NanoUsd> {
  const { total } = await exploreUsage(ctx, {
    ...lastThirtyDays(ctx.clock.now()),
    zone: "UTC",
    grain: "none",
    metric: "spend",
    filter: {},
    top: 1,
  });
  return total.costNanoUsd;
}
