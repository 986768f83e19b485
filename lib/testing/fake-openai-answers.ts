import { toolCallDeltas, toolCalls } from "./fake-openai-calls";
import { type FakeCall, piecesOf } from "./fake-wire";

/** What the fake does with one request. */
export type Behaviour =
  /** Answers, plain or streamed as asked. With `stepwise` each streamed event waits for `release()`. */
  | {
      kind: "answer";
      text?: string;
      stepwise?: boolean;
      usage?: "sent" | "missing";
      cachedTokens?: number;
      reasoningTokens?: number;
      cacheWriteTokens?: number;
      /** Counts of their own, instead of the words. */
      promptTokens?: number;
      completionTokens?: number;
      /** Thoughts, where servers of open models put them. */
      thoughts?: string;
      calls?: FakeCall[];
      /** The word for the end; by default what fits. */
      finish?: string;
      /** What a whole answer says of its service tier. */
      serviceTier?: string;
    }
  | { kind: "status"; status: number; retryAfterSeconds?: number; message?: string }
  /** Accepts the request and stays silent. */
  | { kind: "hang" }
  | { kind: "reset"; when: "before first byte" | "after first chunk" }
  /** A proxy's error page with status 200. */
  | { kind: "html" }
  /** A stream, or a body, that is not what it says. */
  | { kind: "garbage" };

/** The fields of a chat request that the fake looks at. */
export type ChatAsk = {
  model?: unknown;
  messages?: unknown;
  stream?: unknown;
  stream_options?: { include_usage?: unknown } | null;
  [field: string]: unknown;
};

type Answer = Extract<Behaviour, { kind: "answer" }>;

const KNOWN = new Set(["model", "messages", "stream", "stream_options"]);
const ID = "chatcmpl-fake";
const CREATED = 1_790_000_000;

/** Model names that ask for a behaviour, so that a test needs no script: `fake-429`, `fake-hang`. */
const BY_MODEL: Record<string, Behaviour> = {
  "fake-400": { kind: "status", status: 400 },
  "fake-401": { kind: "status", status: 401 },
  "fake-404": { kind: "status", status: 404 },
  "fake-429": { kind: "status", status: 429, retryAfterSeconds: 7 },
  "fake-500": { kind: "status", status: 500 },
  "fake-hang": { kind: "hang" },
  "fake-reset": { kind: "reset", when: "before first byte" },
  "fake-reset-late": { kind: "reset", when: "after first chunk" },
  "fake-html": { kind: "html" },
  "fake-garbage": { kind: "garbage" },
  "fake-no-usage": { kind: "answer", usage: "missing" },
  "fake-stepwise": { kind: "answer", stepwise: true },
};

/** The ids that the fake's model list offers. */
export const OFFERED_MODELS = ["gpt-4o-mini", "gpt-4o", ...Object.keys(BY_MODEL)];

/** The behaviour that a model name asks for; any other name is simply answered. */
export function behaviourOf(model: unknown): Behaviour {
  const known = typeof model === "string" && Object.hasOwn(BY_MODEL, model) ? BY_MODEL[model] : undefined;
  return known ?? { kind: "answer" };
}

/** Tokens of a text as the fake counts them: its words. */
function countTokens(text: string): number {
  return text.split(/\s+/).filter((word) => word !== "").length;
}

/** The text of an answer without an own one: the last user message said back. */
function answerText(ask: ChatAsk): string {
  const texts = messageTexts(ask, "user");
  return `You said: ${texts.at(-1) ?? "nothing"}`;
}

/** The usage block for an ask and its answer; reasoning counts as part of the completion, as OpenAI does it. */
function usageOf(ask: ChatAsk, answer: Answer) {
  const words = messageTexts(ask).reduce((sum, text) => sum + countTokens(text), 0);
  const { promptTokens: prompt = words, reasoningTokens: reasoning = 0, cacheWriteTokens } = answer;
  const { completionTokens: completion = countTokens(answer.text ?? answerText(ask)) + reasoning } = answer;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: {
      cached_tokens: answer.cachedTokens ?? 0,
      ...(cacheWriteTokens === undefined ? {} : { cache_write_tokens: cacheWriteTokens }),
      audio_tokens: 0,
    },
    completion_tokens_details: { reasoning_tokens: reasoning, audio_tokens: 0 },
  };
}

