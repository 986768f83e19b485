import { Counter, Histogram, type Registry } from "prom-client";
import type { RequestRecord } from "@/db/schema/requests";
import { SECOND_MS } from "@/lib/core/time";
import { boundedLabel, OTHER } from "./bounded-label";

/** A request that is in the log, with what its row does not say. */
export type SettledRequest = {
  record: RequestRecord;
  /** The name of its gate; null when it came to none. */
  gate: string | null;
  /** True for a model that a gate or a price list names; any other may be a caller's invention. */
  isModelKnown: boolean;
};

export type RequestMetrics = {
  /** Takes what has just been written to the log. Counts it a moment later, once its answers are on their way. */
  note(settled: readonly SettledRequest[]): void;
  /** Counts at once what has been noted. */
  catchUp(): void;
};

const NONE = "none";
const MOST_GATES = 200;
const MOST_MODELS = 200;
const NANO_PER_USD = 1e9;

const WAITS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320];
const OVERHEADS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

/** What the log says, as counters for Prometheus: they add up to the rows this instance has written since it began. */
export function requestMetrics(registry: Registry): RequestMetrics {
  const count = counters(registry);
  const [gateLabel, modelLabel] = [boundedLabel(MOST_GATES), boundedLabel(MOST_MODELS)];
  let waiting: SettledRequest[] = [];

  function observe({ record, gate: gateName, isModelKnown }: SettledRequest): void {
    const gate = gateName === null ? NONE : gateLabel(gateName);
    const provider = record.provider ?? NONE;
    const model = record.modelUsed === null ? NONE : isModelKnown ? modelLabel(record.modelUsed) : OTHER;
    count.requests.inc({ gate, provider, model, code: record.status });
    if (record.errorCode !== null) count.errors.inc({ error: record.errorCode });
    if (record.fellBack) count.fallbacks.inc({ gate });
    if (record.refusedBy !== null) {
      const [limit = NONE, scope = NONE] = record.refusedBy.split(":");
      count.rateLimited.inc({ scope, limit });
    }
    observeTimes(count, record, { provider, model });
    observeUse(count, record, { provider, model });
  }

  function catchUp(): void {
    const noted = waiting;
    waiting = [];
    for (const settled of noted) observe(settled);
  }

  return {
    note(settled) {
      if (waiting.length === 0) setImmediate(catchUp);
      waiting.push(...settled);
    },
    catchUp,
  };
}

type Counters = ReturnType<typeof counters>;
type Asked = { provider: string; model: string };

function observeTimes(count: Counters, record: RequestRecord, asked: Asked): void {
  count.duration.observe(asked, record.latencyMs / SECOND_MS);
  const { firstTokenMs, attempts } = record;
  if (firstTokenMs !== null) count.firstToken.observe(asked, firstTokenMs / SECOND_MS);
  // A stream's overhead ends with its first token, which its attempt ends with, too.
  const untilMs = record.streamed ? firstTokenMs : record.latencyMs;
  if (untilMs === null) return;
  let providerMs = 0;
  for (const { latencyMs } of attempts) providerMs += latencyMs;
  count.overhead.observe(Math.max(0, untilMs - providerMs) / SECOND_MS);
}

function observeUse(count: Counters, record: RequestRecord, asked: Asked): void {
  for (const [type, tokens] of [
    ["input", record.inputTokens],
    ["cached_input", record.cachedInputTokens],
    ["cache_write", record.cacheWriteTokens],
    ["cache_write_1h", record.cacheWrite1hTokens],
    ["output", record.outputTokens],
    ["audio_input", record.audioInputTokens],
    ["audio_output", record.audioOutputTokens],
  ] as const) {
    if (tokens > 0) count.tokens.inc({ ...asked, type }, tokens);
  }
  if (record.costNanoUsd === null) count.unpriced.inc(asked);
  else if (record.costNanoUsd > 0n) count.cost.inc(asked, Number(record.costNanoUsd) / NANO_PER_USD);
}

function counters(registry: Registry) {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter<L>({ name, help, labelNames, registers });
  const asked: Array<"provider" | "model"> = ["provider", "model"];
  const seconds = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram<L>({ name, help, labelNames, buckets, registers });
  return {
    requests: counter("layer_requests_total", "Calls by HTTP status, as the log has them.", [
      "gate",
      "provider",
      "model",
      "code",
    ]),
    errors: counter("layer_errors_total", "Calls that ended with an error, by its code.", ["error"]),
    fallbacks: counter("layer_fallbacks_total", "Calls that another model than the first was asked for.", [
      "gate",
    ]),
    rateLimited: counter("layer_rate_limited_total", "Calls that a rate limit refused.", ["scope", "limit"]),
    tokens: counter("layer_tokens_total", "Tokens by class; the classes do not overlap.", [...asked, "type"]),
    cost: counter("layer_cost_usd_total", "What calls cost, in US dollars, as far as it is known.", asked),
    unpriced: counter("layer_unpriced_requests_total", "Calls of which nobody knows the cost.", asked),
    duration: seconds("layer_request_duration_seconds", "From the request to its last byte.", asked, WAITS),
    firstToken: seconds(
      "layer_time_to_first_token_seconds",
      "From the request to the first token of a stream.",
      asked,
      WAITS,
    ),
    overhead: seconds("layer_overhead_seconds", "What Layer adds to its providers' time.", [], OVERHEADS),
  };
}
