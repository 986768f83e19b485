import type { TracedCall } from "./call-trace";
import { genAiMetrics } from "./genai-metrics";
import { type CollectorSettings, otlpSender, resourceOf, SEND_MS } from "./otlp-sender";

export type MetricExporter = {
  note(calls: readonly TracedCall[]): void;
  /** Sends what has been counted since the last time, within `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
};

export type MetricExporterOptions = CollectorSettings & {
  everyMs?: number;
  /** Told when a collector did not take them. They are sums since the start, so the next ones make up for it. */
  onMissed: (reason: unknown) => void;
};

/** Sends the metrics of calls to a collector as OTLP over HTTP in JSON: once a minute where calls have ended since. */
export function openMetricExporter(options: MetricExporterOptions): MetricExporter {
  const post = otlpSender(options);
  const { resource, scope } = resourceOf(options);
  const metrics = genAiMetrics(Date.now());
  let timer: NodeJS.Timeout | undefined;

  async function send(timeoutMs: number): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const body = {
      resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics: metrics.read(Date.now()) }] }],
    };
    const notTaken = await post("/v1/metrics", body, timeoutMs);
    if (notTaken !== null) options.onMissed(notTaken.reason);
  }

  return {
    note(calls) {
      for (const call of calls) metrics.observe(call);
      if (calls.length > 0) timer ??= setTimeout(() => void send(SEND_MS), options.everyMs ?? 60_000).unref();
    },
    async drain(timeoutMs) {
      if (timer !== undefined) await send(timeoutMs);
    },
  };
}
