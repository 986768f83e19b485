import { randomBytes } from "node:crypto";

/** A call's place in a trace, as W3C Trace Context has it: its own span, and the span of whoever called. */
export type TraceContext = {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  /** False when the caller records nothing of this trace; then neither do we. */
  isSampled: boolean;
};

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const SAMPLED = 1;

/** Goes on with the trace of a caller's `traceparent`; begins one where there is none, or none that is valid. */
export function traceContextOf(traceparent: string | null): TraceContext {
  const spanId = randomBytes(8).toString("hex");
  const [, traceId = "", parentSpanId = "", flags = ""] = TRACEPARENT.exec(traceparent ?? "") ?? [];
  if (/^0*$/.test(traceId) || /^0*$/.test(parentSpanId)) {
    return { traceId: randomBytes(16).toString("hex"), spanId, parentSpanId: null, isSampled: true };
  }
  const isSampled = (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED;
  return { traceId, spanId, parentSpanId, isSampled };
}

/** The header that lets whoever is asked next go on with the trace. */
export function traceparentOf({ traceId, spanId, isSampled }: TraceContext): string {
  return `00-${traceId}-${spanId}-${isSampled ? "01" : "00"}`;
}
