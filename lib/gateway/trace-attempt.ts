import type { Attempt } from "@/lib/logs/request-record";
import type { Provider } from "@/lib/providers/provider";
import type { CallTrace } from "@/lib/tracing/call-trace";
import { childOf, traceHeadersOf } from "@/lib/tracing/trace-context";
import type { Outcome } from "./call";

/** Notes an attempt in its call's trace. The headers that are returned let its provider go on with it. */
export function traceAttempt(
  trace: CallTrace,
  { server }: Provider,
  attempt: Attempt,
  afterMs: number,
): Record<string, string> {
  const context = childOf(trace);
  trace.attempts.push({ context, attempt, afterMs, server: server ?? null, tokens: null });
  return traceHeadersOf(context);
}

/** Notes what the answering provider reported. What was estimated is nobody's report. */
export function traceTokens({ attempts }: CallTrace, { known, usage }: Outcome): void {
  const answered = attempts.findLast(({ attempt }) => attempt.error === null);
  if (answered === undefined || known !== "reported") return;
  const { input, cachedInput, cacheWrite, cacheWrite1h, audioInput, output, audioOutput } = usage;
  answered.tokens = {
    input: input + cachedInput + cacheWrite + cacheWrite1h + audioInput,
    output: output + audioOutput,
  };
}
