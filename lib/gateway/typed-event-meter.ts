import { EventMeter, failureWords, parseData, type Verdict } from "./event-meter";
import { fieldsOf } from "./loose-json";
import { NO_READING, type UsageReading } from "./usage-reading";

/** How a format with typed events (OpenAI's responses, speech, transcriptions and pictures) tells what happens. */
export type EventTypes = {
  /** The events after which nothing follows. */
  ends: readonly string[];
  /** The events that end an answer which failed. */
  failures?: readonly string[];
  /** The object in an ending event that carries usage and error; the event itself where there is none. */
  inside?: string;
  /** True for an event that carries a piece of the answer. */
  isPiece(type: string): boolean;
  /** The usage in an ending event. */
  usageOf(answer: Record<string, unknown>): UsageReading;
  /** Longest event in bytes; pictures come in one. */
  longestEventBytes?: number;
};

/** For a format without streams: one that a provider sends all the same never ends well. */
export const NO_EVENTS: EventTypes = { ends: [], isPiece: () => false, usageOf: () => NO_READING };

/** Reads along in a stream whose events say their `type`. */
export class TypedEventMeter extends EventMeter {
  /** The number of the last event, where events are numbered. */
  sequence = -1;

  private partsLeft: number;

  constructor(
    private readonly types: EventTypes,
    private readonly parts = 1,
  ) {
    super(types.longestEventBytes);
    this.partsLeft = parts;
  }

  protected read(data: string): Verdict {
    // Some servers end every stream with it; only an ending event says that the answer is whole.
    if (data === "[DONE]") return "leave out";
    const event = parseData(data);
    if (event === null) return "pass";
    const { type, sequence_number: sequence } = event;
    if (typeof sequence === "number") this.sequence = sequence;
    if (type === "error" || (type === undefined && event.error !== undefined)) {
      this.failure = failureWords(event.error ?? event);
      return "leave out";
    }
    if (typeof type !== "string") return "pass";
    if (this.types.isPiece(type)) this.countPiece(sizeOf(event));
    const failed = this.types.failures?.includes(type) === true;
    if (!failed && !this.types.ends.includes(type)) return "pass";
    return this.end(this.answerIn(event), failed);
  }

  private end(answer: Record<string, unknown>, failed: boolean): Verdict {
    // Nobody says whether each part tells its own usage or that of all.
    if (this.parts === 1) this.note(this.types.usageOf(answer));
    if (failed) {
      this.failure = failureWords(answer.error);
      return "leave out";
    }
    this.partsLeft -= 1;
    this.finished = this.partsLeft <= 0;
    return this.finished ? "hold back" : "pass";
  }

  private answerIn(event: Record<string, unknown>): Record<string, unknown> {
    return this.types.inside === undefined ? event : fieldsOf(event[this.types.inside]);
  }
}

/** Bytes of the piece in an event; one that is no text counts as one. */
function sizeOf({ delta, text, audio }: Record<string, unknown>): number {
  const piece = delta ?? text ?? audio;
  return typeof piece === "string" ? Buffer.byteLength(piece) : 1;
}
