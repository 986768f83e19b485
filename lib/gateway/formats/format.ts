import type { AppError } from "@/lib/core/errors";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { NanoUsd } from "@/lib/core/money";
import type { TokenUsage } from "@/lib/prices/price-usage";
import type { ProviderKind, WireFormat } from "@/lib/providers/provider";
import type { Draft } from "../draft";
import type { UsageReading } from "../usage-reading";

/** Reads along in a stream of server-sent events while its bytes pass through. */
export type AnswerMeter = {
  /** Usage as the provider reported it; null as long as it has not. */
  readonly usage: TokenUsage | null;
  /** What it reported that cannot be true, as in `UsageReading`; null when nothing was. */
  readonly usageFault: string | null;
  /** The service tier that it answered in, as in `UsageReading`. */
  readonly tier?: string | null;
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
  /** True for bytes that are no events: a failure cannot be told in them, only shown by breaking off. */
  readonly opaque?: boolean;
  /** What ends the stream in a format whose end tells what the call cost; without it, the provider's own end does. */
  ending?(facts: AnswerFacts): Buffer;
};

/** What a call came to, for a format whose answers tell it. */
export type AnswerFacts = {
  requestId: string;
  /** The model that answered, as the gate or the client names it. */
  model: string;
  usage: TokenUsage;
  /** Null when it is not known. */
  cost: NanoUsd | null;
  latencyMs: number;
  /** False when the account's own key paid. */
  usedPlatformKey: boolean;
  startedAt: Date;
};

/** A whole answer of a provider: `json` is empty when it is bytes of another kind. */
export type WholeAnswer = { body: Uint8Array; json: Record<string, unknown>; contentType: string };

/** A request in the words of the providers, and the format of its answer. */
export type Converted = { draft: Draft; format: ClientFormat };

/** What a request says of itself, as far as it concerns us; everything else is the provider's to judge. */
export type AskFacts = {
  stream: boolean;
  /** True when the client asked to see the usage of a stream. */
  wantsUsage: boolean;
  /** How many events of a stream each end a part of the answer; one when it is not said. */
  parts?: number;
};

/** Changes to the members of a request's outermost object: JSON texts, undefined removes one. */
export type Edits = Record<string, string | undefined>;

/** How the clients of an endpoint speak: what they may send, how they are told an error, how their answers are metered. */
export type ClientFormat = {
  readonly wire: WireFormat;
  /** The endpoint's name in the log, when it is not that of the format. */
  readonly endpoint?: string;
  /** Gates for this kind of task answer here; null when gates know no such task. */
  readonly taskType: GateSettings["taskType"] | null;
  /** True when a provider that does not speak the format can be asked through the AI SDK. */
  readonly translates: boolean;
  /** Headers of the client that go on to a provider that speaks the format, in lower case. */
  readonly passesHeaders?: readonly string[];
  /** True for what no provider charges for. */
  readonly isFree?: boolean;
  /** True where gates for another kind of task answer too, as clients of the native API expect. */
  readonly takesAnyGate?: boolean;
  /** True when bytes do not tell tokens: what nobody reports then stays unknown, and so does its cost. */
  readonly unmeasured?: boolean;
  /** Reads a body that is no JSON object; returns the refusal when it is not what it should be. */
  readDraft?(bytes: Uint8Array, headers: Pick<Headers, "get">): Draft | AppError;
  /** Checks a request in words of our own and says it in the providers'. Throws invalid_field and unknown_field. */
  convert?(draft: Draft, gate: GateSettings): Converted;
  /** What the request is for one kind of provider, where they differ. */
  adapt?(draft: Draft, kind: ProviderKind): Draft;
  /** Checks a request. Throws invalid_field with the name of the field in `param`. */
  readFacts(json: Record<string, unknown>): AskFacts;
  /** What the gate puts into the request and takes out of it; names of the fields it did not let through go to `locked`. */
  gateEdits(draft: Draft, gate: GateSettings, kind: ProviderKind, locked: string[]): Edits;
  /** Members of a request that say how many tokens the answer may have at most; without any, nothing bounds it. */
  readonly outputFields?: readonly string[];
  /** True for answers that bring out no tokens. */
  readonly bringsNoOutput?: boolean;
  /** What we put into a request that names no most, for a key whose output is limited. */
  limitOutput?(tokens: number, kind: ProviderKind): Edits;
  /** What we add to learn the usage of a stream. */
  meterEdits(json: Record<string, unknown>, facts: AskFacts): Edits;
  /** Usage in the JSON of a plain answer. */
  readUsage(answer: Record<string, unknown>): UsageReading;
  /** True for a plain answer that may be bytes of this type and not JSON. */
  takesBytes?(contentType: string): boolean;
  /** The answer in the client's words, when they are not the provider's. Never throws: the call is already settled. */
  present?(answer: WholeAnswer, facts: AnswerFacts): string;
  /** Reads along in a stream of that content type; `model` is the one that answers, as the gate or the client names it. */
  meter(facts: AskFacts, contentType: string, model: string): AnswerMeter;
  /** The body of an error. */
  errorText(error: AppError, requestId: string, appUrl: string): string;
  /** The event that tells the same in the middle of a stream. */
  errorEvent(error: AppError, requestId: string, appUrl: string, meter: AnswerMeter): string;
};
