import { UsageChart } from "@/components/charts/usage-chart";
import { Callout } from "@/components/ui/callout";
import type { Ctx } from "@/lib/context";
import { appUrl } from "@/lib/env";
import { actionError } from "@/lib/transport/action-error";
import { log } from "@/lib/transport/log";
import type { UsagePlan, UsageReport } from "@/lib/usage/chart/contract";
import { writeUsageAddress } from "@/lib/usage/chart/usage-address";
import { usageCurl } from "@/lib/usage/chart/usage-curl";
import { usageReport } from "@/lib/usage/chart/usage-report";
import { countWords, reportSentence, reportTitle } from "@/lib/usage/chart/usage-words";
import { ExplainNumber } from "./explain-number";
import { NoUsage } from "./no-usage";
import { UsageFailure } from "./usage-failure";
import { UsageFigures } from "./usage-figures";
import { UsageTable } from "./usage-table";
import { zoomOf } from "./zoom-of";

/** Numbers, chart and table of one query. What cannot be answered is said in their place, with the rest of the page usable. */
export async function UsageResult({ ctx, plan }: { ctx: Ctx; plan: UsagePlan }) {
  let report: UsageReport;
  try {
    report = await usageReport(ctx, plan);
  } catch (thrown) {
    return <UsageFailure message={actionError(thrown, log()).message} view={plan.view} />;
  }
  const { answer, chart } = report;
  if (answer.total.requests === 0) return <NoUsage plan={plan} />;
  const { metric, group, subgroup } = plan.query;
  return (
    <>
      <UsageFigures report={report} />
      <UsageChart
        key={[metric, group, subgroup, plan.view.view].join(" ")}
        title={reportTitle(report)}
        summary={reportSentence(report)}
        data={chart}
        expired={answer.expired}
        zoom={zoomOf(plan)}
        menu={menuOf(plan)}
        view={plan.view.view}
        viewParameter="view"
      />
      {answer.untimed > 0 ? (
        <Callout title={`${countWords(answer.untimed, "request")} are not in these times`}>
          How long they took is not known any more, or looking it up over so long a span takes too long.
        </Callout>
      ) : null}
      <UsageTable report={report} />
      <ExplainNumber report={report} />
    </>
  );
}

function menuOf(plan: UsagePlan) {
  const query = writeUsageAddress(plan.view).toString();
  const file = (format: string) => `/usage/export?format=${format}${query === "" ? "" : `&${query}`}`;
  return [
    { label: "Download CSV", href: file("csv"), isFile: true },
    { label: "Download JSON", href: file("json"), isFile: true },
    { label: "Copy API call", copy: usageCurl(plan, appUrl()), done: "API call copied" },
  ];
}
