import type { TokenUsage } from "@/lib/prices/price-usage";
import type { AnswerMeter } from "./formats/format";
import { fieldsOf, memberOf, parseLoose } from "./loose-json";
import { estimateTokens } from "./openai-usage";
import type { UsageReading } from "./usage-reading";

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const LONGEST_EVENT_BYTES = 1024 * 1024;
const NOTHING = Buffer.alloc(0);

/** What becomes of an event: it passes, it is held back because it ends the stream, or the client must not see it. */
export type Verdict = "pass" | "hold back" | "leave out";

/**
 * Reads along in a stream of server-sent events while its bytes pass through, wherever they are cut. It holds back what
 * ends the stream, so that the request is in the ledger before its client can know it complete. What the events say is
 * for the class of each format to read.
 */
export abstract class EventMeter implements AnswerMeter {
  /** Usage as the provider reported it; null as long as it has not. */
  usage: TokenUsage | null = null;
  usageFault: string | null = null;
  tier: string | null = null;
  /** True once a piece of the answer itself has passed. */
  started = false;
  /** True once the provider has said that the answer is complete. */
  finished = false;
  /** The provider's own words, not yet cleaned, when it failed in the middle; the stream ends there. */
  failure: string | null = null;
  /** The bytes held back: the event that ends the stream. */
  tail: Buffer = NOTHING;
  private pending: Buffer = NOTHING;
  private deltas = 0;
  private deltaBytes = 0;

  constructor(private readonly longestEventBytes = LONGEST_EVENT_BYTES) {}

  /** True once the end has arrived. What a provider sends after it means nothing and is dropped. */
  get ended(): boolean {
    return this.tail.length > 0;
  }

  private get over(): boolean {
    return this.ended || this.failure !== null;
  }

  /** Takes the provider's next bytes and returns those to pass on now. */
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

  /** Bytes after the last whole event, for a provider that ends without a blank line. */
  rest(): Buffer {
    return this.pending;
  }

  /** Output tokens that have passed, when nobody reports them: at least one for each piece. */
  passedTokens(): number {
    return Math.max(this.deltas, estimateTokens(this.deltaBytes));
  }

  /** Notes what the data of an event says. */
  protected abstract read(data: string): Verdict;

  /** Notes what was reported of usage: what cannot be true does not replace what could. */
  protected note({ usage, fault, tier }: UsageReading): void {
    this.usage = usage ?? this.usage;
    this.usageFault = fault ?? this.usageFault;
    this.tier = tier ?? this.tier;
  }

  /** Notes a piece of the answer by all that is said in it. */
  protected count(said: readonly unknown[]): void {
    this.countPiece(said.reduce<number>((sum, value) => sum + lengthOf(value), 0));
  }

  /** Notes a piece of the answer by its length in bytes. */
  protected countPiece(length: number): void {
    if (length === 0) return;
    this.started = true;
    this.deltas += 1;
    this.deltaBytes += length;
  }

  private take(event: Buffer, passed: Buffer[]): void {
    const verdict = this.read(dataOf(event.toString("utf8")));
    if (verdict === "hold back") this.tail = event;
    if (verdict === "pass") passed.push(event);
  }
}

/** The JSON object in the data of an event; null when it holds none. */
export function parseData(data: string): Record<string, unknown> | null {
  if (!data.startsWith("{")) return null;
  try {
    return fieldsOf(parseLoose(data));
  } catch {
    return null;
  }
}

/** A provider's words about its failure, as either format tells it. */
export function failureWords(error: unknown): string {
  if (typeof error === "string") return error;
  const message = memberOf(error, "message");
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

/** Bytes of a part of a delta; a value too deep to be written down again counts as one. */
function lengthOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  try {
    return Buffer.byteLength(typeof value === "string" ? value : JSON.stringify(value));
  } catch {
    return 1;
  }
}

/** The events to pass on, without copying when they are all that arrived. */
function joined(bytes: Buffer, passed: Buffer[]): Buffer {
  const [only] = passed;
  if (only === undefined) return NOTHING;
  if (passed.length === 1) return only;
  const length = passed.reduce((sum, event) => sum + event.length, 0);
  return length === bytes.length ? bytes : Buffer.concat(passed, length);
}
