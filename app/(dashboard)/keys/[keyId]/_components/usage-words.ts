import { formatCount, formatCountExact, formatLatency, formatPercent, formatUsd } from "@/lib/core/format";
import type { UsageSums } from "@/lib/usage/contract";
import { knownCost } from "@/lib/usage/known-cost";
import { tokenTotals } from "@/lib/usage/token-totals";

export type Metric = "cost" | "requests" | "tokens";

const NO_MODEL = "no model";

export function tokensOf(sums: UsageSums): number {
  const { input, output } = tokenTotals(sums);
  return input + output;
}

/** The name of a model on the screen; requests refused before one was chosen have none. */
export function modelName(model: string | null): string {
  return model ?? NO_MODEL;
}

/** `rows` is what the address of the requests behind the number says besides their span. */
export type FigureWords = { label: string; value: string; note: string; rows: string };

/** The four numbers above the chart. */
export function figures(totals: UsageSums): FigureWords[] {
  const succeeded = totals.requests - totals.errors;
  const tokens = tokenTotals(totals);
  return [
    { label: "Spend", value: formatUsd(knownCost(totals)), note: unpricedNote(totals), rows: "" },
    {
      label: "Requests",
      value: formatCount(totals.requests),
      note: `${formatCountExact(totals.errors)} failed`,
      rows: "",
    },
    {
      label: "Tokens",
      value: formatCount(tokensOf(totals)),
      note: `${formatCount(tokens.input)} in, ${formatCount(tokens.output)} out`,
      rows: "",
    },
    {
      label: "Success rate",
      value: totals.requests === 0 ? "—" : formatPercent(succeeded / totals.requests),
      note:
        totals.latencyMsMean === null ? "no requests" : `${formatLatency(totals.latencyMsMean)} on average`,
      rows: "failed=true&",
    },
  ];
}

function unpricedNote({ requests, unpriced }: UsageSums): string {
  if (unpriced === 0) return requests === 0 ? "no requests" : "all requests priced";
  return `${formatCountExact(unpriced)} without a known price${unpriced < requests ? ", not included" : ""}`;
}
