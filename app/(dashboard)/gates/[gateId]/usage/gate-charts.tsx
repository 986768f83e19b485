import type { Ctx } from "@/lib/context";
import type { GateId } from "@/lib/core/ids";
import { only } from "@/lib/core/request-filter";
import type { TimeChoice } from "@/lib/core/time-choice";
import { USUAL_USAGE_VIEW, type UsageView } from "@/lib/usage/chart/contract";
import { ReportChart } from "../../../_usage-parts/report-chart";
import { gateUsageHref } from "./gate-usage-href";

const CHARTS: Array<{ title: string; view: Partial<UsageView> }> = [
  { title: "Spend by model", view: { metric: "spend", group: "model" } },
  { title: "Spend by key", view: { metric: "spend", group: "key" } },
  { title: "Requests by status", view: { metric: "requests", group: "status" } },
  { title: "Latency p95 by model", view: { metric: "latencyP95", group: "model", top: 5 } },
  { title: "Fallback rate", view: { metric: "fallbackRate", group: null } },
];

/** What a gate's requests cost, for whom, what became of them, and how often the first model would not do. */
export function GateCharts(props: {
  ctx: Ctx;
  gateId: GateId;
  time: TimeChoice;
  zone: string | null;
  homeZone: string;
}) {
  const { ctx, gateId, time, zone, homeZone } = props;
  return (
    <div className="grid min-w-0 gap-4 xl:grid-cols-2 [&>:last-child:nth-child(odd)]:col-span-full">
      {CHARTS.map(({ title, view }) => (
        <ReportChart
          key={title}
          ctx={ctx}
          homeZone={homeZone}
          title={title}
          view={{ ...USUAL_USAGE_VIEW, time, zone, filter: { gate: only(gateId) }, ...view }}
          hrefFor={(span) => gateUsageHref(gateId, span, zone)}
        />
      ))}
    </div>
  );
}
