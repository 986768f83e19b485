import type { TokenUsage } from "@/lib/prices/price-usage";

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
