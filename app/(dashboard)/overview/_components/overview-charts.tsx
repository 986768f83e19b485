import { UsageChart } from "@/components/charts/usage-chart";
import { Skeleton } from "@/components/ui/skeleton";
import type { Ctx } from "@/lib/context";
import type { UsageView } from "@/lib/usage/chart/contract";
import { usageHref } from "@/lib/usage/chart/usage-address";
import { usagePlan } from "@/lib/usage/chart/usage-plan";
import { usageReport } from "@/lib/usage/chart/usage-report";
import { reportSentence } from "../../_usage-parts/report-sentence";
import type { OverviewPlan } from "../load-overview";
import { asUsageView, overviewHref } from "../overview-address";

/** Spend by what was chosen, and requests by what became of them; every bar opens its rows. */
export function OverviewCharts({ ctx, plan }: { ctx: Ctx; plan: OverviewPlan }) {
  const { group } = plan.view;
  return (
    <div className="grid min-w-0 gap-4 xl:grid-cols-2">
      <OneChart ctx={ctx} plan={plan} title={`Spend by ${group}`} change={{ metric: "spend", group }} />
      <OneChart
        ctx={ctx}
        plan={plan}
        title="Requests by status"
        change={{ metric: "requests", group: "status" }}
      />
    </div>
  );
}

async function OneChart(props: { ctx: Ctx; plan: OverviewPlan; title: string; change: Partial<UsageView> }) {
  const { ctx, plan, title, change } = props;
  const view = asUsageView(plan.view, change);
  const report = await usageReport(ctx, usagePlan(view, plan.homeZone, plan.now));
  const closer = overviewHref(plan.view, { time: { range: "custom", from: "{from}", to: "{to}" } });
  const usual = overviewHref(plan.view, { time: { range: "7d", from: null, to: null } });
  return (
    <UsageChart
      title={title}
      summary={reportSentence(report)}
      data={report.chart}
      expired={report.answer.expired}
      zoom={{
        to: closer.replace("%7Bfrom%7D", "{from}").replace("%7Bto%7D", "{to}"),
        out: null,
        reset: plan.view.time.range === "custom" ? usual : null,
      }}
      menu={[{ label: "Open in Usage", href: usageHref(view) }]}
    />
  );
}

export function ChartsSkeleton() {
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Skeleton className="h-96 rounded-md" />
      <Skeleton className="h-96 rounded-md" />
    </div>
  );
}
