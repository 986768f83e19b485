import type { LanguageModelV3Usage } from "@ai-sdk/provider";
import { memberOf } from "../loose-json";
import type { AnswerEnd } from "./answer-events";

/** What a provider counted, as both formats tell it. Undefined is a count that it did not give. */
type Counts = {
  input: number;
  cacheRead: number;
  cacheWrite: number;
  output: number;
  reasoning: number;
  audioInput: number;
  /** The part of `cacheWrite` that is kept for an hour. */
  longWrite: number;
};

/**
 * Usage in OpenAI's shape, in which cached tokens are a part of the prompt and reasoning is a part of the completion;
 * undefined when the provider did not report any. Tokens that cost another price than their class stand in a detail of
 * their own when there are any.
 */
export function openAiUsage(usage: LanguageModelV3Usage) {
  const counts = countsOf(usage);
  if (counts === null) return undefined;
  const { input, cacheRead, cacheWrite, output, reasoning, audioInput, longWrite } = counts;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: {
      cached_tokens: cacheRead,
      cache_write_tokens: cacheWrite,
      ...(audioInput === 0 ? {} : { audio_tokens: audioInput }),
      ...(longWrite === 0 ? {} : { cache_write_1h_tokens: longWrite }),
    },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

/**
 * Usage in Anthropic's shape, in which the three classes of input do not overlap. Its clients expect the object in every
 * answer, so counts that the provider did not report are null in it. The service tier stands in it too, where one was told.
 */
export function anthropicUsage({ usage, tier }: Pick<AnswerEnd, "usage" | "tier">) {
  const counts = countsOf(usage);
  return {
    input_tokens: counts === null ? null : counts.input - counts.cacheRead - counts.cacheWrite,
    cache_creation_input_tokens: counts?.cacheWrite ?? null,
    cache_read_input_tokens: counts?.cacheRead ?? null,
    output_tokens: counts?.output ?? null,
    output_tokens_details: counts === null ? null : { thinking_tokens: counts.reasoning },
    ...(tier === null ? {} : { service_tier: tier === "default" ? "standard" : tier }),
  };
}

/** The service tier as a member of OpenAI's answers and chunks; what the others call `standard` is `default` there. */
export function openAiTier(tier: string | null): { service_tier?: string } {
  return tier === null ? {} : { service_tier: tier === "standard" ? "default" : tier };
}

function countsOf({ inputTokens, outputTokens, raw }: LanguageModelV3Usage): Counts | null {
  if (inputTokens.total === undefined || outputTokens.total === undefined) return null;
  return {
    input: inputTokens.total,
    cacheRead: inputTokens.cacheRead ?? 0,
    cacheWrite: inputTokens.cacheWrite ?? 0,
    output: outputTokens.total,
    reasoning: outputTokens.reasoning ?? 0,
    audioInput: audioIn(raw),
    longWrite: numberIn(raw?.cache_creation, "ephemeral_1h_input_tokens"),
  };
}

/** Tokens of sound in the input, which cost another price: only the provider's own numbers tell them. */
function audioIn(raw: LanguageModelV3Usage["raw"]): number {
  const details = raw?.promptTokensDetails;
  if (Array.isArray(details)) {
    return details.reduce<number>((sum, detail) => sum + audioOfGoogle(detail), 0);
  }
  return numberIn(raw?.prompt_tokens_details, "audio_tokens");
}

function numberIn(details: unknown, name: string): number {
  const value = memberOf(details, name);
  return typeof value === "number" ? value : 0;
}

function audioOfGoogle(detail: unknown): number {
  const { modality, tokenCount } = detail as { modality?: unknown; tokenCount?: unknown };
  return modality === "AUDIO" && typeof tokenCount === "number" ? tokenCount : 0;
}
