import { UsageChart } from "@/components/charts/usage-chart";
import type { Ctx } from "@/lib/context";
import type { TimeChoice } from "@/lib/core/time-choice";
import type { UsageView } from "@/lib/usage/chart/contract";
import { usageHref } from "@/lib/usage/chart/usage-address";
import { usagePlan } from "@/lib/usage/chart/usage-plan";
import { usageReport } from "@/lib/usage/chart/usage-report";
import { reportSentence } from "@/lib/usage/chart/usage-words";

/**
 * A chart of usage whose every number opens its rows. `hrefFor` is the address of the page it stands on with another span, so that a
 * part can be seen closer; `title` names what is charted, within a page that says whose it is.
 */
export async function ReportChart(props: {
  ctx: Ctx;
  view: UsageView;
  homeZone: string;
  title: string;
  hrefFor: (time: TimeChoice) => string;
  level?: 2 | 3;
}) {
  const { ctx, view, homeZone, title, hrefFor, level = 2 } = props;
  const report = await usageReport(ctx, usagePlan(view, homeZone, ctx.clock.now()));
  const closer = hrefFor({ range: "custom", from: "{from}", to: "{to}" });
  const isCustom = view.time.range === "custom";
  return (
    <UsageChart
      title={title}
      level={level}
      summary={reportSentence(report)}
      data={report.chart}
      expired={report.answer.expired}
      zoom={{
        to: closer.replace("%7Bfrom%7D", "{from}").replace("%7Bto%7D", "{to}"),
        out: null,
        reset: isCustom ? hrefFor({ range: "7d", from: null, to: null }) : null,
      }}
      menu={[{ label: "Open in Usage", href: usageHref(view) }]}
    />
  );
}
