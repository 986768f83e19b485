import type { LanguageModelV3 } from "@ai-sdk/provider";
import { AnthropicMeter } from "@/lib/gateway/anthropic-meter";
import { readAnthropicUsage } from "@/lib/gateway/anthropic-usage";
import { readUsage } from "@/lib/gateway/openai-usage";
import { StreamMeter } from "@/lib/gateway/stream-meter";
import { askTranslated, type TranslatedCall } from "@/lib/gateway/translate/ask-translated";
import { CountGuard } from "@/lib/gateway/translate/count-guard";
import type { TokenUsage } from "@/lib/prices/price-usage";
import { Departure } from "@/lib/providers/departure";

export type Json = Record<string, unknown>;
export type Format = TranslatedCall["format"];

/** An answer in a client's format, taken to the end the way the gateway does. */
export type Taken = {
  status: number;
  retryAfterSeconds: number | null;
  /** All bytes, as text. */
  text: string;
  /** A whole answer. */
  json: Json;
  /** The data of a stream's events in order; `[DONE]` is left out. */
  events: Json[];
  usage: TokenUsage | null;
  /** What the meter of the format took for a failure in the middle. */
  failure: string | null;
};

export type Asked = { format: Format; json: Json; label?: string; departure?: Departure };

/** Asks a model in a client's format and takes the answer to its end. */
export async function takeAnswer(model: LanguageModelV3, asked: Asked): Promise<Taken> {
  const { format, json, label = "The provider", departure = new Departure() } = asked;
  const ask = {
    format,
    json,
    modelName: "shown-model",
    providerLabel: label,
    departure,
    counts: new CountGuard(() => {}),
    onLost() {},
  };
  const { status, retryAfterSeconds, body } = await askTranslated(model, ask);
  if (body instanceof Uint8Array) {
    const text = Buffer.from(body).toString("utf8");
    const whole = JSON.parse(text) as Json;
    const { usage } = format === "messages" ? readAnthropicUsage(whole.usage) : readUsage(whole.usage);
    return { status, retryAfterSeconds, text, json: whole, events: [], usage, failure: null };
  }
  const meter = format === "messages" ? new AnthropicMeter() : new StreamMeter(true);
  let text = "";
  for await (const piece of body) {
    meter.push(piece);
    text += Buffer.from(piece).toString("utf8");
  }
  const { usage, failure } = meter;
  return { status, retryAfterSeconds, text, json: {}, events: eventsOf(text), usage, failure };
}

/** The JSON of each event of a stream. */
export function eventsOf(text: string): Json[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("data: {"))
    .map((line) => JSON.parse(line.slice("data: ".length)));
}

/** The least that a client of either format sends. */
export function askOf(format: Format, fields: Json = {}): Json {
  const least = { model: "any", messages: [{ role: "user", content: "Hi" }] };
  return format === "messages" ? { ...least, max_tokens: 100, ...fields } : { ...least, ...fields };
}

type Call = { id: string; name: string; input: unknown };

/** What an answer says, whichever the format and however it came. */
export type Said = { text: string; thoughts: string; calls: Call[]; finish: unknown };

/** What a taken answer says. */
export function saidIn(format: Format, { json, events }: Taken): Said {
  if (format === "messages") return events.length === 0 ? blocksSaid(json) : blocksSaid(messageOf(events));
  return events.length === 0 ? messageSaid(json) : messageSaid(completionOf(events));
}

type Block = { type: string; text?: string; thinking?: string; id?: string; name?: string; input?: unknown };

function blocksSaid(message: Json): Said {
  const blocks = message.content as Block[];
  return {
    text: blocks.map(({ text = "" }) => text).join(""),
    thoughts: blocks.map(({ thinking = "" }) => thinking).join(""),
    calls: blocks
      .filter(({ type }) => type === "tool_use")
      .map(({ id = "", name = "", input }) => ({ id, name, input })),
    finish: message.stop_reason,
  };
}

/** Puts the events of a message together; throws when a block is not open or not the only one. */
function messageOf(events: Json[]): Json {
  const content: Block[] = [];
  let open: { block: Block; json: string } | null = null;
  let stop: unknown = null;
  for (const event of events) {
    if (event.type === "content_block_start") {
      if (open !== null || event.index !== content.length) throw new Error("a block begins within another");
      open = { block: { ...(event.content_block as Block) }, json: "" };
      content.push(open.block);
    }
    if (event.type === "content_block_delta") {
      if (open === null) throw new Error("a piece of no block");
      const delta = event.delta as { text?: string; thinking?: string; partial_json?: string };
      if (delta.text !== undefined) open.block.text += delta.text;
      if (delta.thinking !== undefined) open.block.thinking += delta.thinking;
      open.json += delta.partial_json ?? "";
    }
    if (event.type === "content_block_stop") {
      if (open === null) throw new Error("no block ends");
      if (open.block.type === "tool_use") open.block.input = JSON.parse(open.json);
      open = null;
    }
    if (event.type === "message_delta") stop = (event.delta as Json).stop_reason;
  }
  return { content, stop_reason: stop };
}

type Delta = {
  content?: string | null;
  reasoning_content?: string;
  tool_calls?: Array<{ index: number; id?: string; function: { name?: string; arguments: string } }>;
};
type Choice = { delta: Delta; message: Delta; finish_reason: string | null };

function completionOf(events: Json[]): Json {
  const message = { content: "", reasoning_content: "", tool_calls: [] as NonNullable<Delta["tool_calls"]> };
  let finish: string | null = null;
  for (const event of events) {
    const [choice] = (event.choices ?? []) as Choice[];
    if (choice === undefined) continue;
    message.content += choice.delta.content ?? "";
    message.reasoning_content += choice.delta.reasoning_content ?? "";
    for (const call of choice.delta.tool_calls ?? []) {
      const known = message.tool_calls[call.index];
      if (known === undefined) message.tool_calls[call.index] = structuredClone(call);
      else known.function.arguments += call.function.arguments;
    }
    finish = choice.finish_reason ?? finish;
  }
  return { choices: [{ message, finish_reason: finish }] };
}

function messageSaid(completion: Json): Said {
  const [choice] = completion.choices as Choice[];
  const { content, reasoning_content: thoughts = "", tool_calls = [] } = choice?.message ?? {};
  return {
    text: content ?? "",
    thoughts,
    calls: tool_calls.map(({ id = "", function: { name = "", arguments: json } }) => ({
      id,
      name,
      input: JSON.parse(json),
    })),
    finish: choice?.finish_reason,
  };
}
