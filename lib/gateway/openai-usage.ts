import { NO_USAGE, type TokenUsage } from "@/lib/prices/price-usage";

// No request holds more; a larger number is an error of the provider and would overflow the sums.
const MOST_TOKENS = 10_000_000_000;

/**
 * Reads the `usage` of an OpenAI chat completion (platform.openai.com/docs/api-reference/chat/object), in which
 * cached tokens are a part of the prompt and reasoning is a part of the completion. Null when it is missing or
 * its numbers cannot be true.
 */
export function readUsage(usage: unknown): TokenUsage | null {
  if (typeof usage !== "object" || usage === null) return null;
  const prompt = count(usage, "prompt_tokens");
  const output = count(usage, "completion_tokens");
  const cachedInput = detail(usage, "prompt_tokens_details", "cached_tokens");
  const reasoning = detail(usage, "completion_tokens_details", "reasoning_tokens");
  if (prompt === null || output === null || cachedInput === null || reasoning === null) return null;
  if (cachedInput > prompt || reasoning > output) return null;
  const audio =
    (detail(usage, "prompt_tokens_details", "audio_tokens") ?? 0) +
    (detail(usage, "completion_tokens_details", "audio_tokens") ?? 0);
  return {
    input: prompt - cachedInput,
    cachedInput,
    cacheWrite: 0,
    output,
    reasoning,
    unpricedClass: audio > 0,
  };
}

/**
 * Reads the `usage` of OpenAI's newer endpoints: responses, images, speech and transcriptions
 * (platform.openai.com/docs/api-reference/responses/object, …/images/object, …/audio). Pictures and sound among the input
 * have a price of their own, which is not known here. Null when it is missing, counts no tokens, or cannot be true.
 */
export function readTokenUsage(usage: unknown): TokenUsage | null {
  if (typeof usage !== "object" || usage === null) return null;
  const input = count(usage, "input_tokens");
  const output = count(usage, "output_tokens");
  // Transcriptions say `token` where the others say `tokens`.
  const group = "input_token_details" in usage ? "input_token_details" : "input_tokens_details";
  const cachedInput = detail(usage, group, "cached_tokens");
  const reasoning = detail(usage, "output_tokens_details", "reasoning_tokens");
  if (input === null || output === null || cachedInput === null || reasoning === null) return null;
  if (cachedInput > input || reasoning > output) return null;
  const others = [
    detail(usage, group, "image_tokens"),
    detail(usage, group, "audio_tokens"),
    detail(usage, "output_tokens_details", "audio_tokens"),
  ];
  const unpricedClass = others.some((tokens) => tokens !== 0) || isMixed(usage);
  return { input: input - cachedInput, cachedInput, cacheWrite: 0, output, reasoning, unpricedClass };
}

/** The usage of embeddings, which have no output (platform.openai.com/docs/api-reference/embeddings/object). */
export function readInputUsage(usage: unknown): TokenUsage | null {
  if (typeof usage !== "object" || usage === null) return null;
  const input = count(usage, "prompt_tokens");
  return input === null ? null : { ...NO_USAGE, input };
}

/** A model that writes and paints has two prices for its output, and we know one. */
function isMixed(usage: object): boolean {
  const [text, image] = ["text_tokens", "image_tokens"].map((name) =>
    detail(usage, "output_tokens_details", name),
  );
  return text !== 0 && image !== 0;
}

/** Tokens of a text whose count nobody reports: one for four bytes, OpenAI's own rule of thumb. */
export function estimateTokens(bytes: number): number {
  return Math.ceil(bytes / 4);
}

function count(from: object, name: string): number | null {
  const value: unknown = Reflect.get(from, name);
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MOST_TOKENS
    ? value
    : null;
}

/** A count inside an optional object of details: 0 when absent, null when it cannot be true. */
function detail(usage: object, group: string, name: string): number | null {
  const details: unknown = Reflect.get(usage, group);
  if (typeof details !== "object" || details === null) return 0;
  const value: unknown = Reflect.get(details, name);
  return value === undefined || value === null ? 0 : count(details, name);
}
