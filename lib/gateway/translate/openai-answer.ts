import type { AnswerEvent } from "./answer-events";
import type { AnswerHead } from "./answer-head";
import { openAiFinish } from "./finish-reason";
import type { Json } from "./json-fields";
import { openAiTier, openAiUsage } from "./reported-usage";

type ToolCall = {
  id: string;
  type: "function";
  function: { name: string; arguments: string };
  extra_content?: object;
};

/**
 * A whole answer as a chat completion. Thoughts stand in `reasoning_content`, where DeepSeek and the servers of open
 * models put them, and images in `images`, as OpenRouter has it: OpenAI's own format has a place for neither. The end
 * must be among the events.
 */
export function openAiAnswer({ id, created, model }: AnswerHead, events: readonly AnswerEvent[]): Json {
  const end = events.find((event) => event.type === "finish");
  const calls = toolCallsOf(events);
  const usage = end === undefined ? undefined : openAiUsage(end.usage);
  const choice = {
    index: 0,
    message: messageOf(events, calls),
    logprobs: null,
    finish_reason: openAiFinish(end?.reason ?? { unified: "other", raw: undefined }, calls.length > 0),
  };
  return {
    id,
    object: "chat.completion",
    created,
    model,
    choices: [choice],
    ...openAiTier(end?.tier ?? null),
    ...(usage === undefined ? {} : { usage }),
  };
}

function messageOf(events: readonly AnswerEvent[], calls: readonly ToolCall[]): object {
  const join = (type: "text" | "thought") =>
    events.map((event) => (event.type === type ? event.delta : "")).join("");
  const text = join("text");
  const thoughts = join("thought");
  const images = events.filter((event) => event.type === "image").map(imageOf);
  return {
    role: "assistant",
    content: text === "" && calls.length > 0 ? null : text,
    refusal: null,
    ...(thoughts === "" ? {} : { reasoning_content: thoughts }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(images.length === 0 ? {} : { images }),
  };
}

function toolCallsOf(events: readonly AnswerEvent[]): ToolCall[] {
  const calls: ToolCall[] = [];
  for (const event of events) {
    if (event.type === "call") calls[event.call] = openAiCall(event);
    const call = event.type === "arguments" ? calls[event.call] : undefined;
    if (event.type === "arguments" && call !== undefined) call.function.arguments += event.delta;
  }
  return calls;
}

/** A tool call without its arguments yet, with Gemini's signature where Google's own OpenAI-compatible API puts it. */
export function openAiCall({ id, name, thoughtSignature }: Extract<AnswerEvent, { type: "call" }>): ToolCall {
  const extra = { extra_content: { google: { thought_signature: thoughtSignature } } };
  return {
    id,
    type: "function",
    function: { name, arguments: "" },
    ...(thoughtSignature === undefined ? {} : extra),
  };
}

/** An image that the model made, as OpenRouter's clients read it. */
export function imageOf({ mediaType, base64 }: Extract<AnswerEvent, { type: "image" }>): object {
  return { type: "image_url", image_url: { url: `data:${mediaType};base64,${base64}` } };
}
