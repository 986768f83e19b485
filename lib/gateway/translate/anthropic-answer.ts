import type { AnswerEvent } from "./answer-events";
import type { AnswerHead } from "./answer-head";
import { anthropicStop } from "./finish-reason";
import type { Json } from "./json-fields";
import { anthropicUsage } from "./reported-usage";

type Block = { type: string; [field: string]: unknown };
type Open = { key: string; block: Block; json: string };

/**
 * A whole answer as a message of Anthropic's Messages API. Thoughts keep Anthropic's signature when there is one. An image
 * becomes a block as requests have it, since answers of Anthropic hold none. The end must be among the events.
 */
export function anthropicAnswer(head: AnswerHead, events: readonly AnswerEvent[]): Json {
  const end = events.find((event) => event.type === "finish");
  const content = blocksOf(events);
  const hasCalls = content.some(({ type }) => type === "tool_use");
  const { reason, stopSequence = null } = end ?? {};
  return {
    id: head.id,
    type: "message",
    role: "assistant",
    model: head.model,
    content,
    stop_reason: anthropicStop(reason ?? { unified: "other", raw: undefined }, hasCalls, stopSequence),
    stop_sequence: stopSequence,
    usage: end === undefined ? null : anthropicUsage(end),
  };
}

function blocksOf(events: readonly AnswerEvent[]): Block[] {
  const open = new Map<string, Open>();
  for (const event of events) {
    const key = keyOf(event);
    if (key === null) continue;
    const known = open.get(key) ?? { key, block: emptyBlock(event), json: "" };
    open.set(key, known);
    if (event.type === "text") known.block.text += event.delta;
    if (event.type === "thought") addThought(known.block, event);
    if (event.type === "arguments") known.json += event.delta;
  }
  return [...open.values()].map(({ block, json }) =>
    block.type === "tool_use" ? { ...block, input: inputOf(json) } : block,
  );
}

/** What tells the block that an event belongs to; null for one that is no content. */
export function keyOf(event: AnswerEvent): string | null {
  switch (event.type) {
    case "text":
    case "thought":
      return `${event.type} ${event.block}`;
    case "call":
    case "arguments":
      return `call ${event.call}`;
    case "image":
      return `image ${event.image}`;
    default:
      return null;
  }
}

/** The block that an event opens, without what is said in it yet. */
export function emptyBlock(event: AnswerEvent): Block {
  switch (event.type) {
    case "text":
      return { type: "text", text: "" };
    case "call":
      return { type: "tool_use", id: event.id, name: event.name, input: {} };
    case "image":
      return {
        type: "image",
        source: { type: "base64", media_type: event.mediaType, data: event.base64 },
      };
    case "thought":
      if (event.redacted !== undefined) return { type: "redacted_thinking", data: event.redacted };
      return { type: "thinking", thinking: "", signature: "" };
    default:
      throw new Error(`${event.type} opens no block`);
  }
}

function addThought(block: Block, { delta, signature }: Extract<AnswerEvent, { type: "thought" }>): void {
  if (block.type !== "thinking") return;
  block.thinking += delta;
  if (signature !== undefined) block.signature = signature;
}

/**
 * The input of a tool as an object. A model that was cut off or made a mistake wrote no JSON: the text is then handed on
 * as Anthropic advises for that case (docs.anthropic.com, fine-grained tool streaming).
 */
function inputOf(json: string): unknown {
  if (json.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said above.
  }
  return { INVALID_JSON: json };
}
