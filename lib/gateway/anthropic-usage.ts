import { NO_USAGE } from "@/lib/prices/price-usage";
import { memberOf } from "./loose-json";
import { tierBesideList } from "./service-tier";
import { CountReader, NO_READING, type UsageReading } from "./usage-reading";

/**
 * Reads the `usage` of a message of Anthropic (docs.anthropic.com/en/api/messages), in which the tokens read from and
 * written to a cache are no part of `input_tokens`. No usage when it is missing or its numbers cannot be true. What costs
 * another price than the model's plain one (searches, fast mode, other models' advice) makes the
 * cost unknown rather than wrong.
 */
export function readAnthropicUsage(usage: unknown): UsageReading {
  if (typeof usage !== "object" || usage === null) return NO_READING;
  const counts = new CountReader(usage);
  if (counts.lacks(["input_tokens", "output_tokens"])) return NO_READING;
  const input = counts.count("input_tokens");
  const output = counts.count("output_tokens");
  const cachedInput = counts.optional("cache_read_input_tokens");
  const written = counts.optional("cache_creation_input_tokens");
  const cacheWrite1h = counts.detail("cache_creation", "ephemeral_1h_input_tokens");
  const reasoning = counts.detail("output_tokens_details", "thinking_tokens");
  const forAnHour = { parts: "ephemeral_1h_input_tokens", whole: "cache_creation_input_tokens" };
  counts.within(cacheWrite1h, written, forAnHour);
  counts.within(reasoning, output, { parts: "thinking_tokens", whole: "output_tokens" });
  const cacheWrite = written - cacheWrite1h;
  const unpricedClass = hasOtherPrices(usage);
  const used = { input, cachedInput, cacheWrite, cacheWrite1h, output, reasoning, unpricedClass };
  const tier = tierBesideList(Reflect.get(usage, "service_tier"));
  return { ...counts.reading({ ...NO_USAGE, ...used }), tier };
}

function hasOtherPrices(usage: object): boolean {
  if (Reflect.get(usage, "speed") === "fast") return true;
  const searches = memberOf(memberOf(usage, "server_tool_use"), "web_search_requests");
  if (typeof searches === "number" && searches > 0) return true;
  const iterations: unknown = Reflect.get(usage, "iterations");
  return Array.isArray(iterations) && iterations.some((iteration) => iteration?.type !== "message");
}
