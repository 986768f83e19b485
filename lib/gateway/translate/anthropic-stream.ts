import type { AnswerEnd, AnswerEvent } from "./answer-events";
import type { AnswerHead } from "./answer-head";
import { emptyBlock, keyOf } from "./anthropic-answer";
import { anthropicStop } from "./finish-reason";
import { anthropicUsage } from "./reported-usage";

/**
 * Writes an answer as the server-sent events of Anthropic's Messages API (docs.anthropic.com/en/docs/build-with-claude/
 * streaming). Its blocks come one after the other, so that what other providers mix (several tool calls at once) waits
 * until the block before it has ended.
 */
export class AnthropicStream {
  private index = -1;
  /** The block that is open on the wire; null between two. */
  private open: string | null = null;
  /** The call that is open, until it ends. */
  private call: number | null = null;
  private waiting: AnswerEvent[] = [];
  private hasCalls = false;

  constructor(private readonly head: AnswerHead) {}

  /** What leaves before the model has said anything. The usage in it is not known yet and comes with the end. */
  begin(): string {
    const { id, model } = this.head;
    const usage = { input_tokens: 0, output_tokens: 0 };
    const empty = { content: [], stop_reason: null, stop_sequence: null, usage };
    return sent({
      type: "message_start",
      message: { id, type: "message", role: "assistant", model, ...empty },
    });
  }

  /** The events that tell this one, and those that it lets go on. */
  write(event: AnswerEvent): string {
    if (event.type === "finish") return this.flush() + this.finish(event);
    if (this.mustWait(event)) {
      this.waiting.push(event);
      return "";
    }
    return event.type === "call-end" ? this.closeCall() : this.tell(event);
  }

  /** What a client takes for the end. */
  end(): string {
    return sent({ type: "message_stop" });
  }

  /** The provider's failure in the middle; nothing comes after it. */
  fail(message: string): string {
    return sent({ type: "error", error: { type: "api_error", message } });
  }

  /** Tells usage without an end, for an answer that failed after it was counted. */
  usage(end: AnswerEnd): string {
    const delta = { stop_reason: null, stop_sequence: null };
    return sent({ type: "message_delta", delta, usage: anthropicUsage(end) });
  }

  private mustWait(event: AnswerEvent): boolean {
    if (this.call === null) return false;
    return !("call" in event) || event.call !== this.call;
  }

  private tell(event: AnswerEvent): string {
    const key = keyOf(event);
    if (key === null) return "";
    const opening = key === this.open ? "" : this.close() + this.start(key, event);
    const delta = deltaOf(event);
    if (delta.length === 0) return opening;
    const { index } = this;
    const deltas = delta.map((said) => sent({ type: "content_block_delta", index, delta: said }));
    return opening + deltas.join("");
  }

  private start(key: string, event: AnswerEvent): string {
    this.index += 1;
    this.open = key;
    if (event.type === "call") {
      this.call = event.call;
      this.hasCalls = true;
    }
    return sent({ type: "content_block_start", index: this.index, content_block: emptyBlock(event) });
  }

  private close(): string {
    if (this.open === null) return "";
    this.open = null;
    return sent({ type: "content_block_stop", index: this.index });
  }

  /** Ends the open call and lets those go on that waited for it. */
  private closeCall(): string {
    this.call = null;
    let text = this.close();
    for (const event of this.waiting.splice(0)) text += this.write(event);
    return text;
  }

  private flush(): string {
    let text = "";
    while (this.call !== null) text += this.closeCall();
    return text + this.close();
  }

  private finish(end: AnswerEnd): string {
    const { reason, stopSequence } = end;
    const delta = {
      stop_reason: anthropicStop(reason, this.hasCalls, stopSequence),
      stop_sequence: stopSequence,
    };
    return sent({ type: "message_delta", delta, usage: anthropicUsage(end) });
  }
}

function deltaOf(event: AnswerEvent): object[] {
  switch (event.type) {
    case "text":
      return [{ type: "text_delta", text: event.delta }];
    case "arguments":
      return [{ type: "input_json_delta", partial_json: event.delta }];
    case "thought":
      return [
        ...(event.delta === "" ? [] : [{ type: "thinking_delta", thinking: event.delta }]),
        ...(event.signature === undefined ? [] : [{ type: "signature_delta", signature: event.signature }]),
      ];
    default:
      return [];
  }
}

function sent(event: { type: string; [field: string]: unknown }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
