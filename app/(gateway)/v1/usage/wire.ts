import { z } from "zod";
import { usdDecimal } from "@/lib/core/money";
import { DIMENSIONS } from "@/lib/core/request-filter";
import { GRAINS } from "@/lib/core/time-choice";
import {
  type ExploreAnswer,
  type ExploreQuery,
  USAGE_METRICS,
  type UsageCell,
  type UsageSeries,
} from "@/lib/usage/explore/contract";
import { knownCost } from "@/lib/usage/known-cost";

const moment = z.iso.datetime();
const percentiles = z.object({ p50: z.number(), p95: z.number(), p99: z.number() }).nullable();

const wireCell = z
  .object({
    requests: z.int(),
    errors: z.int(),
    unpriced: z.int().meta({ description: "Requests whose cost is unknown; they are not in the cost." }),
    estimated: z.int().meta({
      description:
        "Requests whose tokens were estimated, or whose cost was: they were answered in a service tier of other prices than the list's.",
    }),
    interrupted: z.int().meta({ description: "Requests that ended before their tokens were known." }),
    fallbacks: z
      .int()
      .meta({ description: "Requests for which another model than the first one was asked." }),
    inputTokens: z
      .int()
      .meta({ description: "Tokens of prompts that were neither read from nor written to a cache." }),
    cachedInputTokens: z.int(),
    cacheWriteTokens: z.int(),
    cacheWrite1hTokens: z.int(),
    outputTokens: z.int(),
    reasoningTokens: z.int().meta({ description: "Part of the output." }),
    audioInputTokens: z.int(),
    audioOutputTokens: z.int(),
    costUsd: z
      .string()
      .nullable()
      .meta({ description: "Exact decimal; null when no request has a known cost." }),
    cost_nano_usd: z
      .string()
      .nullable()
      .meta({ description: "The same in whole billionths of a US dollar." }),
    ownKeyRequests: z.int().meta({
      description: "Requests with provider keys of the account; the others used keys of the instance.",
    }),
    ownKeyUnpriced: z.int().meta({ description: "Those of them whose cost is unknown." }),
    ownKeyCostUsd: z.string().nullable().meta({
      description:
        "The part of the cost that went to provider keys of the account, as an exact decimal: an estimate of what the provider bills. Null when none of those requests has a known cost.",
    }),
    latencyMsMean: z.number().nullable(),
    firstTokens: z.int().meta({ description: "Requests with a known time to the first token." }),
    firstTokenMsMean: z.number().nullable(),
    latencyMs: percentiles.meta({ description: "Null unless the metric is a latency." }),
    firstTokenMs: percentiles.meta({ description: "Null unless the metric is a time to the first token." }),
  })
  .meta({ id: "UsageSum", description: "What the requests of a bar and a series come to." });

const value = z.string().nullable().optional();
const wireSeries = z
  .object({
    group: value.meta({ description: "What the series has in common; null is a request that has none." }),
    subgroup: value,
    others: z
      .int()
      .nullable()
      .meta({ description: "Null but for the last series when it is all others: how many there are." }),
    cells: z.array(wireCell).meta({ description: "One per start, in their order." }),
    total: wireCell,
  })
  .meta({ id: "UsageSeries" });

export const wireUsageAnswer = z
  .object({
    object: z.literal("usage"),
    metric: z.enum(USAGE_METRICS),
    group: z.enum(DIMENSIONS).nullable(),
    subgroup: z.enum(DIMENSIONS).nullable(),
    grain: z.enum(GRAINS),
    zone: z.string(),
    range: z.object({ from: moment, to: moment }).meta({
      description:
        "The span as it was counted, `to` not included: in whole UTC hours, for minutes in whole minutes.",
    }),
    starts: z.array(moment).meta({
      description:
        "The first moments of the bars. Each reaches up to the next one, the last one to the end of the range.",
    }),
    series: z.array(wireSeries).meta({ description: "The largest first by the metric." }),
    total: wireCell.meta({ description: "All requests of the span, each once." }),
    totals: z.array(wireCell).meta({ description: "The same, bar by bar." }),
    untimed: z.int().meta({
      description: "Requests that the percentiles leave out, because their times are not known any more.",
    }),
    expired: z
      .int()
      .meta({ description: "Requests of the span that the log cannot show any more; they are in the sums." }),
  })
  .meta({ id: "Usage" });
export type WireUsage = z.input<typeof wireUsageAnswer>;

function cellOnWire(cell: UsageCell): z.input<typeof wireCell> {
  const { costNanoUsd, ownRequests, ownUnpriced, ownCostNanoUsd, latency, firstToken, ...counts } = cell;
  const cost = knownCost({ costNanoUsd, unpriced: counts.unpriced });
  const ownCost = knownCost({ costNanoUsd: ownCostNanoUsd, unpriced: ownUnpriced });
  return {
    ...counts,
    costUsd: cost === null ? null : usdDecimal(cost),
    cost_nano_usd: cost?.toString() ?? null,
    ownKeyRequests: ownRequests,
    ownKeyUnpriced: ownUnpriced,
    ownKeyCostUsd: ownCost === null ? null : usdDecimal(ownCost),
    latencyMs: latency,
    firstTokenMs: firstToken,
  };
}

function seriesOnWire({ name, others, cells, total }: UsageSeries): z.input<typeof wireSeries> {
  return { ...name, others, cells: cells.map(cellOnWire), total: cellOnWire(total) };
}

export function usageOnWire(query: ExploreQuery, answer: ExploreAnswer): WireUsage {
  const { metric, group, subgroup, grain, zone } = query;
  const { range, starts, series, total, totals, untimed, expired } = answer;
  return {
    object: "usage",
    metric,
    group: group ?? null,
    subgroup: subgroup ?? null,
    grain,
    zone,
    range: { from: range.from.toISOString(), to: range.to.toISOString() },
    starts: starts.map((start) => start.toISOString()),
    series: series.map(seriesOnWire),
    total: cellOnWire(total),
    totals: totals.map(cellOnWire),
    untimed,
    expired,
  };
}

const exampleCell: z.input<typeof wireCell> = {
  requests: 1_240,
  errors: 12,
  unpriced: 0,
  estimated: 3,
  interrupted: 1,
  fallbacks: 9,
  inputTokens: 310_000,
  cachedInputTokens: 82_000,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 96_500,
  reasoningTokens: 0,
  audioInputTokens: 0,
  audioOutputTokens: 0,
  costUsd: "0.1105575",
  cost_nano_usd: "110557500",
  ownKeyRequests: 1_100,
  ownKeyUnpriced: 0,
  ownKeyCostUsd: "0.0981",
  latencyMsMean: 842.5,
  firstTokens: 600,
  firstTokenMsMean: 310.2,
  latencyMs: null,
  firstTokenMs: null,
};

export const exampleUsage: WireUsage = {
  object: "usage",
  metric: "spend",
  group: "model",
  subgroup: null,
  grain: "day",
  zone: "Europe/Berlin",
  range: { from: "2026-11-23T23:00:00.000Z", to: "2026-11-24T23:00:00.000Z" },
  starts: ["2026-11-23T23:00:00.000Z"],
  series: [{ group: "gpt-4o-mini", others: null, cells: [exampleCell], total: exampleCell }],
  total: exampleCell,
  totals: [exampleCell],
  untimed: 0,
  expired: 0,
};
