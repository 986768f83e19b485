import { formatMoment } from "@/lib/core/format";
import type { UsageReport } from "@/lib/usage/chart/contract";
import { isAmount, METRIC_KINDS } from "@/lib/usage/chart/metric-kind";
import { filterQuery } from "@/lib/usage/chart/usage-chart-data";

/** What the numbers of a report are, in words and as the query that they answer. */
export function ExplainNumber({ report: { plan, answer } }: { report: UsageReport }) {
  const { query } = plan;
  const { label, meaning } = METRIC_KINDS[query.metric];
  const { from, to } = answer.range;
  const filter = filterQuery(query.filter);
  const groups = [query.group, query.subgroup].filter((name) => name != null);
  return (
    <details className="rounded-md border border-line px-4 py-3">
      <summary className="rounded-sm font-medium">Explain this number</summary>
      <div className="mt-3 flex max-w-prose flex-col gap-3 text-muted">
        <p>
          <strong className="text-ink">{label}.</strong> {meaning}
        </p>
        <p>
          A request counts where it began, between {formatMoment(from, plan.zone)} and{" "}
          {formatMoment(to, plan.zone)}. Sums and rows are written together, so a number is what its rows add
          up to.
          {groups.includes("tag") ? " A key with two tags counts under both, and once in the total." : ""}
          {isAmount(query.metric)
            ? ""
            : " Rates and times do not add up: the total is counted anew over all requests."}
        </p>
        <pre className="overflow-x-auto rounded-md bg-surface p-3 text-ink text-xs">
          {[
            `select ${query.metric}`,
            `from requests`,
            `where started >= '${from.toISOString()}' and started < '${to.toISOString()}'`,
            ...(filter === ""
              ? []
              : [`  and ${decodeURIComponent(filter.replaceAll("+", " ")).replaceAll("&", " and ")}`]),
            ...(groups.length === 0
              ? []
              : [`group by ${groups.join(", ")}, the ${query.top} largest and the rest`]),
            `per ${query.grain === "none" ? "whole span" : `${query.grain} in ${plan.zone}`}`,
          ].join("\n")}
        </pre>
      </div>
    </details>
  );
}
