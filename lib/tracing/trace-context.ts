import { randomHex } from "./random-hex";

/** A place in a trace, as W3C Trace Context has it: a span of our own, and the span of whoever called. */
export type TraceContext = {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  /** False when the caller records nothing of this trace; then neither do we. */
  isSampled: boolean;
  /** What tracing systems before us add to the trace (`tracestate`), handed on as it is; null when there is nothing. */
  state: string | null;
};

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
/** Everything longer than what must be handed on is left out (w3.org/TR/trace-context, section 3.3.1.5). */
const TRACESTATE = /^[\x20-\x7e]{1,512}$/;
const SAMPLED = 1;
const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

/** Goes on with the trace of a caller's `traceparent`; begins one where there is none, or none that is valid. */
export function traceContextOf(traceparent: string | null, tracestate: string | null = null): TraceContext {
  const [, traceId = "", parentSpanId = "", flags = ""] = TRACEPARENT.exec(traceparent ?? "") ?? [];
  const spanId = randomHex(SPAN_ID_BYTES);
  if (/^0*$/.test(traceId) || /^0*$/.test(parentSpanId)) {
    const begun = { traceId: randomHex(TRACE_ID_BYTES), parentSpanId: null, isSampled: true };
    return { ...begun, spanId, state: null };
  }
  const isSampled = (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED;
  const state = tracestate !== null && TRACESTATE.test(tracestate) ? tracestate : null;
  return { traceId, spanId, parentSpanId, isSampled, state };
}

/** A new span below one of ours. */
export function childOf(trace: TraceContext): TraceContext {
  const { traceId, isSampled, state } = trace;
  return { traceId, spanId: randomHex(SPAN_ID_BYTES), parentSpanId: trace.spanId, isSampled, state };
}

/** The headers that let whoever is asked next go on with the trace. */
export function traceHeadersOf({ traceId, spanId, isSampled, state }: TraceContext): Record<string, string> {
  const traceparent = `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
  return state === null ? { traceparent } : { traceparent, tracestate: state };
}
