import { NO_USAGE, type TokenUsage } from "@/lib/prices/price-usage";

// No request holds more; a larger number is an error of the provider and would overflow the sums.
const MOST_TOKENS = 10_000_000_000;

/**
 * Reads the `usage` of an OpenAI chat completion (platform.openai.com/docs/api-reference/chat/object), in which tokens read
 * from a cache, written to one and of sound are parts of the prompt, and reasoning and sound are parts of the completion. Each
 * token is counted in one class. Null when it is missing or its numbers cannot be true.
 */
export function readUsage(usage: unknown): TokenUsage | null {
  if (typeof usage !== "object" || usage === null) return null;
  const prompt = count(usage, "prompt_tokens");
  const cachedInput = detail(usage, "prompt_tokens_details", "cached_tokens");
  const cacheWrite = detail(usage, "prompt_tokens_details", "cache_write_tokens");
  const audioInput = detail(usage, "prompt_tokens_details", "audio_tokens");
  const completion = count(usage, "completion_tokens");
  const reasoning = detail(usage, "completion_tokens_details", "reasoning_tokens");
  const audioOutput = detail(usage, "completion_tokens_details", "audio_tokens");
  if (prompt === null || cachedInput === null || cacheWrite === null || audioInput === null) return null;
  if (completion === null || reasoning === null || audioOutput === null) return null;
  // Parts that are more than the whole overlap, and nobody says by how much.
  const input = prompt - cachedInput - cacheWrite - audioInput;
  const output = completion - audioOutput;
  if (input < 0 || reasoning > output) return null;
  return { ...NO_USAGE, input, cachedInput, cacheWrite, audioInput, output, reasoning, audioOutput };
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
