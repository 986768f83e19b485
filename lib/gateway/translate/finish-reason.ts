import type { LanguageModelV3FinishReason } from "@ai-sdk/provider";

/**
 * Why an answer ended, in OpenAI's words. A call of a tool is one whatever the provider called the end, because clients
 * look here for whether they have something to do.
 */
export function openAiFinish({ unified }: LanguageModelV3FinishReason, hasCalls: boolean): string {
  switch (unified) {
    case "length":
      return "length";
    case "content-filter":
      return "content_filter";
    case "tool-calls":
      return "tool_calls";
    default:
      return hasCalls ? "tool_calls" : "stop";
  }
}

/** The same in Anthropic's words. */
export function anthropicStop(
  { unified }: LanguageModelV3FinishReason,
  hasCalls: boolean,
  stopSequence: string | null,
): string {
  switch (unified) {
    case "length":
      return "max_tokens";
    case "content-filter":
      return "refusal";
    case "tool-calls":
      return "tool_use";
    default:
      if (hasCalls) return "tool_use";
      return stopSequence === null ? "end_turn" : "stop_sequence";
  }
}
