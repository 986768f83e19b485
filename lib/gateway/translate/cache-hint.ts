import type { SharedV3ProviderOptions } from "@ai-sdk/provider";
import { isAbsent, type Json, objectAt } from "./json-fields";
import type { Target } from "./target";

/**
 * Anthropic's `cache_control`, which may stand on any block of a conversation and on tools. Only Anthropic is told: the
 * other providers cache by themselves or not at all, and what is cached does not change the answer.
 */
export function cacheHint(
  target: Target,
  block: Json,
  at: string,
): { providerOptions?: SharedV3ProviderOptions } {
  if (isAbsent(block.cache_control)) return {};
  const { type, ttl } = objectAt(block.cache_control, `${at}.cache_control`);
  if (target.family !== "anthropic") return {};
  const cacheControl = { type: String(type), ...(isAbsent(ttl) ? {} : { ttl: String(ttl) }) };
  return { providerOptions: { anthropic: { cacheControl } } };
}
