import { NO_USAGE, type TokenUsage } from "@/lib/prices/price-usage";
import { memberOf } from "./loose-json";
import { detailCount, optionalCount, tokenCount } from "./token-counts";

/**
 * Reads the `usage` of a message of Anthropic (docs.anthropic.com/en/api/messages), in which the tokens read from and
 * written to a cache are no part of `input_tokens`. Null when it is missing or its numbers cannot be true. What costs
 * another price than the model's plain one (searches, fast mode, other models' advice) makes the
 * cost unknown rather than wrong.
 */
export function readAnthropicUsage(usage: unknown): TokenUsage | null {
  if (typeof usage !== "object" || usage === null) return null;
  const input = tokenCount(usage, "input_tokens");
  const output = tokenCount(usage, "output_tokens");
  const cachedInput = optionalCount(usage, "cache_read_input_tokens");
  const written = optionalCount(usage, "cache_creation_input_tokens");
  const cacheWrite1h = detailCount(usage, "cache_creation", "ephemeral_1h_input_tokens");
  const reasoning = detailCount(usage, "output_tokens_details", "thinking_tokens");
  if (input === null || output === null || cachedInput === null) return null;
  if (written === null || cacheWrite1h === null || cacheWrite1h > written) return null;
  if (reasoning === null || reasoning > output) return null;
  const cacheWrite = written - cacheWrite1h;
  const unpricedClass = hasOtherPrices(usage);
  return { ...NO_USAGE, input, cachedInput, cacheWrite, cacheWrite1h, output, reasoning, unpricedClass };
}

function hasOtherPrices(usage: object): boolean {
  if (Reflect.get(usage, "speed") === "fast") return true;
  const searches = memberOf(memberOf(usage, "server_tool_use"), "web_search_requests");
  if (typeof searches === "number" && searches > 0) return true;
  const iterations: unknown = Reflect.get(usage, "iterations");
  return Array.isArray(iterations) && iterations.some((iteration) => iteration?.type !== "message");
}
