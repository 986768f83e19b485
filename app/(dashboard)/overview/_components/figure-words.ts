import { directionWords, pointsWords } from "@/lib/core/change-words";
import { formatCount, formatCountExact, formatLatency, formatPercent, formatUsd } from "@/lib/core/format";
import type { RequestFilter } from "@/lib/core/request-filter";
import { usageHref } from "@/lib/usage/chart/usage-address";
import { spanWords } from "@/lib/usage/chart/usage-words";
import type { UsageCell } from "@/lib/usage/explore/contract";
import { knownCost } from "@/lib/usage/known-cost";
import { rowsHref } from "../../_log-parts/log-address";
import type { OverviewPlan } from "../load-overview";
import { asUsageView } from "../overview-address";

export type FigureView = {
  label: string;
  value: string;
  note: string;
  href: string;
  points: Array<{ value: number; errors: number }>;
  spoken: string;
};

/** The four numbers in words, with the addresses of the rows, or of the chart, behind them. */
export function overviewFigures(
  { total, totals, before }: { total: UsageCell; totals: UsageCell[]; before: UsageCell },
  plan: OverviewPlan,
): FigureView[] {
  const cost = knownCost(total);
  const p50 = total.latency?.p50 ?? null;
  const p95 = total.latency?.p95 ?? null;
  const span = spanWords(plan.range, plan.zone);
  const latencyChart = usageHref(asUsageView(plan.view, { metric: "latencyP95", group: plan.view.group }));
  return [
    {
      label: "Spend",
      value: formatUsd(cost),
      note: spendNote(total, directionWords(textOf(cost), textOf(knownCost(before)), "usd")),
      href: shownRowsHref(plan, {}),
      points: totals.map((cell) => ({ value: Number(cell.costNanoUsd), errors: 0 })),
      spoken: `${formatUsd(cost)} ${span}`,
    },
    {
      label: "Requests",
      value: formatCount(total.requests),
      note: directionWords(String(total.requests), String(before.requests), "count") ?? "",
      href: shownRowsHref(plan, {}),
      points: totals.map(({ requests, errors }) => ({ value: requests, errors })),
      spoken: `${formatCountExact(total.requests)} requests ${span}, ${formatCountExact(total.errors)} failed`,
    },
    {
      label: "Success rate",
      value: rateWords(successRate(total)),
      note: [`${formatCountExact(total.errors)} failed`, pointsWords(successRate(total), successRate(before))]
        .filter((words) => words !== null)
        .join(", "),
      href: shownRowsHref(plan, { failed: true }),
      points: totals.map(({ errors }) => ({ value: errors, errors })),
      spoken: `${formatCountExact(total.errors)} requests failed ${span}`,
    },
    {
      label: "Latency, median and p95",
      value: p50 === null ? "—" : `${unbroken(formatLatency(p50))} · ${unbroken(formatLatency(p95))}`,
      note: `p95 ${directionWords(textOf(p95), textOf(before.latency?.p95 ?? null), "ms") ?? "unknown"}`,
      href: latencyChart,
      points: totals.map(({ latency }) => ({ value: latency?.p95 ?? 0, errors: 0 })),
      spoken:
        p95 === null
          ? `No requests ${span}`
          : `95 of 100 requests took at most ${formatLatency(p95)} ${span}`,
    },
  ];
}

/** The rows of the span in the log that a filter fits. */
export function shownRowsHref({ range, view }: OverviewPlan, filter: RequestFilter): string {
  return rowsHref(filter, range, view.zone);
}

function spendNote({ unpriced }: UsageCell, change: string | null): string {
  const missing = unpriced === 0 ? null : `${formatCountExact(unpriced)} without a price`;
  return [change, missing].filter((words) => words !== null).join(", ");
}

function successRate({ requests, errors }: UsageCell): number | null {
  return requests === 0 ? null : (requests - errors) / requests;
}

function rateWords(rate: number | null): string {
  return rate === null ? "—" : formatPercent(rate);
}

/** A number stays on one line with its units: `2 m 46 s`. */
function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

function textOf(value: bigint | number | null): string | null {
  return value === null ? null : String(value);
}
