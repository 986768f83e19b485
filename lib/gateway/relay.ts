import { AppError, toAppError } from "@/lib/core/errors";
import type { NanoUsd } from "@/lib/core/money";
import { cleanProviderText } from "@/lib/providers/clean-provider-text";
import { callCutOff, clientClosed } from "@/lib/providers/connection-error";
import { noteSuccess } from "@/lib/providers/health";
import { factsOf } from "./answer-facts";
import type { Call, Outcome } from "./call";
import type { Answering } from "./call-provider";
import { closeTrail } from "./close-trail";
import type { AnswerMeter } from "./formats/format";
import { noteTrouble } from "./note-trouble";
import { noteFirstToken, type OpenStream } from "./open-answer";
import { mayAnotherCure } from "./provider-refusal";
import { settledUsage } from "./settled-usage";
import { readingOf } from "./usage-reading";

/**
 * Passes a stream on piece by piece. Its end leaves only after the request is in the ledger; a failure in the
 * middle becomes an error event and no end, or is thrown where bytes have no events; when the client leaves, what has
 * passed is recorded.
 */
export async function* relay(
  call: Call,
  answering: Answering,
  stream: OpenStream,
): AsyncIterable<Uint8Array> {
  const { departure, provider } = answering;
  const { meter, source } = stream;
  let cost: NanoUsd | null = null;
  departure.renew();
  const timer = setTimeout(() => departure.expire(), call.deps.callTimeoutMs - call.elapsedMs());
  let failure: AppError | null = clientClosed();
  try {
    yield* stream.beginning;
    failure = yield* passOn(call, stream, provider.secrets);
  } finally {
    if (meter.ended) void readOut(source).finally(() => clearTimeout(timer));
    else clearTimeout(timer);
    // Also reached when the reader gives up, which is how a client that leaves shows itself.
    if (failure?.code === "client_closed") departure.leave();
    noteEnd(call, answering, meter, failure);
    const settled = await settle(call, meter, failure);
    cost = settled.cost;
    failure = settled.fault ?? failure;
  }
  if (failure === null) {
    const facts = () => factsOf(call, answering, outcomeOf(call, meter, null).usage, cost);
    const last = meter.ending?.(facts()) ?? Buffer.concat([meter.tail, meter.rest()]);
    if (last.length > 0) yield last;
  } else if (meter.opaque === true) throw failure;
  else yield Buffer.from(call.format.errorEvent(failure, call.id, call.deps.appUrl, meter));
}

/** Yields what may leave at once; returns how the provider's part ended. */
async function* passOn(
  call: Call,
  { meter, source }: OpenStream,
  secrets: readonly string[],
): AsyncGenerator<Uint8Array, AppError | null> {
  try {
    // What was read to see the beginning may have been all of it.
    if (meter.ended) return null;
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      // The provider was let go, but what it had sent before may still lie here.
      if (call.isCutOff) return callCutOff();
      const now = meter.push(next.value);
      noteFirstToken(call, meter);
      if (now.length > 0) yield now;
      if (meter.failure !== null) {
        return new AppError("provider_failed", cleanProviderText(meter.failure, secrets));
      }
      if (meter.ended) return null;
    }
  } catch (error) {
    return toAppError(error);
  } finally {
    if (!meter.ended) await source.return?.();
  }
  return meter.finished
    ? null
    : new AppError("provider_failed", "The provider ended in the middle of its answer.");
}

/** Notes how the attempt went on after it began; a stream that never began is held against its model. */
function noteEnd(call: Call, answering: Answering, { started }: AnswerMeter, failure: AppError | null): void {
  const attempt = call.trail.attempts.at(-1);
  if (attempt !== undefined && failure !== null) attempt.error = failure.code;
  if (failure === null) noteSuccess(answering.provider, answering.model.providerModel);
  else if (!started && mayAnotherCure(failure)) noteTrouble(answering, failure);
}

const MOST_AFTER_END_BYTES = 64 * 1024;

/**
 * Reads past what follows the end of an answer, so that its connection can serve again. Nobody waits for it, and how it goes
 * concerns nobody: the answer is whole. The limit of the call ends it at last.
 */
async function readOut(source: AsyncIterator<Uint8Array>): Promise<void> {
  let length = 0;
  try {
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      length += next.value.byteLength;
      if (length > MOST_AFTER_END_BYTES) return void (await source.return?.());
    }
  } catch {
    // Said above: the answer is whole.
  }
}

type Settled = { cost: NanoUsd | null; fault: AppError | null };

/** What the call costs once its row is written; else why it is not. */
async function settle(call: Call, meter: AnswerMeter, failure: AppError | null): Promise<Settled> {
  try {
    return { cost: await closeTrail(call, outcomeOf(call, meter, failure), true), fault: null };
  } catch (error) {
    return { cost: null, fault: toAppError(error) };
  }
}

function outcomeOf(call: Call, meter: AnswerMeter, failure: AppError | null): Outcome {
  const status = failure?.code === "client_closed" ? failure.status : 200;
  const passed = { tokens: meter.passedTokens(), isCut: failure !== null };
  return { status, error: failure, ...settledUsage(call, readingOf(meter), passed) };
}
