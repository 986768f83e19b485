import { type SQL, sql } from "drizzle-orm";
import { TIME_CLASSES } from "@/db/schema/usage";
import type { Percentiles, UsageCell } from "./contract";
import { timeAtShare } from "./time-classes";

/** The measures of the sums, each with what it is of rows `r` whose corrections add up to `c.delta`. */
const MEASURES = {
  requests: "count(*)",
  errors: "count(r.error_code)",
  unpriced: "count(*) filter (where r.cost_nano_usd is null and c.delta is null)",
  estimated: "count(*) filter (where r.settlement = 'estimated')",
  interrupted: "count(*) filter (where r.settlement = 'interrupted')",
  fallbacks: "count(*) filter (where r.fell_back)",
  input_tokens: "sum(r.input_tokens)",
  cached_input_tokens: "sum(r.cached_input_tokens)",
  cache_write_tokens: "sum(r.cache_write_tokens)",
  cache_write_1h_tokens: "sum(r.cache_write_1h_tokens)",
  output_tokens: "sum(r.output_tokens)",
  reasoning_tokens: "sum(r.reasoning_tokens)",
  audio_input_tokens: "sum(r.audio_input_tokens)",
  audio_output_tokens: "sum(r.audio_output_tokens)",
  cost_nano_usd: "coalesce(sum(coalesce(r.cost_nano_usd, 0) + coalesce(c.delta, 0)), 0)",
  own_requests: "count(*) filter (where r.own_provider_key)",
  own_unpriced: "count(*) filter (where r.own_provider_key and r.cost_nano_usd is null and c.delta is null)",
  own_cost_nano_usd:
    "coalesce(sum(coalesce(r.own_cost_nano_usd, 0) + case when r.own_provider_key then coalesce(c.delta, 0) else 0 end), 0)",
  latency_ms_sum: "sum(r.latency_ms)",
  first_tokens: "count(r.first_token_ms)",
  first_token_ms_sum: "coalesce(sum(r.first_token_ms), 0)",
} as const;

export type Measure = keyof typeof MEASURES;
export const MEASURE_COLUMNS = Object.keys(MEASURES) as Measure[];
type Cost = "cost_nano_usd" | "own_cost_nano_usd";
const COUNTED = MEASURE_COLUMNS.filter((column) => !column.endsWith("cost_nano_usd")) as Array<
  Exclude<Measure, Cost>
>;
const NONE = Object.fromEntries(COUNTED.map((column) => [column, 0])) as Tally["measures"];
/** The columns of the classes of time. */
export const CLASS_COLUMNS = Array.from({ length: TIME_CLASSES }, (_, at) => `c${at}`);

/** Select list of measures as they are in sums under an alias. */
export function plainMeasures(alias: string, measures: readonly Measure[]): SQL[] {
  return measures.map((column) => sql.raw(`${alias}.${column}`));
}

/** Select list of measures of sums, added up. They fit into a bigint, as those they are added up from do. */
export function summedMeasures(alias: string, measures: readonly Measure[]): SQL[] {
  return measures.map((column) => sql.raw(`sum(${alias}.${column})::bigint as ${column}`));
}

/** Select list of measures of rows `r` with corrections `c`. */
export function rowMeasures(measures: readonly Measure[]): SQL[] {
  return measures.map((column) => sql.raw(`(${MEASURES[column]})::bigint as ${column}`));
}

/** Select list of no measures at all, for what tells only times. */
export function noMeasures(measures: readonly Measure[]): SQL[] {
  return measures.map((column) => sql.raw(`0::bigint as ${column}`));
}

/** A select list of all classes of time: `each` says what one of them is. */
export function timeClasses(each: (at: number) => string): SQL[] {
  return CLASS_COLUMNS.map((column, at) => sql.raw(`${each(at)} as ${column}`));
}

/** What requests add up to, with the classes of the times that were asked for. */
export type Tally = {
  measures: Record<Exclude<Measure, Cost>, number>;
  costNanoUsd: bigint;
  ownCostNanoUsd: bigint;
  classes: number[];
};

/** Sums as Postgres hands them over: numbers as text, so that nothing of them is lost; classes, with commas between, when asked for. */
export type TallyRow = Record<Measure, string> & { classes: string | null };

