import { Readable } from "node:stream";
import { newId } from "@/lib/core/ids";
import { connectionError } from "./connection-error";
import { Departure } from "./departure";
import { readOpenAiModels } from "./kinds/openai";
import type { Provider, ProviderAnswer, ProviderCall, ProviderKind } from "./provider";
import { embed, paint, SANDBOX_MEDIA_MODELS, speak } from "./sandbox-media";

type Message = { role: string; content: unknown };
type Ask = { messages: Message[]; stream?: boolean; stream_options?: { include_usage?: boolean } | null };

/** The model of the sandbox: it answers with the last user message. */
export const SANDBOX_MODEL = "sandbox/echo";

const kind: ProviderKind = {
  id: "sandbox",
  label: "Sandbox",
  baseUrl: null,
  needsKey: false,
  paths: {
    "chat/completions": "/chat/completions",
    embeddings: "/embeddings",
    "images/generations": "/images/generations",
    "audio/speech": "/audio/speech",
  },
  modelsPath: "/models",
  priceList: null,
  maxTokensField: "max_tokens",
  authorize: () => ({}),
  readModels: readOpenAiModels,
  async chatModel({ model, baseUrl, fetch }) {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const settings = { name: "sandbox", baseURL: baseUrl, fetch, includeUsage: true };
    return createOpenAICompatible(settings).chatModel(model);
  },
};

/**
 * A provider without network and without real money, for first steps and tests. Its chat counts one token per
 * blank-separated word and streams word by word; it also embeds, paints one grey pixel and speaks a moment of silence.
 */
export const sandbox: Provider = {
  id: "sandbox",
  label: "Sandbox",
  kind,
  isOwn: false,
  secrets: [],
  async send(call) {
    const ask = JSON.parse(new TextDecoder().decode(call.body));
    if (call.format === "embeddings") return embed(ask);
    if (call.format === "images/generations") return paint(ask);
    return call.format === "audio/speech" ? speak(ask) : chat(call, ask);
  },
  async listModels() {
    return [SANDBOX_MODEL, ...SANDBOX_MEDIA_MODELS].map((id) => ({ id, createdAt: null }));
  },
  chatModel: (model) =>
    kind.chatModel({ model, baseUrl: "http://sandbox.invalid/v1", apiKey: undefined, fetch: answerFetch }),
};

function chat(call: ProviderCall, ask: Ask): ProviderAnswer {
  const text = lastUserText(ask.messages);
  const usage = countUsage(ask.messages, text);
  return ask.stream === true ? streamed(call, ask, text, usage) : plain(text, usage);
}

/** The sandbox as something that can be fetched from; no network is involved. */
const answerFetch = (async (_url: string, init: RequestInit) => {
  const departure = new Departure();
  init.signal?.addEventListener("abort", () => departure.leave(), { once: true });
  const body = Buffer.from(String(init.body));
  const answer = await sandbox.send({ format: "chat/completions", model: SANDBOX_MODEL, body, departure });
  const content =
    answer.body instanceof Uint8Array ? Buffer.from(answer.body) : Readable.toWeb(Readable.from(answer.body));
  return new Response(content as BodyInit, {
    status: answer.status,
    headers: { "content-type": answer.contentType },
  });
}) as typeof fetch;

type Usage = ReturnType<typeof countUsage>;

function countUsage(messages: Message[], answer: string) {
  const prompt = messages.reduce((sum, message) => sum + countWords(textOf(message.content)), 0);
  const completion = countWords(answer);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function head(object: "chat.completion" | "chat.completion.chunk") {
  const id = `chatcmpl-${newId()}`;
  return { id, object, created: Math.floor(Date.now() / 1000), model: SANDBOX_MODEL };
}

function plain(text: string, usage: Usage): ProviderAnswer {
  const choice = {
    index: 0,
    message: { role: "assistant", content: text, refusal: null },
    logprobs: null,
    finish_reason: "stop",
  };
  const answer = { ...head("chat.completion"), choices: [choice], usage };
  return {
    status: 200,
    contentType: "application/json",
    providerRequestId: null,
    retryAfterSeconds: null,
    body: Buffer.from(JSON.stringify(answer)),
  };
}

function streamed(call: ProviderCall, ask: Ask, text: string, usage: Usage): ProviderAnswer {
  return {
    status: 200,
    contentType: "text/event-stream",
    providerRequestId: null,
    retryAfterSeconds: null,
    body: events(call.departure, text, ask.stream_options?.include_usage === true ? usage : null),
  };
}

async function* events(departure: Departure, text: string, usage: Usage | null): AsyncIterable<Uint8Array> {
  const base = head("chat.completion.chunk");
  const event = (body: object) => Buffer.from(`data: ${JSON.stringify({ ...base, ...body })}\n\n`);
  const choice = (delta: object, reason: string | null) => ({
    choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
  });
  yield event(choice({ role: "assistant", content: "" }, null));
  for (const word of text.match(/\s*\S+\s*$|\s*\S+/g) ?? []) {
    // Lets each word leave on its own, as a model's tokens do.
    await new Promise((resolve) => setImmediate(resolve));
    if (departure.reason !== null) throw connectionError(null, departure);
    yield event(choice({ content: word }, null));
  }
  yield event(choice({}, "stop"));
  if (usage !== null) yield event({ choices: [], usage });
  yield Buffer.from("data: [DONE]\n\n");
}

function lastUserText(messages: Message[]): string {
  return textOf(messages.findLast((message) => message.role === "user")?.content);
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .filter((part) => part?.type === "text" && typeof part.text === "string")
    .map((part) => part.text)
    .join("\n");
}

function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
