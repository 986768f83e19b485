import type { Attempt, RequestRecord } from "@/db/schema/requests";
import type { TraceContext } from "./trace-context";

/** An attempt that called somebody, as a part of its call's trace. */
export type AttemptTrace = {
  context: TraceContext;
  /** As the log has it. */
  attempt: Attempt;
  /** When it began, in milliseconds since its call did. */
  afterMs: number;
  /** Where its provider is reached; null when it is no server. */
  server: { address: string; port: number } | null;
  /** What its provider reported; null when it reported nothing. */
  tokens: { input: number; output: number } | null;
};

/** A call's span and those of its attempts, in their order. */
export type CallTrace = TraceContext & { attempts: AttemptTrace[] };

/** A call that is in the log, with what its row does not say. */
export type TracedCall = {
  record: RequestRecord;
  /** The name of its gate; null when it came to none. */
  gate: string | null;
  /** True for a model that a gate or a price list names; any other may be a caller's invention. */
  isModelKnown: boolean;
  trace: CallTrace;
};

/** How an attempt ended: when, in milliseconds since its call began, and with which error. */
export function endOf({ attempt, afterMs }: AttemptTrace, record: RequestRecord) {
  // The log's attempt ends where its answer begins; a stream goes on to the end of the call.
  if (attempt.error === null && record.streamed) return { endMs: record.latencyMs, error: record.errorCode };
  return { endMs: afterMs + attempt.latencyMs, error: attempt.error };
}