/** The select list of `TallyRow` over `alias`, where there is a row for each of its rows. */
export function tallyColumns(alias: string, hasTimes: boolean): SQL {
  return tally(hasTimes, (column) => `${alias}.${column}`);
}

/** The same, added up over all of its rows. */
export function talliedColumns(alias: string, hasTimes: boolean): SQL {
  return tally(hasTimes, (column) => `sum(${alias}.${column})`);
}

/** Only its classes. */
export function talliedClasses(alias: string): SQL {
  return sql.raw(`${classList((column) => `sum(${alias}.${column})`)} as classes`);
}

function tally(hasTimes: boolean, each: (column: string) => string): SQL {
  const sums = MEASURE_COLUMNS.map((column) => `${each(column)}::text as ${column}`);
  return sql.raw([...sums, `${hasTimes ? classList(each) : "null"} as classes`].join(", "));
}

function classList(each: (column: string) => string): string {
  return `concat_ws(',', ${CLASS_COLUMNS.map((column) => `coalesce(${each(column)}, 0)`)})`;
}

/** How many requests there are in each class. */
export function toClasses(row: Pick<TallyRow, "classes">): number[] {
  return row.classes?.split(",").map(Number) ?? [];
}

export function toTally(row: TallyRow): Tally {
  const measures = { ...NONE };
  for (const column of COUNTED) measures[column] = Number(row[column]);
  return {
    measures,
    costNanoUsd: BigInt(row.cost_nano_usd),
    ownCostNanoUsd: BigInt(row.own_cost_nano_usd),
    classes: row.classes?.split(",").map(Number) ?? [],
  };
}

export function emptyTally(): Tally {
  return { measures: { ...NONE }, costNanoUsd: 0n, ownCostNanoUsd: 0n, classes: [] };
}

/** Adds one tally to another one in place. */
export function addTally(to: Tally, { measures, costNanoUsd, ownCostNanoUsd, classes }: Tally): void {
  for (const column of COUNTED) to.measures[column] += measures[column];
  to.costNanoUsd += costNanoUsd;
  to.ownCostNanoUsd += ownCostNanoUsd;
  for (const [at, count] of classes.entries()) to.classes[at] = (to.classes[at] ?? 0) + count;
}

/** Takes one tally that is a part of another one away from it, in place. */
export function takeTally(from: Tally, { measures, costNanoUsd, ownCostNanoUsd, classes }: Tally): void {
  for (const column of COUNTED) from.measures[column] -= measures[column];
  from.costNanoUsd -= costNanoUsd;
  from.ownCostNanoUsd -= ownCostNanoUsd;
  for (const [at, count] of classes.entries()) from.classes[at] = (from.classes[at] ?? 0) - count;
}

/** A cell of the answer. `times` says which times the classes are of. */
export function toCell(tally: Tally, times: "latency" | "firstToken" | null): UsageCell {
  const { measures: m } = tally;
  const read = percentiles(tally.classes);
  return {
    requests: m.requests,
    errors: m.errors,
    unpriced: m.unpriced,
    estimated: m.estimated,
    interrupted: m.interrupted,
    fallbacks: m.fallbacks,
    inputTokens: m.input_tokens,
    cachedInputTokens: m.cached_input_tokens,
    cacheWriteTokens: m.cache_write_tokens,
    cacheWrite1hTokens: m.cache_write_1h_tokens,
    outputTokens: m.output_tokens,
    reasoningTokens: m.reasoning_tokens,
    audioInputTokens: m.audio_input_tokens,
    audioOutputTokens: m.audio_output_tokens,
    costNanoUsd: tally.costNanoUsd,
    ownRequests: m.own_requests,
    ownUnpriced: m.own_unpriced,
    ownCostNanoUsd: tally.ownCostNanoUsd,
    latencyMsMean: m.requests === 0 ? null : m.latency_ms_sum / m.requests,
    firstTokens: m.first_tokens,
    firstTokenMsMean: m.first_tokens === 0 ? null : m.first_token_ms_sum / m.first_tokens,
    latency: times === "latency" ? read : null,
    firstToken: times === "firstToken" ? read : null,
  };
}

function percentiles(classes: number[]): Percentiles | null {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => timeAtShare(classes, share));
  return p50 == null || p95 == null || p99 == null ? null : { p50, p95, p99 };
}
