import { knownCost } from "../known-cost";
import { tokenTotals } from "../token-totals";
import type { UsageCell, UsageMetric } from "./contract";

/**
 * What a cell says of a metric: nano-dollars, counts, milliseconds, parts of one. Null where there is nothing to say: a rate or a
 * time of no requests, spend of requests without any known price.
 */
export function metricValue(cell: UsageCell, metric: UsageMetric): number | bigint | null {
  const { input, output } = tokenTotals(cell);
  switch (metric) {
    case "spend":
      return knownCost(cell);
    case "ownSpend":
      return knownCost({ unpriced: cell.ownUnpriced, costNanoUsd: cell.ownCostNanoUsd });
    case "tokens":
      return input + output;
    case "cacheWriteTokens":
      return cell.cacheWriteTokens + cell.cacheWrite1hTokens;
    case "audioTokens":
      return cell.audioInputTokens + cell.audioOutputTokens;
    case "latencyP50":
      return cell.latency?.p50 ?? null;
    case "latencyP95":
      return cell.latency?.p95 ?? null;
    case "latencyP99":
      return cell.latency?.p99 ?? null;
    case "firstTokenP50":
      return cell.firstToken?.p50 ?? null;
    case "firstTokenP95":
      return cell.firstToken?.p95 ?? null;
    case "errorRate":
      return cell.requests === 0 ? null : cell.errors / cell.requests;
    case "fallbackRate":
      return cell.requests === 0 ? null : cell.fallbacks / cell.requests;
    case "cacheRate":
      return input === 0 ? null : cell.cachedInputTokens / input;
    default:
      return cell[metric];
  }
}
