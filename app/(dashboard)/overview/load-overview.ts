import type { Ctx } from "@/lib/context";
import type { ChosenRange } from "@/lib/core/time-choice";
import { usagePlan } from "@/lib/usage/chart/usage-plan";
import type { UsageCell } from "@/lib/usage/explore/contract";
import { exploreUsage } from "@/lib/usage/explore/explore-usage";
import { asUsageView, type OverviewView } from "./overview-address";

/** What the page shows, decided by the clock and the zone of whoever looks. */
export type OverviewPlan = {
  view: OverviewView;
  range: ChosenRange;
  zone: string;
  homeZone: string;
  now: Date;
};

export function overviewPlan(view: OverviewView, homeZone: string, now: Date): OverviewPlan {
  const { range, zone } = usagePlan(asUsageView(view, {}), homeZone, now);
  return { view, range, zone, homeZone, now };
}

/** All requests of the span, bar by bar and together, and of the period before together. */
export async function loadTotals(
  ctx: Ctx,
  { view, homeZone, now }: OverviewPlan,
): Promise<{ total: UsageCell; totals: UsageCell[]; before: UsageCell }> {
  const { query, previous } = usagePlan(
    asUsageView(view, { metric: "latencyP95", group: null }),
    homeZone,
    now,
  );
  const [{ total, totals }, { total: before }] = await Promise.all([
    exploreUsage(ctx, query),
    exploreUsage(ctx, { ...previous, grain: "none" }),
  ]);
  return { total, totals, before };
}
