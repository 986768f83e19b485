import { env } from "@/lib/env";
import type { RequestRecord } from "@/lib/logs/request-record";
import type { RecordSource } from "@/lib/logs/settlement-lane";
import type { TracedCall } from "@/lib/tracing/call-trace";
import { openExporter, type SpanExporter } from "@/lib/tracing/open-exporter";
import { type MetricExporter, openMetricExporter } from "@/lib/tracing/open-metric-exporter";
import { spansOfCall } from "@/lib/tracing/spans-of-call";
import { appVersion } from "./app-version";
import { faultFacts } from "./fault-facts";
import { log } from "./log";

type Settled = RecordSource & { record: RequestRecord };
type Traces = { note(settled: readonly Settled[]): void };
type Exporters = { spans: SpanExporter; metrics: MetricExporter | null };

const shared = globalThis as typeof globalThis & { layerTraces?: Exporters };

/**
 * Starts to send spans of each call that is in the log, and metrics of them all; null while no OTEL_EXPORTER_OTLP_ENDPOINT is
 * set.
 */
export function openTraces(): Traces | null {
  const settings = env();
  if (settings.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return null;
  const collector = {
    endpoint: settings.OTEL_EXPORTER_OTLP_ENDPOINT,
    headers: settings.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: settings.OTEL_SERVICE_NAME,
    version: appVersion(),
  };
  const spans = openExporter({
    ...collector,
    onLost: (count, reason) =>
      log().warn({ count, ...factsOf(reason) }, "Spans could not be sent and are lost"),
  });
  const onMissed = (reason: unknown) =>
    log().warn(factsOf(reason), "Metrics could not be sent; the next ones hold them too");
  const metrics =
    settings.OTEL_METRICS_EXPORTER === "none" ? null : openMetricExporter({ ...collector, onMissed });
  shared.layerTraces = { spans, metrics };
  return {
    note(settled) {
      // Once the answers are on their way.
      setImmediate(() => {
        const calls = settled.filter(isTraced);
        metrics?.note(calls);
        spans.add(calls.filter(({ trace }) => trace.isSampled).flatMap(spansOfCall));
      });
    },
  };
}

/** Sends what waits, within `timeoutMs`. */
export async function drainTraces(timeoutMs: number): Promise<void> {
  const { spans, metrics } = shared.layerTraces ?? {};
  await Promise.all([spans?.drain(timeoutMs), metrics?.drain(timeoutMs)]);
}

function isTraced(settled: Settled): settled is Settled & TracedCall {
  return settled.trace !== null;
}

function factsOf(reason: unknown): object {
  return typeof reason === "string" ? { reason } : faultFacts(reason);
}
