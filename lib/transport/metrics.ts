import { createHash, timingSafeEqual } from "node:crypto";
import { Registry } from "prom-client";
import { ledger } from "@/db/client";
import { isOutage, withinTime } from "@/db/outage";
import { AppError } from "@/lib/core/errors";
import { SECOND_MS } from "@/lib/core/time";
import { env } from "@/lib/env";
import { instanceMetrics } from "@/lib/metrics/instance-metrics";
import { type RequestMetrics, requestMetrics } from "@/lib/metrics/request-metrics";
import { budgetsLeft } from "@/lib/spending/budgets-left";
import { appVersion } from "./app-version";

type OpenMetrics = { registry: Registry; requests: RequestMetrics };
type Watched = { queueDepth: () => number; runningCalls: () => number };

const shared = globalThis as typeof globalThis & { layerMetrics?: OpenMetrics };

/** Starts to count for Prometheus; null, and nothing is counted, while no METRICS_TOKEN is set. */
export function openMetrics(watched: Watched): RequestMetrics | null {
  if (env().METRICS_TOKEN === undefined) return null;
  const registry = new Registry();
  instanceMetrics(registry, { ...watched, version: appVersion(), budgetsLeft: readBudgets });
  shared.layerMetrics = { registry, requests: requestMetrics(registry) };
  return shared.layerMetrics.requests;
}

/**
 * What Prometheus reads. Throws `not_found` while no METRICS_TOKEN is set, as for any path that is not there, and
 * `metrics_token_wrong` for everybody else than its bearer.
 */
export async function readMetrics(authorization: string | null): Promise<{ text: string; type: string }> {
  const { METRICS_TOKEN } = env();
  if (METRICS_TOKEN === undefined || shared.layerMetrics === undefined)
    throw new AppError("not_found", "There is no endpoint here.");
  if (!isEqual(authorization ?? "", `Bearer ${METRICS_TOKEN}`))
    throw new AppError(
      "metrics_token_wrong",
      "Send the token of METRICS_TOKEN: Authorization: Bearer TOKEN.",
    );
  const { registry, requests } = shared.layerMetrics;
  requests.catchUp();
  return { text: await registry.metrics(), type: registry.contentType };
}

/** While the database is away the rest is told all the same. */
async function readBudgets(): Promise<ReadonlyArray<{ scope: string; ratio: number }>> {
  try {
    return await withinTime(budgetsLeft(ledger().sql), SECOND_MS);
  } catch (error) {
    if (isOutage(error)) return [];
    throw error;
  }
}

/** Takes the same time wherever two texts differ. */
function isEqual(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
