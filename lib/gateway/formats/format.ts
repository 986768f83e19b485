import type { AppError } from "@/lib/core/errors";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { TokenUsage } from "@/lib/prices/price-usage";
import type { ProviderKind, WireFormat } from "@/lib/providers/provider";
import type { Draft } from "../draft";

/** Reads along in a stream of server-sent events while its bytes pass through. */
export type AnswerMeter = {
  /** Usage as the provider reported it; null as long as it has not. */
  readonly usage: TokenUsage | null;
  /** True once a piece of the answer itself has passed. */
  readonly started: boolean;
  /** True once the provider has said that the answer is complete. */
  readonly finished: boolean;
  /** The provider's own words, not yet cleaned, when it failed in the middle; the stream ends there. */
  readonly failure: string | null;
  /** The bytes held back: what ends the stream. */
  readonly tail: Buffer;
  /** True once the end has arrived. What a provider sends after it means nothing and is dropped. */
  readonly ended: boolean;
  /** Takes the provider's next bytes and returns those to pass on now. */
  push(piece: Uint8Array): Buffer;
  /** Bytes after the last whole event, for a provider that ends without a blank line. */
  rest(): Buffer;
  /** Output tokens that have passed, when nobody reports them: at least one for each piece. */
  passedTokens(): number;
};

/** What a request says of itself, as far as it concerns us; everything else is the provider's to judge. */
export type AskFacts = {
  stream: boolean;
  /** True when the client asked to see the usage of a stream. */
  wantsUsage: boolean;
};

/** Changes to the members of a request's outermost object: JSON texts, undefined removes one. */
export type Edits = Record<string, string | undefined>;

/** How the clients of an endpoint speak: what they may send, how they are told an error, how their answers are metered. */
export type ClientFormat = {
  readonly wire: WireFormat;
  /** Gates for this kind of task answer here; null when gates know no such task. */
  readonly taskType: GateSettings["taskType"] | null;
  /** True when a provider that does not speak the format can be asked through the AI SDK. */
  readonly translates: boolean;
  /** Headers of the client that go on to a provider that speaks the format, in lower case. */
  readonly passesHeaders?: readonly string[];
  /** True for what no provider charges for. */
  readonly isFree?: boolean;
  /** Checks a request. Throws invalid_field with the name of the field in `param`. */
  readFacts(json: Record<string, unknown>): AskFacts;
  /** What the gate puts into the request and takes out of it; names of the fields it did not let through go to `locked`. */
  gateEdits(draft: Draft, gate: GateSettings, kind: ProviderKind, locked: string[]): Edits;
  /** What we add to learn the usage of a stream. */
  meterEdits(json: Record<string, unknown>, facts: AskFacts): Edits;
  /** Usage in the JSON of a plain answer; null when it does not say. */
  readUsage(answer: Record<string, unknown>): TokenUsage | null;
  meter(facts: AskFacts): AnswerMeter;
  /** The body of an error. */
  errorText(error: AppError, requestId: string, appUrl: string): string;
  /** The event that tells the same in the middle of a stream. */
  errorEvent(error: AppError, requestId: string, appUrl: string): string;
};
