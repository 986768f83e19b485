import { EventMeter, failureWords, parseData, type Verdict } from "./event-meter";
import { readUsage } from "./openai-usage";
import { tierBesideList } from "./service-tier";

/**
 * Reads along in a stream of OpenAI chat chunks. What ends it is `[DONE]`; the usage chunk is left out when the client did
 * not ask for it.
 */
export class StreamMeter extends EventMeter {
  constructor(private readonly passUsage: boolean) {
    super();
  }

  protected read(data: string): Verdict {
    if (data === "[DONE]") {
      this.finished = true;
      return "hold back";
    }
    const chunk = parseData(data);
    if (chunk === null) return "pass";
    if (chunk.error !== undefined && chunk.error !== null) {
      this.failure = failureWords(chunk.error);
      return "leave out";
    }
    const choices = Array.isArray(chunk.choices) ? chunk.choices : [];
    for (const choice of choices) this.countDelta(choice);
    this.note({ ...readUsage(chunk.usage), tier: tierBesideList(chunk.service_tier) });
    const onlyUsage = choices.length === 0 && typeof chunk.usage === "object" && chunk.usage !== null;
    return this.passUsage || !onlyUsage ? "pass" : "leave out";
  }

  private countDelta(choice: { delta?: Record<string, unknown>; finish_reason?: unknown }): void {
    if (typeof choice?.finish_reason === "string") this.finished = true;
    const { role: _role, ...said } = choice?.delta ?? {};
    this.count(Object.values(said));
  }
}
