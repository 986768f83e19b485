import {
  formatCount,
  formatCountExact,
  formatDate,
  formatLatency,
  formatPercent,
  formatUsd,
} from "@/lib/core/format";
import type { ChosenRange } from "@/lib/core/time-choice";
import type { UsageByModel, UsageSums } from "@/lib/usage/contract";
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

/** The words for a span, as they stand within a sentence. */
export function spanWords(range: ChosenRange, zone: string): string {
  if (range.name === "24h") return "in the last 24 hours";
  if (range.name !== "custom") return `in the last ${Number.parseInt(range.name, 10)} days`;
  const first = formatDate(range.from, zone);
  const last = formatDate(new Date(range.to.getTime() - 1), zone);
  return first === last ? `on ${first}` : `from ${first} to ${last}`;
}

export type FigureWords = { label: string; value: string; note: string };

/** The four numbers above the chart. */
export function figures(totals: UsageSums): FigureWords[] {
  const succeeded = totals.requests - totals.errors;
  const tokens = tokenTotals(totals);
  return [
    { label: "Spend", value: formatUsd(knownCost(totals)), note: unpricedNote(totals) },
    {
      label: "Requests",
      value: formatCount(totals.requests),
      note: `${formatCountExact(totals.errors)} failed`,
    },
    {
      label: "Tokens",
      value: formatCount(tokensOf(totals)),
      note: `${formatCount(tokens.input)} in, ${formatCount(tokens.output)} out`,
    },
    {
      label: "Success rate",
      value: totals.requests === 0 ? "—" : formatPercent(succeeded / totals.requests),
      note:
        totals.latencyMsMean === null ? "no requests" : `${formatLatency(totals.latencyMsMean)} on average`,
    },
  ];
}

function unpricedNote({ requests, unpriced }: UsageSums): string {
  if (unpriced === 0) return requests === 0 ? "no requests" : "all requests priced";
  return `${formatCountExact(unpriced)} without a known price${unpriced < requests ? ", not included" : ""}`;
}

/** The chart in one sentence, for everyone who does not see it. */
export function usageSentence(
  metric: Metric,
  totals: UsageSums,
  models: UsageByModel[],
  span: string,
): string {
  if (totals.requests === 0) return `No requests ${span}.`;
  const most = mostOf(metric, totals, models);
  const requests = `${formatCountExact(totals.requests)} ${totals.requests === 1 ? "request" : "requests"}`;
  if (metric === "requests") return `${requests} ${span}, ${formatCountExact(totals.errors)} failed${most}.`;
  if (metric === "tokens") return `${formatCount(tokensOf(totals))} tokens ${span}${most}.`;
  const cost = knownCost(totals);
  if (cost === null)
    return `${requests} ${span}; what they cost is unknown, no price is set for their models.`;
  const missing =
    totals.unpriced === 0 ? "" : ` ${formatCountExact(totals.unpriced)} without a known price not included.`;
  return `${formatUsd(cost)} ${span}${most}.${missing}`;
}

function amount(metric: Metric, sums: UsageSums): number {
  if (metric === "requests") return sums.requests;
  return metric === "tokens" ? tokensOf(sums) : Number(sums.costNanoUsd);
}

function mostOf(metric: Metric, totals: UsageSums, models: UsageByModel[]): string {
  const shares = new Map<string, number>();
  for (const row of models) {
    const name = modelName(row.model);
    shares.set(name, (shares.get(name) ?? 0) + amount(metric, row));
  }
  const whole = amount(metric, totals);
  const [first] = [...shares].sort(([, a], [, b]) => b - a);
  if (first === undefined || first[1] === 0 || whole === 0 || shares.size < 2) return "";
  return `; ${formatPercent(first[1] / whole)} from ${first[0]}`;
}
