import { NO_USAGE, type TokenUsage } from "@/lib/prices/price-usage";
import type { TokenClass } from "@/lib/prices/token-classes";
import { detailCount, tokenCount } from "./token-counts";

/**
 * Reads the `usage` of an OpenAI chat completion (platform.openai.com/docs/api-reference/chat/object), in which tokens read
 * from a cache, written to one and of sound are parts of the prompt, and reasoning and sound are parts of the completion. Each
 * token is counted in one class. Null when it is missing or its numbers cannot be true.
 */
export function readUsage(usage: unknown): TokenUsage | null {
  if (typeof usage !== "object" || usage === null) return null;
  return divided({
    input: tokenCount(usage, "prompt_tokens"),
    cachedInput: detailCount(usage, "prompt_tokens_details", "cached_tokens"),
    cacheWrite: detailCount(usage, "prompt_tokens_details", "cache_write_tokens"),
    cacheWrite1h: detailCount(usage, "prompt_tokens_details", "cache_write_1h_tokens"),
    audioInput: detailCount(usage, "prompt_tokens_details", "audio_tokens"),
    output: tokenCount(usage, "completion_tokens"),
    reasoning: detailCount(usage, "completion_tokens_details", "reasoning_tokens"),
    audioOutput: detailCount(usage, "completion_tokens_details", "audio_tokens"),
  });
}

/**
 * Reads the `usage` of OpenAI's newer endpoints: responses, images, speech and transcriptions
 * (platform.openai.com/docs/api-reference/responses/object, …/images/object, …/audio). Pictures among the input have a price
 * of their own, which is not known here. Null when it is missing, counts no tokens, or cannot be true.
 */
export function readTokenUsage(usage: unknown): TokenUsage | null {
  if (typeof usage !== "object" || usage === null) return null;
  // Transcriptions say `token` where the others say `tokens`.
  const group = "input_token_details" in usage ? "input_token_details" : "input_tokens_details";
  const classes = divided({
    input: tokenCount(usage, "input_tokens"),
    cachedInput: detailCount(usage, group, "cached_tokens"),
    cacheWrite: detailCount(usage, group, "cache_write_tokens"),
    cacheWrite1h: 0,
    audioInput: detailCount(usage, group, "audio_tokens"),
    output: tokenCount(usage, "output_tokens"),
    reasoning: detailCount(usage, "output_tokens_details", "reasoning_tokens"),
    audioOutput: detailCount(usage, "output_tokens_details", "audio_tokens"),
  });
  if (classes === null) return null;
  const hasPictures = detailCount(usage, group, "image_tokens") !== 0 || isMixed(usage);
  return { ...classes, unpricedClass: classes.unpricedClass || hasPictures };
}

/** Counts as OpenAI reports them: `input` and `output` are wholes, the others parts of them. */
type Reported = Record<TokenClass | "reasoning", number | null>;

/** The classes without overlap; null when a count is missing, or when a part is more than its whole. */
function divided(reported: Reported): TokenUsage | null {
  const { input, cachedInput, cacheWrite, cacheWrite1h, audioInput, output, reasoning, audioOutput } =
    reported;
  if (input === null || cachedInput === null || audioInput === null) return null;
  // The tokens that stay for an hour are a part of those that were written.
  if (cacheWrite === null || cacheWrite1h === null || cacheWrite1h > cacheWrite) return null;
  if (output === null || reasoning === null || audioOutput === null) return null;
  const text = input - cachedInput - cacheWrite;
  const said = output - audioOutput;
  if (text < 0 || audioInput > input || said < 0 || reasoning > said) return null;
  const written = { cacheWrite: cacheWrite - cacheWrite1h, cacheWrite1h };
  const counted = { ...NO_USAGE, cachedInput, ...written, output: said, reasoning, audioOutput };
  // Sound that was read from a cache is in two of the parts, and nobody says how much of it there is.
  if (audioInput > text) return { ...counted, input: text, unpricedClass: true };
  return { ...counted, input: text - audioInput, audioInput };
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
