import type {
  LanguageModelV3Content,
  LanguageModelV3File,
  LanguageModelV3FinishReason,
  LanguageModelV3StreamPart,
  LanguageModelV3Usage,
  SharedV3ProviderMetadata,
} from "@ai-sdk/provider";
import { AppError } from "@/lib/core/errors";

/**
 * What a model says, in the few words that both formats are written from. `block` tells pieces of the same block of text
 * or thoughts, `call` counts tool calls from 0.
 */
export type AnswerEvent =
  | { type: "text"; block: string; delta: string }
  | { type: "thought"; block: string; delta: string; signature?: string; redacted?: string }
  | { type: "call"; call: number; id: string; name: string; thoughtSignature?: string }
  | { type: "arguments"; call: number; delta: string }
  | { type: "call-end"; call: number }
  | { type: "image"; image: number; mediaType: string; base64: string }
  | {
      type: "finish";
      reason: LanguageModelV3FinishReason;
      stopSequence: string | null;
      usage: LanguageModelV3Usage;
      /** The service tier, in the provider's words; null when it said none. */
      tier: string | null;
    }
  | { type: "failure"; error: unknown };

/** The end of an answer, whole or streamed. */
export type AnswerEnd = Extract<AnswerEvent, { type: "finish" }>;

type Call = { number: number; sent: string; ended: boolean };

/**
 * Puts the AI SDK's parts into words of both formats. What is streamed and what comes whole pass through here alike, so
 * that both tell the same. Parts that neither format knows are left out: notes on the answer's sources, and the calls of
 * tools that a provider runs itself, which nobody here asks for.
 */
export class AnswerReader {
  /** The latest call of each id. */
  private readonly calls = new Map<string, Call>();
  private begun = 0;
  private images = 0;

  /** The events of a part of a stream. */
  *streamed(part: LanguageModelV3StreamPart): Iterable<AnswerEvent> {
    switch (part.type) {
      case "text-delta":
        if (part.delta !== "") yield { type: "text", block: part.id, delta: part.delta };
        return;
      case "reasoning-start":
      case "reasoning-delta":
        yield* thought(part.id, part.type === "reasoning-delta" ? part.delta : "", part.providerMetadata);
        return;
      case "tool-input-start":
        if (part.providerExecuted !== true) yield* this.begin(part.id, part.toolName, part.providerMetadata);
        return;
      case "tool-input-delta":
        yield* this.more(part.id, part.delta);
        return;
      case "tool-input-end":
        return;
      case "error":
        yield { type: "failure", error: part.error };
        return;
      case "finish":
        yield* this.end();
        yield finish(part.finishReason, part.usage, part.providerMetadata);
        return;
      case "tool-call":
      case "file":
        yield* this.whole(part, "");
    }
  }

  /** The events of a part of a whole answer; `place` tells its parts apart. */
  *whole(part: LanguageModelV3Content, place: string): Iterable<AnswerEvent> {
    switch (part.type) {
      case "text":
        if (part.text !== "") yield { type: "text", block: place, delta: part.text };
        return;
      case "reasoning":
        yield* thought(place, part.text, part.providerMetadata);
        return;
      case "file":
        yield this.image(part);
        return;
      case "tool-call":
        if (part.providerExecuted === true) return;
        yield* this.begin(part.toolCallId, part.toolName, part.providerMetadata);
        yield* this.complete(part.toolCallId, part.input);
    }
  }

  private image({ mediaType, data }: LanguageModelV3File): AnswerEvent {
    if (!mediaType.startsWith("image/")) {
      const text = `The provider answered with a file of the type ${mediaType}, for which a chat has no place.`;
      return { type: "failure", error: new AppError("provider_failed", text) };
    }
    const base64 = typeof data === "string" ? data : Buffer.from(data).toString("base64");
    return { type: "image", image: this.images++, mediaType, base64 };
  }

  private *begin(id: string, name: string, metadata?: SharedV3ProviderMetadata): Iterable<AnswerEvent> {
    const before = this.calls.get(id);
    if (before?.ended === false) return;
    const number = this.begun++;
    this.calls.set(id, { number, sent: "", ended: false });
    const signature = textOf(metadata, "thoughtSignature");
    yield {
      type: "call",
      call: number,
      // A provider that gives an id twice still means two calls, and a client tells them apart by their ids.
      id: before === undefined && id !== "" ? id : `${id}call${number}`,
      name,
      ...(signature === undefined ? {} : { thoughtSignature: signature }),
    };
  }

  private *more(id: string, delta: string): Iterable<AnswerEvent> {
    const call = this.calls.get(id);
    if (call === undefined || call.ended || delta === "") return;
    call.sent += delta;
    yield { type: "arguments", call: call.number, delta };
  }

  /** The whole input may hold what no piece did: an object without members is often never sent. */
  private *complete(id: string, input: string): Iterable<AnswerEvent> {
    const call = this.calls.get(id);
    if (call === undefined || call.ended) return;
    const whole = input.trim() === "" ? "{}" : input;
    if (whole.startsWith(call.sent)) yield* this.more(id, whole.slice(call.sent.length));
    call.ended = true;
    yield { type: "call-end", call: call.number };
  }

  private *end(): Iterable<AnswerEvent> {
    for (const [id, { ended, sent }] of this.calls) if (!ended) yield* this.complete(id, sent);
  }
}

function* thought(
  block: string,
  delta: string,
  metadata: SharedV3ProviderMetadata | undefined,
): Iterable<AnswerEvent> {
  const signature = textOf(metadata, "signature");
  const redacted = textOf(metadata, "redactedData");
  if (delta === "" && signature === undefined && redacted === undefined) return;
  yield {
    type: "thought",
    block,
    delta,
    ...(signature === undefined ? {} : { signature }),
    ...(redacted === undefined ? {} : { redacted }),
  };
}

/** A note of the provider on a part; each package keeps its notes under its own name. */
function textOf(metadata: SharedV3ProviderMetadata | undefined, name: string): string | undefined {
  for (const notes of Object.values(metadata ?? {})) {
    const value = notes[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

/** The end of an answer, whole or streamed. */
export function finish(
  reason: LanguageModelV3FinishReason,
  usage: LanguageModelV3Usage,
  metadata: SharedV3ProviderMetadata | undefined,
): AnswerEnd {
  return {
    type: "finish",
    reason,
    stopSequence: textOf(metadata, "stopSequence") ?? null,
    usage,
    tier: null,
  };
}
