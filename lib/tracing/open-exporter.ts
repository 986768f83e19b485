import type { OtlpSpan } from "./span-of-request";

export type SpanExporter = {
  add(spans: readonly OtlpSpan[]): void;
  /** Sends what waits, within `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
};

export type ExporterOptions = {
  /** As OTEL_EXPORTER_OTLP_ENDPOINT has it: `/v1/traces` is added. */
  endpoint: string;
  /** As OTEL_EXPORTER_OTLP_HEADERS has them: `name=value,name=value`, values percent-encoded. */
  headers: string | undefined;
  serviceName: string;
  version: string;
  everyMs?: number;
  /** Told when spans could not be sent; they are gone then. */
  onLost: (count: number, reason: unknown) => void;
};

const LARGEST_BATCH = 512;
const MOST_WAITING = 4_096;
const SEND_MS = 10_000;

/**
 * Sends spans to a collector as OTLP over HTTP in JSON, every few seconds and never while a call waits. What a collector does not
 * take is lost, and so is what would pile up: traces are worth no memory that calls need.
 */
export function openExporter(options: ExporterOptions): SpanExporter {
  const url = `${options.endpoint.replace(/\/+$/, "")}/v1/traces`;
  const headers = { ...headersOf(options.headers), "content-type": "application/json" };
  const waiting: OtlpSpan[] = [];
  let lost = 0;
  let sending: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function sendAll(timeoutMs: number): Promise<void> {
    if (lost > 0) options.onLost(lost, "too many waited");
    lost = 0;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, LARGEST_BATCH);
      try {
        const body = JSON.stringify(bodyOf(batch, options));
        const answer = await fetch(url, {
          method: "POST",
          headers,
          body,
          signal: AbortSignal.timeout(timeoutMs),
        });
        await answer.arrayBuffer();
        if (!answer.ok) options.onLost(batch.length, `the collector answered ${answer.status}`);
      } catch (error) {
        options.onLost(batch.length, error);
      }
    }
  }

  function send(timeoutMs: number): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    sending ??= sendAll(timeoutMs).finally(() => {
      sending = undefined;
    });
    return sending;
  }

  return {
    add(spans) {
      const room = MOST_WAITING - waiting.length;
      waiting.push(...spans.slice(0, room));
      lost += Math.max(0, spans.length - room);
      timer ??= setTimeout(() => void send(SEND_MS), options.everyMs ?? 5_000).unref();
    },
    async drain(timeoutMs) {
      await sending;
      await send(timeoutMs);
    },
  };
}

function bodyOf(spans: OtlpSpan[], { serviceName, version }: ExporterOptions): object {
  const resource = [
    { key: "service.name", value: { stringValue: serviceName } },
    { key: "service.version", value: { stringValue: version } },
  ];
  return {
    resourceSpans: [
      { resource: { attributes: resource }, scopeSpans: [{ scope: { name: "layer", version }, spans }] },
    ],
  };
}

function headersOf(text = ""): Record<string, string> {
  const pairs = text.split(",").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at < 1 ? [] : [[pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())]];
  });
  return Object.fromEntries(pairs);
}
