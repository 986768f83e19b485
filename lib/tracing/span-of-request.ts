import type { RequestRecord } from "@/db/schema/requests";
import { GEN_AI, LAYER } from "./genai-attributes";
import type { TraceContext } from "./trace-context";

type Value = { stringValue: string } | { intValue: string } | { doubleValue: number };

/** A span in OTLP's JSON encoding (opentelemetry.io/docs/specs/otlp). */
export type OtlpSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Array<{ key: string; value: Value }>;
  status: { code: number; message?: string };
};

const KIND_SERVER = 2;
const STATUS_UNSET = 0;
const STATUS_ERROR = 2;
const NANO_PER_MS = 1_000_000n;

/** A call as a span: who answered, with how much, and how it ended. Nothing of what was said. */
export function spanOfRequest(record: RequestRecord, gate: string | null, trace: TraceContext): OtlpSpan {
  const operation = operationOf(record.endpoint);
  const model = record.modelUsed ?? record.modelAsked;
  const input =
    record.inputTokens + record.cachedInputTokens + record.cacheWriteTokens + record.cacheWrite1hTokens;
  const costUsd = record.costNanoUsd === null ? null : Number(record.costNanoUsd) / 1e9;
  return {
    traceId: trace.traceId,
    spanId: trace.spanId,
    ...(trace.parentSpanId === null ? {} : { parentSpanId: trace.parentSpanId }),
    name: model === null ? operation : `${operation} ${model}`,
    kind: KIND_SERVER,
    startTimeUnixNano: nanoOf(record.startedAt),
    endTimeUnixNano: nanoOf(record.endedAt),
    attributes: [
      ...text(GEN_AI.operation, operation),
      ...text(GEN_AI.provider, record.provider),
      ...text(GEN_AI.requestModel, record.modelAsked ?? record.modelUsed),
      ...text(GEN_AI.responseModel, record.errorCode === null ? record.modelUsed : null),
      ...whole(GEN_AI.inputTokens, input + record.audioInputTokens),
      ...whole(GEN_AI.outputTokens, record.outputTokens + record.audioOutputTokens),
      ...whole(GEN_AI.httpStatus, record.status),
      ...text(GEN_AI.errorType, record.errorCode),
      ...text(LAYER.gate, gate),
      ...text(LAYER.requestId, record.id),
      ...(costUsd === null ? [] : [{ key: LAYER.costUsd, value: { doubleValue: costUsd } }]),
    ],
    status: { code: record.errorCode === null ? STATUS_UNSET : STATUS_ERROR },
  };
}

function operationOf(endpoint: string): string {
  if (endpoint.includes("embeddings")) return "embeddings";
  return /^(?:chat|messages|responses|complete)/.test(endpoint) ? "chat" : endpoint;
}

function text(key: string, value: string | null): OtlpSpan["attributes"] {
  return value === null ? [] : [{ key, value: { stringValue: value } }];
}

function whole(key: string, value: number): OtlpSpan["attributes"] {
  return [{ key, value: { intValue: String(value) } }];
}

function nanoOf(moment: Date): string {
  return String(BigInt(moment.getTime()) * NANO_PER_MS);
}
