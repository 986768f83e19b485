import type { Ctx } from "@/lib/context";
import { exploreUsage } from "../explore/explore-usage";
import type { UsagePlan, UsageReport } from "./contract";
import { chartValue } from "./metric-kind";
import { usageChartData } from "./usage-chart-data";
import { usageNamesIn } from "./usage-names-in";
import { usageRows } from "./usage-rows";

/** So many series of the period before are looked up, so that those of today find themselves. */
const PREVIOUS_TOP = 50;

/**
 * Everything a page of usage shows for a plan: the chart, the table below it, the period before. Throws `invalid_field` for what
 * cannot be answered.
 */
export async function usageReport(ctx: Ctx, plan: UsagePlan): Promise<UsageReport> {
  const { query, view } = plan;
  const [answer, previous] = await Promise.all([
    exploreUsage(ctx, query),
    exploreUsage(ctx, {
      ...plan.previous,
      grain: view.compare ? plan.previous.grain : "none",
      top: PREVIOUS_TOP,
    }),
  ]);
  const names = await usageNamesIn(ctx, plan, answer);
  const asked = { plan, answer, names, now: ctx.clock.now() };
  return {
    ...asked,
    chart: usageChartData(asked, view.compare ? previous : null),
    rows: usageRows(plan, answer, previous, names),
    total: chartValue(answer.total, query.metric),
    previousTotal: chartValue(previous.total, query.metric),
  };
}
