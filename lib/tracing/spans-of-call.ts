import { type AttemptTrace, endOf, type TracedCall } from "./call-trace";
import { GEN_AI, LAYER, operationOf, providerNameOf } from "./genai-attributes";
import { addText, addWhole, nanoOf, type OtlpAttributes } from "./otlp-values";
import type { TraceContext } from "./trace-context";

/** A span in OTLP's JSON encoding (opentelemetry.io/docs/specs/otlp). */
export type OtlpSpan = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  traceState?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: OtlpAttributes;
  status: { code: number; message?: string };
};

type Facts = Omit<OtlpSpan, "traceId" | "spanId" | "parentSpanId" | "traceState">;

const KIND_SERVER = 2;
const KIND_CLIENT = 3;
const STATUS_UNSET = 0;
const STATUS_ERROR = 2;

/** A call as a span, and below it one for each attempt that called a provider. Nothing of what was said. */
export function spansOfCall(call: TracedCall): OtlpSpan[] {
  return [spanOfCall(call), ...call.trace.attempts.map((traced) => spanOfAttempt(call, traced))];
}

function spanOfCall({ record, gate, trace }: TracedCall): OtlpSpan {
  const operation = operationOf(record.endpoint);
  const attributes: OtlpAttributes = [];
  addText(attributes, GEN_AI.operation, operation);
  addText(attributes, GEN_AI.provider, providerNameOf(record.provider));
  addText(attributes, GEN_AI.requestModel, record.modelAsked ?? record.modelUsed);
  addText(attributes, GEN_AI.responseModel, record.errorCode === null ? record.modelUsed : null);
  // The names of the conventions are the attempts': who adds them up counts every token once.
  const input =
    record.inputTokens + record.cachedInputTokens + record.cacheWriteTokens + record.cacheWrite1hTokens;
  addWhole(attributes, LAYER.inputTokens, input + record.audioInputTokens);
  addWhole(attributes, LAYER.outputTokens, record.outputTokens + record.audioOutputTokens);
  addWhole(attributes, GEN_AI.httpStatus, record.status);
  addText(attributes, GEN_AI.errorType, record.errorCode);
  addText(attributes, LAYER.gate, gate);
  addText(attributes, LAYER.requestId, record.id);
  if (record.costNanoUsd !== null) {
    attributes.push({ key: LAYER.costUsd, value: { doubleValue: Number(record.costNanoUsd) / 1e9 } });
  }
  return spanOf(trace, {
    name: nameOf(operation, record.modelUsed ?? record.modelAsked),
    kind: KIND_SERVER,
    startTimeUnixNano: nanoOf(record.startedAt.getTime()),
    endTimeUnixNano: nanoOf(record.endedAt.getTime()),
    attributes,
    status: statusOf(record.errorCode),
  });
}

function spanOfAttempt({ record }: TracedCall, traced: AttemptTrace): OtlpSpan {
  const { context, attempt, afterMs, server, tokens } = traced;
  const { endMs, error } = endOf(traced, record);
  const operation = operationOf(record.endpoint);
  const startedMs = record.startedAt.getTime();
  const attributes: OtlpAttributes = [];
  addText(attributes, GEN_AI.operation, operation);
  addText(attributes, GEN_AI.provider, providerNameOf(attempt.provider));
  addText(attributes, GEN_AI.requestModel, attempt.model);
  addText(attributes, GEN_AI.responseModel, attempt.error === null ? attempt.model : null);
  addWhole(attributes, GEN_AI.inputTokens, tokens?.input ?? null);
  addWhole(attributes, GEN_AI.outputTokens, tokens?.output ?? null);
  addWhole(attributes, GEN_AI.httpStatus, attempt.status);
  addText(attributes, GEN_AI.errorType, error);
  addText(attributes, GEN_AI.serverAddress, server?.address ?? null);
  addWhole(attributes, GEN_AI.serverPort, server?.port ?? null);
  return spanOf(context, {
    name: nameOf(operation, attempt.model),
    kind: KIND_CLIENT,
    startTimeUnixNano: nanoOf(startedMs + afterMs),
    endTimeUnixNano: nanoOf(startedMs + endMs),
    attributes,
    status: statusOf(error),
  });
}

/** A span at its place; what it has no parent or state of is left out of the JSON. */
function spanOf({ traceId, spanId, parentSpanId, state }: TraceContext, facts: Facts): OtlpSpan {
  const { name, kind, startTimeUnixNano, endTimeUnixNano, attributes, status } = facts;
  const span: OtlpSpan = {
    traceId,
    spanId,
    name,
    kind,
    startTimeUnixNano,
    endTimeUnixNano,
    attributes,
    status,
  };
  if (parentSpanId !== null) span.parentSpanId = parentSpanId;
  if (state !== null) span.traceState = state;
  return span;
}

function nameOf(operation: string, model: string | null): string {
  return model === null ? operation : `${operation} ${model}`;
}

function statusOf(error: string | null): OtlpSpan["status"] {
  return { code: error === null ? STATUS_UNSET : STATUS_ERROR };
}
