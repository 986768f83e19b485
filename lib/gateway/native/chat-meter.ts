import { dataOf, parseData } from "../event-meter";
import type { AnswerFacts, AnswerMeter } from "../formats/format";
import { entriesOf, memberOf } from "../loose-json";
import { StreamMeter } from "../stream-meter";
import { nativeFinish, settledFacts } from "./native-answer";

/**
 * Reads along in a stream of OpenAI chat chunks and says it in the words of the native API: a chunk for each piece, one at
 * the end that tells usage, cost and why it ended, then `[DONE]`.
 */
export class NativeChatMeter implements AnswerMeter {
  private readonly chunks = new StreamMeter(false);
  private finishReason: unknown;

  constructor(private readonly model: string) {}

  get usage() {
    return this.chunks.usage;
  }

  get usageFault() {
    return this.chunks.usageFault;
  }

  get tier() {
    return this.chunks.tier;
  }

  get started() {
    return this.chunks.started;
  }

  get finished() {
    return this.chunks.finished;
  }

  get failure() {
    return this.chunks.failure;
  }

  get tail() {
    return this.chunks.tail;
  }

  get ended() {
    return this.chunks.ended;
  }

  push(piece: Uint8Array): Buffer {
    return this.say(this.chunks.push(piece));
  }

  rest(): Buffer {
    return this.chunks.rest();
  }

  passedTokens(): number {
    return this.chunks.passedTokens();
  }

  ending(facts: AnswerFacts): Buffer {
    const rest = this.say(this.chunks.rest());
    const last = { content: "", ...settledFacts(facts), stream: true, ...nativeFinish(this.finishReason) };
    return Buffer.concat([rest, Buffer.from(`data: ${JSON.stringify(last)}\n\ndata: [DONE]\n\n`)]);
  }

  private say(events: Buffer): Buffer {
    if (events.length === 0) return events;
    const told = events
      .toString("utf8")
      .split(/\r?\n\r?\n/)
      .map((event) => this.chunkOf(parseData(dataOf(event))));
    return Buffer.from(told.join(""));
  }

  /** The native chunk that says the same; nothing when there is nothing new to say. */
  private chunkOf(chunk: Record<string, unknown> | null): string {
    const [choice] = entriesOf(chunk?.choices);
    this.finishReason = memberOf(choice, "finish_reason") ?? this.finishReason;
    const delta = memberOf(choice, "delta");
    const [content, toolCalls] = [memberOf(delta, "content"), entriesOf(memberOf(delta, "tool_calls"))];
    const hasContent = typeof content === "string" && content !== "";
    if (!hasContent && toolCalls.length === 0) return "";
    const said = {
      ...(hasContent ? { content } : {}),
      ...(toolCalls.length === 0 ? {} : { toolCalls }),
      model: this.model,
      stream: true,
    };
    return `data: ${JSON.stringify(said)}\n\n`;
  }
}
