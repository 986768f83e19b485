import type { AnswerEnd, AnswerEvent } from "./answer-events";
import type { AnswerHead } from "./answer-head";
import { openAiFinish } from "./finish-reason";
import { imageOf, openAiCall } from "./openai-answer";
import { openAiTier, openAiUsage } from "./reported-usage";

/** Writes an answer as the server-sent events of a chat completion, one call per event. */
export class OpenAiStream {
  private hasCalls = false;

  constructor(private readonly head: AnswerHead) {}

  /** What leaves before the model has said anything. */
  begin(): string {
    return this.choice({ role: "assistant", content: "", refusal: null });
  }

  /** The events that tell this one; the end is told with usage, whether the client asked for it or not. */
  write(event: AnswerEvent): string {
    switch (event.type) {
      case "text":
        return this.choice({ content: event.delta });
      case "thought":
        return event.delta === "" ? "" : this.choice({ reasoning_content: event.delta });
      case "call":
        this.hasCalls = true;
        return this.choice({ tool_calls: [{ index: event.call, ...openAiCall(event) }] });
      case "arguments":
        return this.choice({ tool_calls: [{ index: event.call, function: { arguments: event.delta } }] });
      case "image":
        return this.choice({ images: [{ index: event.image, ...imageOf(event) }] });
      case "finish":
        return (
          this.choice({}, openAiFinish(event.reason, this.hasCalls), openAiTier(event.tier)) +
          this.usage(event)
        );
      default:
        return "";
    }
  }

  /** What a client takes for the end. */
  end(): string {
    return "data: [DONE]\n\n";
  }

  /** The provider's failure in the middle; nothing comes after it. */
  fail(message: string): string {
    const error = { message, type: "server_error", code: "provider_failed", param: null };
    return `data: ${JSON.stringify({ error })}\n\n`;
  }

  /** The chunk that only carries usage; empty when the provider reported none. */
  usage({ usage, tier }: AnswerEnd): string {
    const counts = openAiUsage(usage);
    return counts === undefined ? "" : this.chunk({ choices: [], ...openAiTier(tier), usage: counts });
  }

  private choice(delta: object, finish: string | null = null, more: object = {}): string {
    return this.chunk({ choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], ...more });
  }

  private chunk(fields: object): string {
    const { id, created, model } = this.head;
    return `data: ${JSON.stringify({ id, object: "chat.completion.chunk", created, model, ...fields })}\n\n`;
  }
}
