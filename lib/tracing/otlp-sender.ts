export type CollectorSettings = {
  /** As OTEL_EXPORTER_OTLP_ENDPOINT has it: `/v1/traces` or `/v1/metrics` is added. */
  endpoint: string;
  /** As OTEL_EXPORTER_OTLP_HEADERS has them: `name=value,name=value`, values percent-encoded. */
  headers: string | undefined;
  serviceName: string;
  version: string;
};

/** Posts a body to a path of a collector, and tells why it was not taken, or how much of it; null when all of it was. */
export type OtlpSender = (path: string, body: object, timeoutMs: number) => Promise<NotTaken | null>;

/** `count` is null when nothing was taken. */
export type NotTaken = { count: number | null; reason: unknown };

export const SEND_MS = 10_000;

/** Sends OTLP over HTTP in JSON. Never throws. */
export function otlpSender(collector: CollectorSettings): OtlpSender {
  const root = collector.endpoint.replace(/\/+$/, "");
  const headers = { ...headersOf(collector.headers), "content-type": "application/json" };
  return async (path, body, timeoutMs) => {
    try {
      const answer = await fetch(`${root}${path}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      const said = await answer.text();
      if (!answer.ok) return { count: null, reason: `the collector answered ${answer.status}` };
      return refusedPart(said);
    } catch (reason) {
      return { count: null, reason };
    }
  };
}

/** Who sends, as every body of OTLP begins. */
export function resourceOf({ serviceName, version }: CollectorSettings) {
  const attributes = [
    { key: "service.name", value: { stringValue: serviceName } },
    { key: "service.version", value: { stringValue: version } },
  ];
  return { resource: { attributes }, scope: { name: "layer", version } };
}

/** What a collector that took a body says it left out (opentelemetry.io/docs/specs/otlp, "Partial Success"). */
function refusedPart(said: string): NotTaken | null {
  const [, count = "0"] = /"rejected(?:Spans|DataPoints)"\s*:\s*"?(\d+)/.exec(said) ?? [];
  return Number(count) === 0 ? null : { count: Number(count), reason: "the collector took only a part" };
}

function headersOf(text = ""): Record<string, string> {
  const pairs = text.split(",").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at < 1 ? [] : [[pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())]];
  });
  return Object.fromEntries(pairs);
}
