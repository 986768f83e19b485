import type { Ctx } from "@/lib/context";
import { type CsvCell, csvLines } from "@/lib/core/csv";
import { usdDecimal } from "@/lib/core/money";
import type { UsageCell, UsageSeries } from "../explore/contract";
import { exploreUsage } from "../explore/explore-usage";
import { knownCost } from "../known-cost";
import { tokenTotals } from "../token-totals";
import type { UsageNames, UsagePlan } from "./contract";
import { METRIC_KINDS } from "./metric-kind";
import { seriesWords } from "./series-words";
import { filterQuery } from "./usage-chart-data";
import { usageNamesIn } from "./usage-names-in";

type Format = "csv" | "json";
type Column = readonly [name: string, of: (cell: UsageCell) => CsvCell];

const COLUMNS: readonly Column[] = [
  ["requests", (cell) => cell.requests],
  ["errors", (cell) => cell.errors],
  ["unpriced", (cell) => cell.unpriced],
  ["estimated", (cell) => cell.estimated],
  ["interrupted", (cell) => cell.interrupted],
  ["fallbacks", (cell) => cell.fallbacks],
  ["input_tokens", (cell) => cell.inputTokens],
  ["cached_input_tokens", (cell) => cell.cachedInputTokens],
  ["cache_write_tokens", (cell) => cell.cacheWriteTokens + cell.cacheWrite1hTokens],
  ["output_tokens", (cell) => cell.outputTokens],
  ["reasoning_tokens", (cell) => cell.reasoningTokens],
  ["audio_tokens", (cell) => cell.audioInputTokens + cell.audioOutputTokens],
  ["all_tokens", (cell) => tokenTotals(cell).input + tokenTotals(cell).output],
  ["cost_usd", costCell],
  ["own_key_requests", (cell) => cell.ownRequests],
  ["own_key_cost_usd", (cell) => costCell({ unpriced: cell.ownUnpriced, costNanoUsd: cell.ownCostNanoUsd })],
  ["latency_ms_mean", (cell) => rounded(cell.latencyMsMean)],
  ["latency_ms_p50", (cell) => rounded(cell.latency?.p50)],
  ["latency_ms_p95", (cell) => rounded(cell.latency?.p95)],
  ["latency_ms_p99", (cell) => rounded(cell.latency?.p99)],
  ["first_token_ms_p50", (cell) => rounded(cell.firstToken?.p50)],
  ["first_token_ms_p95", (cell) => rounded(cell.firstToken?.p95)],
];

/** Nothing is known of a cost as long as no request has a price. */
function costCell(sums: Parameters<typeof knownCost>[0]): CsvCell {
  const cost = knownCost(sums);
  return cost === null ? null : usdDecimal(cost);
}

/**
 * The bars and series of a plan as a file, a line per bar and series with everything that is known of it: times in UTC, costs in
 * whole dollars with all their decimals. What it holds is said in front. Throws `invalid_field` for what cannot be answered.
 */
export async function usageFile(
  ctx: Ctx,
  plan: UsagePlan,
  format: Format,
): Promise<{ name: string; contentType: string; pieces: AsyncIterable<string> }> {
  const answer = await exploreUsage(ctx, plan.query);
  const names = await usageNamesIn(ctx, plan, answer);
  const bars = answer.starts.map((start, at) => ({
    start,
    end: answer.starts[at + 1] ?? answer.range.to,
    at,
  }));
  const lines = bars.map(({ start, end, at }) =>
    answer.series.map((series) => lineOf(plan, series, names, { start, end }, series.cells[at])),
  );
  const day = ctx.clock.now().toISOString().slice(0, 10);
  return {
    name: `usage-${day}.${format}`,
    contentType: format === "csv" ? "text/csv; charset=utf-8" : "application/json",
    pieces: format === "csv" ? csvPieces(plan, lines) : jsonPieces(plan, lines),
  };
}

type Line = Array<readonly [name: string, value: CsvCell]>;

function lineOf(
  { query }: UsagePlan,
  series: UsageSeries,
  names: UsageNames,
  { start, end }: { start: Date; end: Date },
  cell: UsageCell | undefined,
): Line {
  return [
    ["start", start],
    ["end", end],
    ["series", seriesWords(query, series, names, "all")],
    ["group", series.name.group ?? null],
    ["subgroup", series.name.subgroup ?? null],
    ...COLUMNS.map(([name, of]) => [name, cell === undefined ? null : of(cell)] as const),
  ];
}

async function* csvPieces(plan: UsagePlan, bars: Line[][]): AsyncGenerator<string> {
  yield csvLines([
    [`# ${aboutOf(plan)}`],
    ["start", "end", "series", "group", "subgroup", ...COLUMNS.map(([name]) => name)],
  ]);
  for (const bar of bars) yield csvLines(bar.map((line) => line.map(([, value]) => value)));
}

async function* jsonPieces(plan: UsagePlan, bars: Line[][]): AsyncGenerator<string> {
  let before = `{"about":${JSON.stringify(aboutOf(plan))},"usage":[\n`;
  for (const line of bars.flat()) {
    yield before + JSON.stringify(Object.fromEntries(line));
    before = ",\n";
  }
  yield bars.flat().length === 0 ? `${before}]}\n` : "\n]}\n";
}

function aboutOf({ query, zone }: UsagePlan): string {
  const by = [query.group, query.subgroup].filter((name) => name != null).join(" and ");
  const { label } = METRIC_KINDS[query.metric];
  const order =
    by === "" ? "" : ` by ${by} (the ${query.top} with the most ${label.toLowerCase()}, then the rest)`;
  const filter = filterQuery(query.filter);
  return `Usage${order} per ${query.grain} from ${query.from.toISOString()} until ${query.to.toISOString()}; times in UTC, cut in ${zone}; filter: ${filter || "none"}`;
}

function rounded(ms: number | null | undefined): number | null {
  return ms == null ? null : Math.round(ms);
}
