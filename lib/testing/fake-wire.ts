import type { IncomingHttpHeaders } from "node:http";

type Json = Record<string, unknown>;

/** A tool call that the model makes. */
export type FakeCall = { id: string; name: string; input: Json };

/** What the model says and what it counts. */
export type FakeAnswer = {
  kind: "answer";
  text?: string;
  thoughts?: string;
  calls?: FakeCall[];
  /** The provider's own word for the end; by default what fits. */
  finish?: string;
  /** All input, and the parts of it that were read from and written to a cache. */
  inputTokens?: number;
  cachedTokens?: number;
  writtenTokens?: number;
  /** All output, and the part of it that was thought. */
  outputTokens?: number;
  thoughtTokens?: number;
  /** Only the fake of OpenAI can leave usage out. */
  usageMissing?: boolean;
  /** Each streamed event waits for `release()`. */
  stepwise?: boolean;
  /** The stream fails in these words after its first event. */
  failsWith?: string;
};

/** What a fake does with one request. */
export type FakeBehaviour =
  | FakeAnswer
  | { kind: "status"; status: number; retryAfterSeconds?: number; message?: string }
  /** Accepts the request and stays silent. */
  | { kind: "hang" }
  | { kind: "reset"; when: "before first byte" | "after first chunk" }
  /** A proxy's error page with status 200. */
  | { kind: "html" }
  /** A stream, or a body, that is not what it says. */
  | { kind: "garbage" }
  /** A stream that ends well on the wire, but in the middle of the answer. */
  | { kind: "cut short" };

/** One request as the fake received it. */
export type FakeRequest = {
  path: string;
  headers: IncomingHttpHeaders;
  ask: Json;
  /** Lets the next `count` events of a stepwise stream go out; without a count, all that are left. */
  release(count?: number): void;
  /** Resolves when the client went away before the answer was complete. */
  clientGone: Promise<void>;
};

/** How a provider speaks. */
export type FakeWire = {
  /** Comes before the paths in the base URL. */
  version: string;
  isAuthorized(headers: IncomingHttpHeaders, apiKey: string): boolean;
  refusal: { status: number; message: string };
  /** True for the path of a chat. */
  answers(path: string): boolean;
  streams(path: string, ask: Json): boolean;
  plain(ask: Json, answer: FakeAnswer): object;
  /** The server-sent events of a stream, with their line ends. */
  streamed(ask: Json, answer: FakeAnswer): string[];
  error(status: number, message: string, retryAfterSeconds: number | undefined): object;
  /** The event of a failure in the middle of a stream. */
  failure(message: string): string;
  /** False when the provider says when to come back in the body only. */
  sendsRetryAfter: boolean;
  models: object;
  /** What a strict provider finds wrong with a request; null when nothing is. */
  fault?(ask: Json): string | null;
};

/** A text in the pieces that a stream sends it in. */
export function piecesOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? [];
}
