import { NO_USAGE, type TokenUsage } from "@/lib/prices/price-usage";
import type { Call } from "./call";
import { estimateTokens } from "./openai-usage";

/** Used up by tokens (or seconds, or pictures) that nobody told: such a call costs null, never 0. */
export const UNKNOWN_USAGE: TokenUsage = { ...NO_USAGE, unpricedClass: true };

/**
 * What a call used when its provider did not say: the bytes of its body as input, and `output` tokens. Nothing is guessed in
 * a format whose bytes are pictures or sound.
 */
export function estimatedUsage(call: Call, output: number): TokenUsage {
  if (call.format.unmeasured === true) return UNKNOWN_USAGE;
  return { ...NO_USAGE, input: estimateTokens(call.trail.bodyBytes), output };
}
