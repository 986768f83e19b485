import { readAnthropicUsage } from "./anthropic-usage";
import { EventMeter, failureWords, parseData, type Verdict } from "./event-meter";
import { fieldsOf } from "./loose-json";

type Fields = Record<string, unknown>;

/**
 * Reads along in a stream of Anthropic's Messages API (docs.anthropic.com/en/docs/build-with-claude/streaming). What ends
 * it is `message_stop`. Its usage is told in two halves: the start knows the input, the end counts the output and may
 * correct the input, each number being the sum so far.
 */
export class AnthropicMeter extends EventMeter {
  private usageAtStart: Fields = {};

  protected read(data: string): Verdict {
    const event = parseData(data);
    switch (event?.type) {
      case "message_start":
        this.usageAtStart = fieldsOf(fieldsOf(event.message).usage);
        return "pass";
      case "content_block_start":
        this.countBlock(fieldsOf(event.content_block));
        return "pass";
      case "content_block_delta":
        this.countDelta(fieldsOf(event.delta));
        return "pass";
      case "message_delta":
        if (typeof fieldsOf(event.delta).stop_reason === "string") this.finished = true;
        this.readUsage(fieldsOf(event.usage));
        return "pass";
      case "message_stop":
        this.finished = true;
        return "hold back";
      case "error":
        this.failure = failureWords(event.error);
        return "leave out";
      default:
        return "pass";
    }
  }

  private countBlock({ type, name }: Fields): void {
    if (type === "tool_use" || type === "server_tool_use") this.count([name]);
  }

  private countDelta({ type: _type, signature: _signature, ...said }: Fields): void {
    this.count(Object.values(said));
  }

  /** The numbers of the start alone are no usage: they count hardly any output. */
  private readUsage(usage: Fields): void {
    const told = Object.entries(usage).filter(([, value]) => value !== null && value !== undefined);
    if (told.every(([name]) => name !== "output_tokens")) return;
    this.note(readAnthropicUsage({ ...this.usageAtStart, ...Object.fromEntries(told) }));
  }
}
