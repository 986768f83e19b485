import type { TokenUsage } from "@/lib/prices/price-usage";
import type { AnswerMeter } from "./formats/format";
import { estimateTokens } from "./openai-usage";

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const LONGEST_EVENT_BYTES = 1024 * 1024;
const NOTHING = Buffer.alloc(0);

/** What becomes of an event: it passes on now, it is left out, or it ends the stream and is held back. */
export type Verdict = "pass" | "leave out" | "end";

/**
 * Reads along in a stream of server-sent events while its bytes pass through, and holds back what ends it, so that the
 * request is in the ledger before its client can know it complete. What an event means is told by the format's own class.
 */
export abstract class EventMeter implements AnswerMeter {
  usage: TokenUsage | null = null;
  started = false;
  finished = false;
  failure: string | null = null;
  tail: Buffer = NOTHING;
  private pending: Buffer = NOTHING;
  private pieces = 0;
  private pieceBytes = 0;

  constructor(private readonly longestEventBytes = LONGEST_EVENT_BYTES) {}

  get ended(): boolean {
    return this.tail.length > 0;
  }

  push(piece: Uint8Array): Buffer {
    if (this.over) return NOTHING;
    const bytes =
      this.pending.length === 0
        ? Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
        : Buffer.concat([this.pending, piece]);
    const passed: Buffer[] = [];
    let at = 0;
    for (let end = eventEnd(bytes, at); end !== -1 && !this.over; end = eventEnd(bytes, at)) {
      this.take(bytes.subarray(at, end), passed);
      at = end;
    }
    this.pending = at === bytes.length || this.ended ? NOTHING : bytes.subarray(at);
    if (this.pending.length > this.longestEventBytes)
      this.failure = "The provider sent an event without an end.";
    return joined(bytes, passed);
  }

  rest(): Buffer {
    return this.pending;
  }

  passedTokens(): number {
    return Math.max(this.pieces, estimateTokens(this.pieceBytes));
  }

  /** Notes what an event's data says. */
  protected abstract read(data: string): Verdict;

  /** Counts a piece of the answer itself, by its length in bytes. */
  protected countPiece(length: number): void {
    if (length === 0) return;
    this.started = true;
    this.pieces += 1;
    this.pieceBytes += length;
  }

  private get over(): boolean {
    return this.ended || this.failure !== null;
  }

  private take(event: Buffer, passed: Buffer[]): void {
    const verdict = this.read(dataOf(event.toString("utf8")));
    if (verdict === "pass") passed.push(event);
    else if (verdict === "end") this.tail = event;
  }
}

/** The data of an event as a JSON object; null when it is none. */
export function eventJson(data: string): Record<string, unknown> | null {
  if (!data.startsWith("{")) return null;
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

/** The words of an error that a provider tells within a stream. */
export function messageOf(error: unknown): string {
  if (typeof error === "string") return error;
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : null;
  return typeof message === "string" ? message : "The provider failed in the middle of its answer.";
}

/** Offset behind the blank line that ends the event at `from`; -1 when it has not arrived. */
function eventEnd(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(LINE_FEED, from); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) {
    if (bytes[at + 1] === LINE_FEED) return at + 2;
    if (bytes[at + 1] === CARRIAGE_RETURN && bytes[at + 2] === LINE_FEED) return at + 3;
  }
  return -1;
}

/** The data of an event, its lines joined. */
export function dataOf(text: string): string {
  if (text.startsWith("data:") && text.indexOf("\n", 5) >= text.trimEnd().length) return text.slice(5).trim();
  const lines = text.split(/\r?\n/).filter((line) => line.startsWith("data:"));
  return lines.map((line) => line.slice(5).trim()).join("\n");
}

/** The events to pass on, without copying when they are all that arrived. */
function joined(bytes: Buffer, passed: Buffer[]): Buffer {
  const [only] = passed;
  if (only === undefined) return NOTHING;
  if (passed.length === 1) return only;
  const length = passed.reduce((sum, event) => sum + event.length, 0);
  return length === bytes.length ? bytes : Buffer.concat(passed, length);
}
