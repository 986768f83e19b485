import type { AnswerFacts, WholeAnswer } from "../formats/format";

/**
 * The answer of the native API as JSON: what the task says itself, what the call came to, and in `raw` the provider's answer,
 * byte for byte. `cost` is in USD and null when it is not known; `cost_nano_usd` is the exact amount.
 */
export function nativeAnswer(own: Record<string, unknown>, answer: WholeAnswer, facts: AnswerFacts): string {
  const text = written({ ...own, ...settledFacts(facts) }) ?? JSON.stringify(settledFacts(facts));
  if (Object.keys(answer.json).length === 0) return text;
  // What was parsed can be embedded as it stands; written anew, long numbers would change.
  return `${text.slice(0, -1)},"raw":${Buffer.from(answer.body).toString("utf8")}}`;
}

/** Null for what nests too deep to be written again; in `raw` it stands all the same. */
function written(json: object): string | null {
  try {
    return JSON.stringify(json);
  } catch {
    return null;
  }
}

/** What a call came to, as whole answers and the last event of a stream tell it. */
export function settledFacts({ model, cost, latencyMs, usedPlatformKey, usage }: AnswerFacts) {
  return {
    model,
    ...nativeUsage(usage),
    cost: cost === null ? null : Number(cost) / 1e9,
    cost_nano_usd: cost?.toString() ?? null,
    latencyMs,
    usedPlatformKey,
  };
}

/** Token counts by the names of the native API; nothing when nobody counted. */
export function nativeUsage(usage: AnswerFacts["usage"]) {
  const { input, cachedInput, cacheWrite, cacheWrite1h, audioInput } = usage;
  const promptTokens = input + cachedInput + cacheWrite + cacheWrite1h + audioInput;
  const completionTokens = usage.output + usage.audioOutput;
  const totalTokens = promptTokens + completionTokens;
  if (usage.unpricedClass && totalTokens === 0) return {};
  return { usage: { promptTokens, completionTokens, totalTokens } };
}

const FINISH_REASONS: Readonly<Record<string, string>> = {
  stop: "completed",
  length: "length_limit",
  tool_calls: "tool_call",
  function_call: "tool_call",
  content_filter: "filtered",
  error: "error",
};

/** Why an answer ended, in the native words and in the provider's; nothing when it did not say. */
export function nativeFinish(reason: unknown) {
  if (typeof reason !== "string") return {};
  // An answer that ended for a reason of its provider's own is complete all the same.
  const known = Object.hasOwn(FINISH_REASONS, reason) ? FINISH_REASONS[reason] : "completed";
  return { finishReason: known, rawFinishReason: reason };
}
