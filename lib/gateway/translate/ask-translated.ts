import type {
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3StreamResult,
} from "@ai-sdk/provider";
import { AppError } from "@/lib/core/errors";
import type { Departure } from "@/lib/providers/departure";
import type { ProviderAnswer } from "@/lib/providers/provider";
import { requestIdOf } from "@/lib/providers/sdk-http-error";
import { type AnswerEvent, AnswerReader, finish } from "./answer-events";
import { newHead } from "./answer-head";
import { anthropicAnswer } from "./anthropic-answer";
import { readAnthropicAsk } from "./anthropic-ask";
import { AnthropicStream } from "./anthropic-stream";
import type { CountGuard } from "./count-guard";
import { answerOfFailure, endedInError } from "./failures";
import { openAiAnswer } from "./openai-answer";
import { readOpenAiAsk } from "./openai-ask";
import { OpenAiStream } from "./openai-stream";
import { refusalOfWarnings, type Target, targetOf } from "./target";
import { translatedStream } from "./translated-stream";

/** A call in a format that its provider does not speak itself. */
export type TranslatedCall = {
  format: "chat/completions" | "messages";
  /** The client's body with the gate's defaults already in it. */
  json: Record<string, unknown>;
  /** The model's name as the answer shall show it. */
  modelName: string;
  /** How people see the provider, for refusals that name it. */
  providerLabel: string;
  departure: Departure;
  /** Reads along in the answers of the model that is asked. */
  counts: Pick<CountGuard, "told">;
  /** Told of a whole answer that was paid for and then refused, in the client's format. */
  onLost(answer: Record<string, unknown>): void;
};

/**
 * Asks a provider through the AI SDK and gives its answer in the client's format: JSON, or a stream of server-sent events
 * when the client asked for one. The provider is asked once; nothing is repeated. An HTTP error of the provider is
 * returned with its status and its own words. Throws `AppError` invalid_field for a request that is wrong,
 * feature_not_supported for one that the provider cannot answer as it was asked, and like `Provider.send` for the rest.
 */
export async function askTranslated(model: LanguageModelV3, ask: TranslatedCall): Promise<ProviderAnswer> {
  const target = await targetOf(model, ask.providerLabel);
  const read = ask.format === "messages" ? readAnthropicAsk : readOpenAiAsk;
  const options = read(target, ask.json);
  const call = ask.json.stream === true ? askForStream : askForWhole;
  try {
    return await call(model, options, ask, target);
  } catch (error) {
    return answerOfFailure(error, target, ask.departure);
  }
}

async function askForWhole(
  model: LanguageModelV3,
  options: LanguageModelV3CallOptions,
  ask: TranslatedCall,
  target: Target,
): Promise<ProviderAnswer> {
  const abortSignal = ask.departure.asSignal();
  const answer = await model.doGenerate({ ...options, abortSignal });
  const reader = new AnswerReader();
  const said = answer.content.flatMap((part, place) => [...reader.whole(part, String(place))]);
  const events = [
    ...said,
    ask.counts.told(finish(answer.finishReason, answer.usage, answer.providerMetadata)),
  ];
  const write = ask.format === "messages" ? anthropicAnswer : openAiAnswer;
  const body = write(newHead(ask.format, ask.modelName), events);
  const failure = refusalOfWarnings(target, answer.warnings) ?? failureAmong(events);
  if (failure !== null) {
    ask.onLost(body);
    throw failure;
  }
  return {
    ...answered(answer.response?.headers),
    contentType: "application/json",
    body: Buffer.from(JSON.stringify(body)),
  };
}

function failureAmong(events: readonly AnswerEvent[]): unknown {
  for (const event of events) {
    if (event.type === "failure") return event.error;
    if (event.type === "finish" && event.reason.unified === "error") return endedInError(event.reason.raw);
  }
  return null;
}

async function askForStream(
  model: LanguageModelV3,
  options: LanguageModelV3CallOptions,
  ask: TranslatedCall,
  target: Target,
): Promise<ProviderAnswer> {
  const hangUp = new AbortController();
  const abortSignal = AbortSignal.any([ask.departure.asSignal(), hangUp.signal]);
  const answer = await model.doStream({ ...options, abortSignal });
  const parts = answer.stream.getReader();
  try {
    refuseOtherContent(answer);
    // The first part tells what was left out of the request, before the model has said anything.
    const { value: first } = await parts.read();
    const refusal = first?.type === "stream-start" ? refusalOfWarnings(target, first.warnings) : null;
    if (refusal !== null) throw refusal;
  } catch (error) {
    hangUp.abort();
    parts.cancel().catch(() => {});
    throw error;
  }
  const head = newHead(ask.format, ask.modelName);
  const writer = ask.format === "messages" ? new AnthropicStream(head) : new OpenAiStream(head);
  return {
    ...answered(answer.response?.headers),
    contentType: "text/event-stream; charset=utf-8",
    body: translatedStream({ parts, writer, target, departure: ask.departure, counts: ask.counts, hangUp }),
  };
}

/** A page of a proxy is no answer, and the AI SDK would read it as one without a word. */
function refuseOtherContent({ response }: LanguageModelV3StreamResult): void {
  const contentType = response?.headers?.["content-type"] ?? "text/event-stream";
  if (contentType.startsWith("text/event-stream")) return;
  throw new AppError(
    "provider_failed",
    "The provider did not answer with a stream, though it was asked for one.",
  );
}

function answered(headers: Readonly<Record<string, string>> | undefined) {
  return { status: 200, providerRequestId: requestIdOf(headers), retryAfterSeconds: null };
}
