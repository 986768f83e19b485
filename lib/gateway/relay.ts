import { AppError, toAppError } from "@/lib/core/errors";
import { NO_USAGE, type TokenUsage } from "@/lib/prices/price-usage";
import { cleanProviderText } from "@/lib/providers/clean-provider-text";
import type { Call } from "./call";
import { closeTrail, type Outcome } from "./close-trail";
import { errorText } from "./openai-error";
import { estimateTokens } from "./openai-usage";
import type { Ask } from "./read-ask";
import { StreamMeter } from "./stream-meter";

/**
 * Passes a stream on piece by piece. Its end leaves only after the request is in the ledger; a failure in the
 * middle becomes an error event and no `[DONE]`; when the client leaves, what has passed is recorded.
 */
export async function* relay(
  call: Call,
  ask: Ask,
  pieces: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  const meter = new StreamMeter(ask.wantsUsage);
  let failure: AppError | null = new AppError("client_closed", "The client closed the connection.");
  try {
    failure = yield* passOn(call, meter, pieces);
  } finally {
    // Also reached when the reader gives up, which is how a client that leaves shows itself.
    const fault = await settle(call, meter, failure);
    failure = fault ?? failure;
  }
  if (failure === null) {
    const last = Buffer.concat([meter.tail, meter.rest()]);
    if (last.length > 0) yield last;
  } else {
    yield Buffer.from(`data: ${errorText(call, failure)}\n\n`);
  }
}

/** Yields what may leave at once; returns how the provider's part ended. */
async function* passOn(
  call: Call,
  meter: StreamMeter,
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, AppError | null> {
  const source = pieces[Symbol.asyncIterator]();
  try {
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      const now = meter.push(next.value);
      if (meter.started && call.trail.firstTokenMs === null)
        call.trail.firstTokenMs = Math.round(call.elapsedMs());
      if (now.length > 0) yield now;
      if (meter.failure !== null) return new AppError("provider_failed", cleaned(call, meter.failure));
      if (meter.ended) return null;
    }
  } catch (error) {
    return toAppError(error);
  } finally {
    if (meter.ended) void readOut(source);
    else await source.return?.();
  }
  return meter.finished
    ? null
    : new AppError("provider_failed", "The provider ended in the middle of its answer.");
}

const MOST_AFTER_END_BYTES = 64 * 1024;

/**
 * Reads past what follows the end of an answer, so that its connection can serve again. Nobody waits for it, and
 * how it goes concerns nobody: the answer is whole.
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

function cleaned(call: Call, words: string): string {
  return cleanProviderText(words, call.trail.model?.entry?.providers[0]?.secrets);
}

/** Null when the row is written; else why it is not. */
async function settle(call: Call, meter: StreamMeter, failure: AppError | null): Promise<AppError | null> {
  try {
    await closeTrail(call, outcomeOf(call, meter, failure));
    return null;
  } catch (error) {
    return toAppError(error);
  }
}

function outcomeOf(call: Call, meter: StreamMeter, failure: AppError | null): Outcome {
  const status = failure?.code === "client_closed" ? failure.status : 200;
  if (meter.usage !== null) return { status, error: failure, usage: meter.usage, known: "reported" };
  const usage: TokenUsage = {
    ...NO_USAGE,
    input: estimateTokens(call.trail.bodyBytes),
    output: meter.passedTokens(),
  };
  return { status, error: failure, usage, known: failure === null ? "estimated" : "interrupted" };
}
