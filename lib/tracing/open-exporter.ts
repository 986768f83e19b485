import { type CollectorSettings, otlpSender, resourceOf, SEND_MS } from "./otlp-sender";
import type { OtlpSpan } from "./spans-of-call";

export type SpanExporter = {
  add(spans: readonly OtlpSpan[]): void;
  /** Sends what waits, within `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
};

export type ExporterOptions = CollectorSettings & {
  everyMs?: number;
  /** Told when spans could not be sent; they are gone then. */
  onLost: (count: number, reason: unknown) => void;
};

const LARGEST_BATCH = 512;
const MOST_WAITING = 4_096;

/**
 * Sends spans to a collector as OTLP over HTTP in JSON, every few seconds, and as soon as a batch is full while the collector takes
 * them; never while a call waits. What a collector does not take is lost, and so is what would pile up: traces are worth no memory
 * that calls need.
 */
export function openExporter(options: ExporterOptions): SpanExporter {
  const post = otlpSender(options);
  const { resource, scope } = resourceOf(options);
  const waiting: OtlpSpan[] = [];
  let lost = 0;
  let sending: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isTaking = true;

  /** One batch, and more only while they are full: spans that come meanwhile are worth no request each. */
  async function sendSome(timeoutMs: number): Promise<void> {
    if (lost > 0) options.onLost(lost, "too many waited");
    lost = 0;
    do {
      const spans = waiting.splice(0, LARGEST_BATCH);
      if (spans.length === 0) return;
      const body = { resourceSpans: [{ resource, scopeSpans: [{ scope, spans }] }] };
      const notTaken = await post("/v1/traces", body, timeoutMs);
      isTaking = notTaken === null || notTaken.count !== null;
      if (notTaken !== null) options.onLost(notTaken.count ?? spans.length, notTaken.reason);
    } while (isTaking && waiting.length >= LARGEST_BATCH);
  }

  function send(timeoutMs: number): Promise<void> {
    sending ??= sendSome(timeoutMs).finally(() => {
      sending = undefined;
      if (waiting.length > 0) sendSoon();
    });
    return sending;
  }

  function sendSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void send(SEND_MS);
    }, options.everyMs ?? 5_000).unref();
  }

  return {
    add(spans) {
      const room = MOST_WAITING - waiting.length;
      waiting.push(...spans.slice(0, room));
      lost += Math.max(0, spans.length - room);
      if (isTaking && waiting.length >= LARGEST_BATCH) void send(SEND_MS);
      else sendSoon();
    },
    async drain(timeoutMs) {
      await sending;
      do await send(timeoutMs);
      while (waiting.length > 0);
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
