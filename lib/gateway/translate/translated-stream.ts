import type { LanguageModelV3StreamPart } from "@ai-sdk/provider";
import type { AppError } from "@/lib/core/errors";
import type { Departure } from "@/lib/providers/departure";
import { type AnswerEnd, type AnswerEvent, AnswerReader } from "./answer-events";
import type { CountGuard } from "./count-guard";
import { endedInError, failureOf } from "./failures";
import type { Target } from "./target";

/** Writes an answer in the server-sent events of a format; every method returns their text. */
export type StreamWriter = {
  begin(): string;
  write(event: AnswerEvent): string;
  usage(event: AnswerEnd): string;
  end(): string;
  fail(message: string): string;
};

type Source = {
  parts: ReadableStreamDefaultReader<LanguageModelV3StreamPart>;
  writer: StreamWriter;
  target: Target;
  departure: Departure;
  counts: Pick<CountGuard, "told">;
  /** Ends the call to the provider when nobody reads on. */
  hangUp: AbortController;
};

/**
 * The bytes of an answer, as its provider produces it. It ends exactly once: with the format's own end, with an error
 * event in the provider's words, or by throwing `AppError` like `Provider.send` when the connection or the client is
 * gone.
 */
export async function* translatedStream(source: Source): AsyncIterable<Uint8Array> {
  const { parts, writer, hangUp } = source;
  try {
    yield Buffer.from(writer.begin());
    const failure = yield* answer(source);
    yield Buffer.from(failure === null ? writer.end() : writer.fail(failure.message));
    // Read to its end, the connection can serve again.
    if (failure === null) await readOut(parts);
  } finally {
    hangUp.abort();
    parts.cancel().catch(() => {});
  }
}

/** Yields all before the end, and returns what went wrong in the provider's answer, if anything. */
async function* answer(source: Source): AsyncGenerator<Uint8Array, AppError | null> {
  const { writer, counts } = source;
  const reader = new AnswerReader();
  for (;;) {
    const part = await nextPart(source);
    if (part === null) return endedInError(undefined);
    for (const said of reader.streamed(part)) {
      const event = said.type === "finish" ? counts.told(said) : said;
      if (event.type === "failure") return failureIn(source, event.error);
      const failure = event.type === "finish" ? badEnd(event) : null;
      const text = failure !== null && event.type === "finish" ? writer.usage(event) : writer.write(event);
      if (text !== "") yield Buffer.from(text);
      if (event.type === "finish") return failure;
    }
  }
}

function badEnd({ reason }: AnswerEnd): AppError | null {
  const isNone = reason.unified === "other" && reason.raw === undefined;
  return isNone || reason.unified === "error" ? endedInError(reason.raw) : null;
}

async function nextPart(source: Source): Promise<LanguageModelV3StreamPart | null> {
  try {
    const { done, value } = await source.parts.read();
    return done ? null : value;
  } catch (error) {
    return { type: "error", error };
  }
}

async function readOut(parts: Source["parts"]): Promise<void> {
  try {
    while (!(await parts.read()).done);
  } catch {
    // The answer is whole; how its connection ends concerns nobody.
  }
}

/** The provider's failure within its answer. Throws when it was not the provider that failed but the connection. */
function failureIn({ target, departure }: Source, error: unknown): AppError {
  const failure = failureOf(error, target, departure);
  if (failure.code !== "provider_failed") throw failure;
  return failure;
}
