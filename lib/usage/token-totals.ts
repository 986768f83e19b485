import type { UsageSums } from "./contract";

type TokenColumns = Pick<
  UsageSums,
  | "inputTokens"
  | "cachedInputTokens"
  | "cacheWriteTokens"
  | "cacheWrite1hTokens"
  | "audioInputTokens"
  | "outputTokens"
  | "audioOutputTokens"
>;

/** Tokens in and out over all classes, each class once. Reasoning is in the output already. */
export function tokenTotals(row: TokenColumns): { input: number; output: number } {
  return {
    input:
      row.inputTokens +
      row.cachedInputTokens +
      row.cacheWriteTokens +
      row.cacheWrite1hTokens +
      row.audioInputTokens,
    output: row.outputTokens + row.audioOutputTokens,
  };
}
