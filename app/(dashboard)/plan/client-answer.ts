import { answerHeaders, errorHeaders } from "@/lib/gateway/answer-headers";
import { limitHeaders } from "@/lib/gateway/limit-headers";
import { openAiError } from "@/lib/gateway/openai-error";
import { countedAs } from "@/lib/limits/counted-as";
import { limitReached } from "@/lib/limits/limit-reached";
import type { LimitInForce } from "@/lib/limits/limits-in-force";

const REQUEST_ID = "019aa9c2-3f00-7c3a-9d5e-2f1b6a4c8e70";
const WAIT_MS = 17_250;

/** The answer that a client is given beyond a limit, as the gateway writes it, with a made-up request. */
export function refusedAnswer(limit: LimitInForce, now: Date, appUrl: string): string {
  const limits = [limit];
  const claims = countedAs(limits, 1);
  const standings = [{ used: limit.value, waitMs: WAIT_MS, resetMs: 58_000 }];
  const error = limitReached(limits, claims, standings, now);
  const taken = { limits, claims, standings, isTaken: false, takenAtMs: now.getTime() };
  const ofTokens = limit.limit === "tokensPerMinute";
  const allowance = { requests: ofTokens ? null : taken, tokens: ofTokens ? taken : null };
  const headers = {
    ...answerHeaders(REQUEST_ID),
    ...limitHeaders(allowance, { isAnthropic: false, style: "openai", now }),
    ...errorHeaders(error),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const body = JSON.stringify(openAiError(error, REQUEST_ID, appUrl), null, 2);
  return ["HTTP/1.1 429 Too Many Requests", ...lines, "", body].join("\n");
}

/** Programs that wait as they are told to. */
export function retrySnippets(address: string) {
  const url = JSON.stringify(`${address}/v1`);
  return {
    curl: `# Waits as long as Retry-After says, five times at most.
curl ${address}/v1/chat/completions \\
  --retry 5 --fail-with-body \\
  -H "Authorization: Bearer $LAYER_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "default", "messages": [{"role": "user", "content": "Say hello"}]}'`,
    javascript: `import OpenAI from "openai";

// The client waits as long as retry-after-ms says. Two times is its default.
const client = new OpenAI({
  baseURL: ${url},
  apiKey: process.env.LAYER_API_KEY,
  maxRetries: 5,
});`,
    python: `import os
from openai import OpenAI

# The client waits as long as retry-after-ms says. Two times is its default.
client = OpenAI(
    base_url=${url},
    api_key=os.environ["LAYER_API_KEY"],
    max_retries=5,
)`,
  };
}
