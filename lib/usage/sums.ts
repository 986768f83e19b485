import { sql } from "drizzle-orm";
import type { UsageSums } from "./contract";

/** Sums as Postgres hands them over: numeric as text, null when nothing was summed. */
export type SumsRow = {
  requests: string | null;
  errors: string | null;
  unpriced: string | null;
  input_tokens: string | null;
  cached_input_tokens: string | null;
  cache_write_tokens: string | null;
  cache_write_1h_tokens: string | null;
  output_tokens: string | null;
  reasoning_tokens: string | null;
  audio_input_tokens: string | null;
  audio_output_tokens: string | null;
  cost_nano_usd: string | null;
  latency_ms_sum: string | null;
};

/** The select list of `SumsRow` over `usage_hourly u`. A sum of bigint is numeric: as text nothing of it is lost. */
export const sumColumns = sql`
  sum(u.requests)::text as requests, sum(u.errors)::text as errors, sum(u.unpriced)::text as unpriced,
  sum(u.input_tokens)::text as input_tokens, sum(u.cached_input_tokens)::text as cached_input_tokens,
  sum(u.cache_write_tokens)::text as cache_write_tokens,
  sum(u.cache_write_1h_tokens)::text as cache_write_1h_tokens, sum(u.output_tokens)::text as output_tokens,
  sum(u.reasoning_tokens)::text as reasoning_tokens, sum(u.audio_input_tokens)::text as audio_input_tokens,
  sum(u.audio_output_tokens)::text as audio_output_tokens, sum(u.cost_nano_usd)::text as cost_nano_usd,
  sum(u.latency_ms_sum)::text as latency_ms_sum`;

/** Counts as numbers (exact to 2^53), money as whole nano-dollars, latency as the mean. */
export function toSums(row: SumsRow | undefined): UsageSums {
  const requests = Number(row?.requests ?? 0);
  return {
    requests,
    errors: Number(row?.errors ?? 0),
    unpriced: Number(row?.unpriced ?? 0),
    inputTokens: Number(row?.input_tokens ?? 0),
    cachedInputTokens: Number(row?.cached_input_tokens ?? 0),
    cacheWriteTokens: Number(row?.cache_write_tokens ?? 0),
    cacheWrite1hTokens: Number(row?.cache_write_1h_tokens ?? 0),
    outputTokens: Number(row?.output_tokens ?? 0),
    reasoningTokens: Number(row?.reasoning_tokens ?? 0),
    audioInputTokens: Number(row?.audio_input_tokens ?? 0),
    audioOutputTokens: Number(row?.audio_output_tokens ?? 0),
    costNanoUsd: BigInt(row?.cost_nano_usd ?? 0),
    latencyMsMean: requests === 0 ? null : Number(row?.latency_ms_sum ?? 0) / requests,
  };
}
