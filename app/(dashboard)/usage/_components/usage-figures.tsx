import type { ReactNode } from "react";
import { CellLink, cellLinks } from "@/components/charts/cell-link";
import { Figure } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { changeWords } from "@/lib/core/change-words";
import { formatCount, formatPercent } from "@/lib/core/format";
import type { RequestFilter } from "@/lib/core/request-filter";
import type { UsageReport } from "@/lib/usage/chart/contract";
import { isAmount, METRIC_KINDS } from "@/lib/usage/chart/metric-kind";
import { filterQuery } from "@/lib/usage/chart/usage-chart-data";
import { countWords, valueInWords } from "@/lib/usage/chart/usage-words";
import { rowsLink } from "../../_usage-parts/rows-link";

/** The numbers above the chart, each opening its rows. */
export function UsageFigures({ report }: { report: UsageReport }) {
  const { plan, answer, total, previousTotal, rows } = report;
  const { metric, filter } = plan.query;
  const { label, unit, rows: those = {} } = METRIC_KINDS[metric];
  const { requests, errors, unpriced, estimated, interrupted } = answer.total;
  const link = (more: RequestFilter, text: ReactNode) => (
    <CellLink href={rowsLink(report, filterQuery(filter), more)}>{text}</CellLink>
  );
  const priced =
    unpriced === 0
      ? "all priced"
      : link({ certainty: ["unpriced"] }, `${countWords(unpriced, "request")} without a price`);
  const [first] = rows.filter(({ isRest }) => !isRest);
  return (
    <dl
      className={cn(
        "grid grid-cols-2 divide-line rounded-md border border-line max-lg:gap-y-px lg:grid-cols-4 lg:divide-x",
        cellLinks,
      )}
    >
      <Figure
        label={label}
        value={link(those, valueInWords(total, unit))}
        note={
          previousTotal === null
            ? "nothing known of the time before"
            : `${changeWords(total, previousTotal, unit)} against ${valueInWords(previousTotal, unit)} before`
        }
      />
      {first && isAmount(metric) && rows.length > 1 ? (
        <Figure
          label="Largest share"
          value={
            <CellLink href={rowsLink(report, first.query)}>
              {first.share === null ? "—" : formatPercent(first.share)}
            </CellLink>
          }
          note={first.name}
        />
      ) : null}
      {first && isAmount(metric) && rows.length > 1 && metric !== "requests" ? null : (
        <Figure
          label="Failed"
          value={link({ failed: true }, formatCount(errors))}
          note={requests === 0 ? "no requests" : `${formatPercent(errors / requests)} of all`}
        />
      )}
      {metric === "requests" ? null : (
        <Figure label="Requests" value={link({}, formatCount(requests))} note={priced} />
      )}
      <Figure
        label="Not certain"
        value={link({ certainty: ["estimated", "interrupted"] }, formatCount(estimated + interrupted))}
        note={
          <>
            {link({ certainty: ["estimated"] }, `${formatCount(estimated)} estimated`)},{" "}
            {link({ certainty: ["interrupted"] }, `${formatCount(interrupted)} interrupted`)}
          </>
        }
      />
    </dl>
  );
}
