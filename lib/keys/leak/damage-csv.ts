import { csvLines } from "@/lib/core/csv";
import { usdDecimal } from "@/lib/core/money";
import { knownCost } from "@/lib/usage/known-cost";
import type { DamageReport } from "./damage";
import type { DamageCall } from "./damage-calls";

const HEADER = [
  "id",
  "started_at",
  "endpoint",
  "gate",
  "model_asked",
  "model_used",
  "provider",
  "status",
  "error_code",
  "input_tokens",
  "cached_input_tokens",
  "cache_write_tokens",
  "cache_write_1h_tokens",
  "output_tokens",
  "reasoning_tokens",
  "audio_input_tokens",
  "audio_output_tokens",
  "cost_usd",
  "cost_nano_usd",
  "settlement",
  "network",
  "user_agent",
  "secret_id",
] as const;

/** How a CSV of damage begins: what it is of, its sums, and the names of its columns. Times are UTC, an empty cost is unknown. */
export function damageCsvHead({ keyId, since, total }: DamageReport): string {
  const cost = knownCost(total);
  const said = [
    `# Calls of the API key ${keyId} since ${since.toISOString()} (UTC).`,
    `# ${total.calls} calls, ${total.errors} errors, ${cost === null ? "unknown cost" : `${usdDecimal(cost)} USD`}, ${total.unpriced} without a known cost.`,
  ];
  return said.map((line) => `${line}\r\n`).join("") + csvLines([HEADER]);
}

/** The lines of calls below that head. */
export function damageCsvLines(calls: readonly DamageCall[]): string {
  return csvLines(
    calls.map((call) => [
      call.id,
      call.startedAt,
      call.endpoint,
      call.gate,
      call.modelAsked,
      call.modelUsed,
      call.provider,
      call.status,
      call.errorCode,
      call.inputTokens,
      call.cachedInputTokens,
      call.cacheWriteTokens,
      call.cacheWrite1hTokens,
      call.outputTokens,
      call.reasoningTokens,
      call.audioInputTokens,
      call.audioOutputTokens,
      call.costNanoUsd === null ? null : usdDecimal(call.costNanoUsd),
      call.costNanoUsd,
      call.settlement,
      call.network,
      call.userAgent,
      call.secretId,
    ]),
  );
}
