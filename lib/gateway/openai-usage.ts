import { NO_USAGE, type TokenUsage } from "@/lib/prices/price-usage";
import { detailCount, tokenCount } from "./token-counts";

/**
 * Reads the `usage` of an OpenAI chat completion (platform.openai.com/docs/api-reference/chat/object), in which tokens read
 * from a cache, written to one and of sound are parts of the prompt, and reasoning and sound are parts of the completion. Each
 * token is counted in one class. Null when it is missing or its numbers cannot be true.
 */
export function readUsage(usage: unknown): TokenUsage | null {
  if (typeof usage !== "object" || usage === null) return null;
  const prompt = tokenCount(usage, "prompt_tokens");
  const cachedInput = detailCount(usage, "prompt_tokens_details", "cached_tokens");
  const cacheWrite = detailCount(usage, "prompt_tokens_details", "cache_write_tokens");
  const audioInput = detailCount(usage, "prompt_tokens_details", "audio_tokens");
  const completion = tokenCount(usage, "completion_tokens");
  const reasoning = detailCount(usage, "completion_tokens_details", "reasoning_tokens");
  const audioOutput = detailCount(usage, "completion_tokens_details", "audio_tokens");
  if (prompt === null || cachedInput === null || cacheWrite === null || audioInput === null) return null;
  if (completion === null || reasoning === null || audioOutput === null) return null;
  // Parts that are more than the whole overlap, and nobody says by how much.
  const input = prompt - cachedInput - cacheWrite - audioInput;
  const output = completion - audioOutput;
  if (input < 0 || reasoning > output) return null;
  return { ...NO_USAGE, input, cachedInput, cacheWrite, audioInput, output, reasoning, audioOutput };
}

/**
 * Reads the `usage` of OpenAI's newer endpoints: responses, images, speech and transcriptions
 * (platform.openai.com/docs/api-reference/responses/object, …/images/object, …/audio). Pictures among the input
 * have a price of their own, which is not known here. Null when it is missing, counts no tokens, or cannot be true.
 */
export function readTokenUsage(usage: unknown): TokenUsage | null {
  if (typeof usage !== "object" || usage === null) return null;
  const whole = tokenCount(usage, "input_tokens");
  const produced = tokenCount(usage, "output_tokens");
  // Transcriptions say `token` where the others say `tokens`.
  const group = "input_token_details" in usage ? "input_token_details" : "input_tokens_details";
  const cachedInput = detailCount(usage, group, "cached_tokens");
  const audioInput = detailCount(usage, group, "audio_tokens");
  const reasoning = detailCount(usage, "output_tokens_details", "reasoning_tokens");
  const audioOutput = detailCount(usage, "output_tokens_details", "audio_tokens");
  if (whole === null || cachedInput === null || audioInput === null) return null;
  if (produced === null || reasoning === null || audioOutput === null) return null;
  const input = whole - cachedInput - audioInput;
  const output = produced - audioOutput;
  if (input < 0 || reasoning > output) return null;
  const unpricedClass = detailCount(usage, group, "image_tokens") !== 0 || isMixed(usage);
  return { ...NO_USAGE, input, cachedInput, audioInput, output, reasoning, audioOutput, unpricedClass };
}

/** The usage of embeddings, which have no output (platform.openai.com/docs/api-reference/embeddings/object). */
export function readInputUsage(usage: unknown): TokenUsage | null {
  if (typeof usage !== "object" || usage === null) return null;
  const input = tokenCount(usage, "prompt_tokens");
  return input === null ? null : { ...NO_USAGE, input };
}

/** A model that writes and paints has two prices for its output, and we know one. */
function isMixed(usage: object): boolean {
  const [text, image] = ["text_tokens", "image_tokens"].map((name) =>
    detailCount(usage, "output_tokens_details", name),
  );
  return text !== 0 && image !== 0;
}

/** Tokens of a text whose count nobody reports: one for four bytes, OpenAI's own rule of thumb. */
export function estimateTokens(bytes: number): number {
  return Math.ceil(bytes / 4);
}
