import { Skeleton } from "@/components/ui/skeleton";
import type { Ctx } from "@/lib/context";
import type { TimeChoice } from "@/lib/core/time-choice";
import { ReportChart } from "../../_usage-parts/report-chart";
import type { OverviewPlan } from "../load-overview";
import { asUsageView, overviewHref } from "../overview-address";

/** Spend by what was chosen, and requests by what became of them; every bar opens its rows. */
export function OverviewCharts({ ctx, plan }: { ctx: Ctx; plan: OverviewPlan }) {
  const { view, homeZone } = plan;
  const { group } = view;
  const common = { ctx, homeZone, hrefFor: (time: TimeChoice) => overviewHref(view, { time }) };
  return (
    <div className="grid min-w-0 gap-4 xl:grid-cols-2">
      <ReportChart
        {...common}
        title={`Spend by ${group}`}
        view={asUsageView(view, { metric: "spend", group })}
      />
      <ReportChart
        {...common}
        title="Requests by status"
        view={asUsageView(view, { metric: "requests", group: "status" })}
      />
    </div>
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
