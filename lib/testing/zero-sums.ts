import type { UsageSums } from "@/lib/usage/contract";

/** The sums of no request at all, to spread what a test is about over. */
export const ZERO_SUMS: UsageSums = {
  requests: 0,
  errors: 0,
  unpriced: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  audioInputTokens: 0,
  audioOutputTokens: 0,
  costNanoUsd: 0n,
  latencyMsMean: null,
};
