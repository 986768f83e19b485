import { EventMeter, eventJson, messageOf, type Verdict } from "./event-meter";
import { readUsage } from "./openai-usage";

/**
 * Reads along in a stream of OpenAI chat chunks. `[DONE]` ends it, and the usage chunk is left out when the client did not
 * ask for it.
 */
export class StreamMeter extends EventMeter {
  constructor(private readonly passUsage: boolean) {
    super();
  }

  protected read(data: string): Verdict {
    if (data === "[DONE]") {
      this.finished = true;
      return "end";
    }
    const chunk = eventJson(data);
    if (chunk === null) return "pass";
    if (chunk.error !== undefined && chunk.error !== null) {
      this.failure = messageOf(chunk.error);
      return "leave out";
    }
    const choices = Array.isArray(chunk.choices) ? chunk.choices : [];
    for (const choice of choices) this.countDelta(choice);
    this.usage = readUsage(chunk.usage) ?? this.usage;
    const onlyUsage = choices.length === 0 && typeof chunk.usage === "object" && chunk.usage !== null;
    return this.passUsage || !onlyUsage ? "pass" : "leave out";
  }

  private countDelta(choice: { delta?: Record<string, unknown>; finish_reason?: unknown }): void {
    if (typeof choice?.finish_reason === "string") this.finished = true;
    const { role: _role, ...said } = choice?.delta ?? {};
    this.countPiece(Object.values(said).reduce<number>((sum, value) => sum + lengthOf(value), 0));
  }
}

/** Bytes of a part of a delta; a value too deep to be written down again counts as one. */
function lengthOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  try {
    return Buffer.byteLength(typeof value === "string" ? value : JSON.stringify(value));
  } catch {
    return 1;
  }
}
