import { AppError, toAppError } from "@/lib/core/errors";
import { cleanProviderText } from "@/lib/providers/clean-provider-text";
import type { ProviderAnswer } from "@/lib/providers/provider";
import type { Call } from "./call";
import type { AnswerMeter, WholeAnswer } from "./formats/format";
import { isStrictJson, parseLoose } from "./loose-json";
import { noteLost } from "./note-lost";
import type { Ask } from "./read-ask";
import { readingOf } from "./usage-reading";

/** A stream of which the beginning has been read: what of it may leave at once, and how to read on. */
export type OpenStream = {
  kind: "stream";
  contentType: string;
  meter: AnswerMeter;
  source: AsyncIterator<Uint8Array>;
  beginning: Buffer[];
};
/** A plain answer that is what it claims to be. */
export type OpenPlain = WholeAnswer & { kind: "plain" };

const JSON_TYPE = "application/json; charset=utf-8";
const MOST_HELD_BYTES = 1024 * 1024;
const MOST_COLLECTED_BYTES = 64 * 1024 * 1024;

/**
 * Looks whether a provider's answer is one. A plain answer is read as JSON, or as bytes where the format has such. Of a stream, when `holds` says so, as much is
 * read as it takes to see the first piece of the answer itself, so that a provider that breaks down before it can still be
 * replaced by another. Throws provider_failed, provider_timeout, provider_unreachable or client_closed.
 */
export async function openAnswer(
  call: Call,
  ask: Ask,
  answer: ProviderAnswer,
  options: { holds: boolean; secrets: readonly string[] },
): Promise<OpenStream | OpenPlain> {
  const { format } = call;
  const { contentType } = answer;
  const isBytes = format.takesBytes?.(contentType) === true;
  const collects = isBytes && format.present !== undefined;
  const content = answer.body instanceof Uint8Array || !collects ? answer.body : await collect(answer.body);
  if (content instanceof Uint8Array) {
    if (isBytes) return { kind: "plain", body: content, json: {}, contentType };
    const json = parseAnswer(content);
    // What goes into an answer of our own must be JSON; bytes that pass stay as they are.
    const body =
      format.present === undefined || isStrictJson(textOf(content))
        ? content
        : Buffer.from(JSON.stringify(json));
    return { kind: "plain", body, json, contentType: JSON_TYPE };
  }
  const stream: OpenStream = {
    kind: "stream",
    contentType,
    meter: format.meter(ask, contentType, call.trail.model?.id ?? ""),
    source: content[Symbol.asyncIterator](),
    beginning: [],
  };
  if (!options.holds) return stream;
  try {
    await holdBeginning(stream, options.secrets);
  } catch (error) {
    noteLost(call.trail, readingOf(stream.meter));
    throw error;
  }
  noteFirstToken(call, stream.meter);
  return stream;
}

/** Bytes that arrive piece by piece, for a format that tells them in a JSON of its own. */
async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of source) {
    length += piece.byteLength;
    if (length > MOST_COLLECTED_BYTES) {
      throw new AppError("provider_failed", "The provider's answer is larger than 64 MiB.");
    }
    // Where a piece comes from may be overwritten by the next one.
    pieces.push(Buffer.from(piece));
  }
  return Buffer.concat(pieces, length);
}

async function holdBeginning(stream: OpenStream, secrets: readonly string[]): Promise<void> {
  const { meter, source, beginning } = stream;
  let held = 0;
  while (!meter.started && !meter.ended && held < MOST_HELD_BYTES) {
    const next = await source.next().catch((error: unknown) => {
      throw toAppError(error);
    });
    if (next.done === true) break;
    const piece = meter.push(next.value);
    held += piece.length;
    // Where a piece comes from may be overwritten by the next one.
    if (piece.length > 0) beginning.push(Buffer.from(piece));
  }
  if (meter.failure !== null) {
    await source.return?.();
    throw new AppError("provider_failed", cleanProviderText(meter.failure, secrets));
  }
  if (!meter.started && !meter.finished && held < MOST_HELD_BYTES) {
    throw new AppError("provider_failed", "The provider ended before its answer began.");
  }
}

/** Notes when the first piece of an answer was seen. */
export function noteFirstToken(call: Call, meter: AnswerMeter): void {
  if (meter.started && call.trail.firstTokenMs === null) {
    call.trail.firstTokenMs = Math.round(call.elapsedMs());
  }
}

function textOf(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
}

function parseAnswer(body: Uint8Array): Record<string, unknown> {
  try {
    const json = parseLoose(textOf(body));
    if (typeof json === "object" && json !== null && !Array.isArray(json)) {
      return json as Record<string, unknown>;
    }
  } catch {
    // Told below, in the same words as for JSON that is no object.
  }
  throw new AppError("provider_failed", "The provider's answer is not what was asked for.");
}
