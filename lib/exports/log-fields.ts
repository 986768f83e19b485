import type { CsvCell } from "@/lib/core/csv";
import { usdDecimal } from "@/lib/core/money";
import type { LogRow } from "@/lib/logs/contract";

/** The columns of a file in their order: times in UTC, money as exact decimals of USD, nothing where something is not known. */
const FIELDS: Record<string, (row: LogRow) => CsvCell> = {
  id: (row) => row.id,
  started_at: (row) => row.startedAt,
  ended_at: (row) => row.endedAt,
  status: (row) => row.status,
  error_code: (row) => row.errorCode,
  error_message: (row) => row.errorMessage,
  key_id: (row) => row.keyId,
  key_name: (row) => row.keyName,
  gate_id: (row) => row.gateId,
  gate_name: (row) => row.gateName,
  gate_version: (row) => row.gateVersion,
  endpoint: (row) => row.endpoint,
  model_asked: (row) => row.modelAsked,
  model_used: (row) => row.modelUsed,
  provider: (row) => row.provider,
  attempts: (row) => row.attempts.length,
  fell_back: (row) => row.fellBack,
  streamed: (row) => row.streamed,
  is_test: (row) => row.isTest,
  own_provider_key: (row) => row.ownProviderKey,
  input_tokens: (row) => row.inputTokens,
  cached_input_tokens: (row) => row.cachedInputTokens,
  cache_write_tokens: (row) => row.cacheWriteTokens,
  cache_write_1h_tokens: (row) => row.cacheWrite1hTokens,
  output_tokens: (row) => row.outputTokens,
  reasoning_tokens: (row) => row.reasoningTokens,
  audio_input_tokens: (row) => row.audioInputTokens,
  audio_output_tokens: (row) => row.audioOutputTokens,
  cost_usd: (row) => (row.costNanoUsd === null ? null : usdDecimal(row.costNanoUsd)),
  own_key_cost_usd: (row) => (row.ownCostNanoUsd === null ? null : usdDecimal(row.ownCostNanoUsd)),
  certainty: (row) => row.certainty,
  price_version: (row) => row.priceVersion,
  usage_note: (row) => row.usageNote,
  latency_ms: (row) => row.latencyMs,
  first_token_ms: (row) => row.firstTokenMs,
  network: (row) => row.network,
  user_agent: (row) => row.userAgent,
};

export const LOG_FIELDS: readonly string[] = Object.keys(FIELDS);

/** A row of the log as the cells of a line. */
export function logCells(row: LogRow): CsvCell[] {
  return Object.values(FIELDS).map((read) => read(row));
}

/** The same as an object. */
export function logObject(row: LogRow): Record<string, CsvCell> {
  return Object.fromEntries(Object.entries(FIELDS).map(([name, read]) => [name, read(row)]));
}
