import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import { base64OfVector } from "./base64-vector";
import type { ProviderAnswer } from "./provider";

/** The models of the sandbox beside its chat. */
export const SANDBOX_MEDIA_MODELS = ["sandbox/embed", "sandbox/image", "sandbox/tts"] as const;

const DIMENSIONS = 16;
const MOST_DIMENSIONS = 4_096;

type EmbedAsk = { input: unknown; dimensions?: unknown; encoding_format?: unknown };

/** Embeds texts or tokens: the same input always gets the same vector of length 1. One token per word. */
export function embed({ input, dimensions, encoding_format: encoding }: EmbedAsk): ProviderAnswer {
  const size = dimensions === undefined || dimensions === null ? DIMENSIONS : dimensions;
  if (typeof size !== "number" || !Number.isInteger(size) || size < 1 || size > MOST_DIMENSIONS) {
    return refusal("dimensions", `The sandbox makes vectors of 1 to ${MOST_DIMENSIONS} dimensions.`);
  }
  const inputs = Array.isArray(input) && typeof input[0] !== "number" ? input : [input];
  const data = inputs.map((entry: unknown, index) => {
    const vector = vectorOf(entry, size);
    const embedding = encoding === "base64" ? base64OfVector(vector) : [...vector];
    return { object: "embedding", index, embedding };
  });
  const tokens = inputs.reduce((sum: number, entry: unknown) => sum + tokensOf(entry), 0);
  const usage = { prompt_tokens: tokens, total_tokens: tokens };
  return answerOf(200, { object: "list", data, model: "sandbox/embed", usage });
}

/** Paints a grey pixel (PNG, as base64) as often as asked; the words of the prompt and one token per picture are counted. */
export function paint({
  prompt,
  n,
  stream,
}: {
  prompt?: unknown;
  n?: unknown;
  stream?: unknown;
}): ProviderAnswer {
  if (stream === true) return refusal("stream", "The sandbox does not stream pictures.");
  const count = typeof n === "number" ? n : 1;
  const [input, output] = [tokensOf(prompt), count];
  const usage = { input_tokens: input, output_tokens: output, total_tokens: input + output };
  const data = Array.from({ length: count }, () => ({ b64_json: GREY_PIXEL.toString("base64") }));
  return answerOf(200, { created: Math.floor(Date.now() / 1000), data, usage });
}

/** A tenth of a second of silence (WAV, 8 kHz, 8 bit), whatever it is given to say. */
export function speak({ stream_format: format }: { stream_format?: unknown }): ProviderAnswer {
  if (format === "sse") return refusal("stream_format", "The sandbox speaks in bytes, not in events.");
  return { ...answerOf(200, {}), contentType: "audio/wav", body: SILENCE };
}

function refusal(param: string, message: string): ProviderAnswer {
  return answerOf(400, { error: { message, param, type: "invalid_request_error" } });
}

function answerOf(status: number, json: object): ProviderAnswer {
  return {
    status,
    contentType: "application/json",
    providerRequestId: null,
    retryAfterSeconds: null,
    body: Buffer.from(JSON.stringify(json)),
  };
}

function vectorOf(entry: unknown, size: number): Float32Array {
  const seed = JSON.stringify(entry);
  const vector = Float32Array.from({ length: size }, (_, place) => {
    const hash = createHash("sha256").update(`${place}:${seed}`).digest();
    return hash.readInt32BE() / 2 ** 31;
  });
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function tokensOf(entry: unknown): number {
  if (Array.isArray(entry)) return entry.length;
  return typeof entry === "string" ? (entry.match(/\S+/g)?.length ?? 0) : 1;
}

/** A chunk of a PNG (W3C PNG specification, section 5.3): length, type, data, check sum. */
function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const GREY_PIXEL = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  // One pixel wide and high, 8 bits of grey.
  pngChunk("IHDR", Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
  pngChunk("IDAT", deflateSync(Buffer.from([0, 0x80]))),
  pngChunk("IEND", Buffer.alloc(0)),
]);

const SILENCE = silence(800);

/** A WAV of unsigned 8-bit samples at 8 kHz (RIFF, format 1: PCM). */
function silence(samples: number): Buffer {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples, 40);
  return Buffer.concat([head, Buffer.alloc(samples, 0x80)]);
}
