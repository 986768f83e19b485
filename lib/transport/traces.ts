import { env } from "@/lib/env";
import type { RequestRecord } from "@/lib/logs/request-record";
import type { RecordSource } from "@/lib/logs/settlement-lane";
import { openExporter, type SpanExporter } from "@/lib/tracing/open-exporter";
import { spanOfRequest } from "@/lib/tracing/span-of-request";
import { appVersion } from "./app-version";
import { faultFacts } from "./fault-facts";
import { log } from "./log";

type Settled = RecordSource & { record: RequestRecord };
type Traces = { note(settled: readonly Settled[]): void };

const shared = globalThis as typeof globalThis & { layerTraces?: SpanExporter };

/** Starts to send a span for each call that is in the log; null while no OTEL_EXPORTER_OTLP_ENDPOINT is set. */
export function openTraces(): Traces | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS, OTEL_SERVICE_NAME } = env();
  if (endpoint === undefined) return null;
  const exporter = openExporter({
    endpoint,
    headers: OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: OTEL_SERVICE_NAME,
    version: appVersion(),
    onLost(count, reason) {
      const why = typeof reason === "string" ? { reason } : faultFacts(reason);
      log().warn({ count, ...why }, "Spans could not be sent and are lost");
    },
  });
  shared.layerTraces = exporter;
  return {
    note(settled) {
      // Once the answers are on their way.
      setImmediate(() => exporter.add(settled.flatMap(spansOf)));
    },
  };
}

/** Sends what waits, within `timeoutMs`. */
export async function drainTraces(timeoutMs: number): Promise<void> {
  await shared.layerTraces?.drain(timeoutMs);
}

function spansOf({ record, gate, trace }: Settled) {
  return trace?.isSampled === true ? [spanOfRequest(record, gate, trace)] : [];
}