/** A whole answer in the shape of OpenAI's chat completion object. Fields the fake does not know come back in `echo`. */
export function plainAnswer(ask: ChatAsk, answer: Answer): object {
  const message = {
    role: "assistant",
    content: answer.text ?? answerText(ask),
    refusal: null,
    ...(answer.thoughts === undefined ? {} : { reasoning_content: answer.thoughts }),
    ...(answer.calls === undefined ? {} : { tool_calls: toolCalls(answer.calls) }),
  };
  return {
    id: ID,
    object: "chat.completion",
    created: CREATED,
    model: ask.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishOf(answer) }],
    ...(answer.usage === "missing" ? {} : { usage: usageOf(ask, answer) }),
    system_fingerprint: "fp_fake",
    ...(answer.serviceTier === undefined ? {} : { service_tier: answer.serviceTier }),
    echo: unknownFields(ask),
  };
}

/** The `data:` payloads of a streamed answer in order, `[DONE]` last. */
export function streamedAnswer(ask: ChatAsk, answer: Answer): string[] {
  const wantsUsage = ask.stream_options?.include_usage === true && answer.usage !== "missing";
  const chunk = (fields: object) =>
    JSON.stringify({
      id: ID,
      object: "chat.completion.chunk",
      created: CREATED,
      model: ask.model,
      system_fingerprint: "fp_fake",
      ...fields,
      ...(wantsUsage && !("usage" in fields) ? { usage: null } : {}),
    });
  const choice = (delta: object, finish: string | null = null) => ({
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
  const words = (answer.text ?? answerText(ask)).match(/\S+\s*/g) ?? [];
  return [
    chunk(choice({ role: "assistant", content: "", refusal: null })),
    ...piecesOf(answer.thoughts ?? "").map((piece) => chunk(choice({ reasoning_content: piece }))),
    ...words.map((word) => chunk(choice({ content: word }))),
    ...toolCallDeltas(answer.calls ?? []).map((delta) => chunk(choice({ tool_calls: [delta] }))),
    chunk({ ...choice({}, finishOf(answer)), echo: unknownFields(ask) }),
    ...(wantsUsage ? [chunk({ choices: [], usage: usageOf(ask, answer) })] : []),
    "[DONE]",
  ];
}

function finishOf({ finish, calls = [] }: Answer): string {
  return finish ?? (calls.length > 0 ? "tool_calls" : "stop");
}

/** OpenAI's error body for a status. */
export function errorBody(status: number, message = `The fake was asked to answer ${status}.`): object {
  const types: Record<number, [string, string | null]> = {
    400: ["invalid_request_error", "invalid_value"],
    401: ["invalid_request_error", "invalid_api_key"],
    404: ["invalid_request_error", "model_not_found"],
    429: ["requests", "rate_limit_exceeded"],
  };
  const [type, code] = types[status] ?? ["server_error", null];
  return { error: { message, type, param: null, code } };
}

function messageTexts(ask: ChatAsk, role?: string): string[] {
  const messages: unknown[] = Array.isArray(ask.messages) ? ask.messages : [];
  return messages.flatMap((message) => {
    if (typeof message !== "object" || message === null) return [];
    const { role: own, content } = message as { role?: unknown; content?: unknown };
    if (role !== undefined && own !== role) return [];
    return [typeof content === "string" ? content : JSON.stringify(content ?? "")];
  });
}

function unknownFields(ask: ChatAsk): Record<string, unknown> {
  return Object.fromEntries(Object.entries(ask).filter(([field]) => !KNOWN.has(field)));
}
