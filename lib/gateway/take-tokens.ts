import type { Call } from "./call";
import { estimateTokens } from "./openai-usage";
import type { Ask } from "./read-ask";
import { take } from "./take-allowance";
import { textBytes } from "./text-bytes";

/**
 * May it use that many tokens now? Counted are those of its text, estimated, and the most that it may bring out where it says so;
 * what it really used is put in their place when it has ended. Throws rate_limit_exceeded as `takeAllowance` does.
 */
export async function takeTokens(call: Call, ask: Ask): Promise<void> {
  const { trail, format } = call;
  const limits = trail.limits.filter(({ limit }) => limit === "tokensPerMinute");
  if (limits.length === 0 || format.isFree === true) return;
  const tokens = estimateTokens(textBytes(ask.draft.json)) + (trail.maxOutputTokens ?? 0);
  await take(call, "tokens", limits, tokens);
}
