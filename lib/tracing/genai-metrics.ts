import { endOf, type TracedCall } from "./call-trace";
import { GEN_AI, operationOf, providerNameOf } from "./genai-attributes";
import { Histogram, type Labels } from "./histogram";

const SECOND_MS = 1_000;
/** What OpenTelemetry calls a value that is not told apart. */
const OTHER = "_OTHER";
// The buckets that the conventions advise: powers of 2 from 10 ms, and of 4 from one token.
const SECONDS = Array.from({ length: 14 }, (_, power) => (10 * 2 ** power) / 1_000);
const TOKENS = Array.from({ length: 14 }, (_, power) => 4 ** power);

/**
 * The metrics that OpenTelemetry's conventions for generative AI name for whoever calls providers, one value per attempt
 * (semantic-conventions-genai, docs/gen-ai/gen-ai-metrics.md). `sinceMs` is when counting begins.
 */
export function genAiMetrics(sinceMs: number) {
  const duration = new Histogram(
    {
      name: "gen_ai.client.operation.duration",
      unit: "s",
      description: "GenAI operation duration.",
      bounds: SECONDS,
    },
    sinceMs,
  );
  const firstChunk = new Histogram(
    {
      name: "gen_ai.client.operation.time_to_first_chunk",
      unit: "s",
      description: "Time to the first chunk of a stream.",
      bounds: SECONDS,
    },
    sinceMs,
  );
  const usage = new Histogram(
    {
      name: "gen_ai.client.token.usage",
      unit: "{token}",
      description: "Number of input and output tokens used.",
      bounds: TOKENS,
    },
    sinceMs,
  );

  return {
    observe({ record, isModelKnown, trace }: TracedCall): void {
      for (const traced of trace.attempts) {
        const { attempt, afterMs, tokens } = traced;
        const { endMs, error } = endOf(traced, record);
        const asked: Labels = [
          GEN_AI.operation,
          operationOf(record.endpoint),
          GEN_AI.provider,
          providerNameOf(attempt.provider),
          GEN_AI.requestModel,
          isModelKnown ? attempt.model : OTHER,
        ];
        duration.observe([...asked, GEN_AI.errorType, error], secondsOf(endMs - afterMs));
        if (attempt.error !== null) continue;
        if (record.streamed && record.firstTokenMs !== null)
          firstChunk.observe(asked, secondsOf(record.firstTokenMs - afterMs));
        for (const type of ["input", "output"] as const) {
          const count = tokens?.[type] ?? 0;
          if (count > 0) usage.observe([...asked, GEN_AI.tokenType, type], count);
        }
      }
    },
    read: (atMs: number): object[] => [duration, firstChunk, usage].map((metric) => metric.read(atMs)),
  };
}

function secondsOf(ms: number): number {
  return Math.max(0, ms) / SECOND_MS;
}
