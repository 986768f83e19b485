import { crc32, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { embed, paint, speak } from "./sandbox-media";

const jsonOf = ({ body }: { body: unknown }) => JSON.parse(String(body));

test("the same words get the same vector of length 1, other words another", () => {
  const { data, usage } = jsonOf(embed({ input: ["one two", "one two", "three"] }));
  const [first, again, other] = data.map(({ embedding }: { embedding: number[] }) => embedding);
  expect(first).toEqual(again);
  expect(first).not.toEqual(other);
  expect(Math.hypot(...first)).toBeCloseTo(1);
  expect(usage).toEqual({ prompt_tokens: 5, total_tokens: 5 });
});

test("tokens are one input or several, and base64 says the same numbers", () => {
  expect(jsonOf(embed({ input: [1, 2, 3] })).data).toHaveLength(1);
  expect(jsonOf(embed({ input: [[1], [2, 3]] })).usage.prompt_tokens).toBe(3);
  const [plain] = jsonOf(embed({ input: "x", dimensions: 4 })).data;
  const [coded] = jsonOf(embed({ input: "x", dimensions: 4, encoding_format: "base64" })).data;
  const bytes = Buffer.from(coded.embedding, "base64");
  expect([0, 4, 8, 12].map((at) => bytes.readFloatLE(at))).toEqual(plain.embedding);
});

test.each([0, 1.5, 5_000, "4"])("%j dimensions are refused", (dimensions) => {
  expect(embed({ input: "x", dimensions }).status).toBe(400);
});

test("a picture is a PNG that any reader accepts", () => {
  const { data, usage } = jsonOf(paint({ prompt: "a cat", n: 2 }));
  expect([data.length, usage.input_tokens, usage.output_tokens]).toEqual([2, 2, 2]);
  const png = Buffer.from(data[0].b64_json, "base64");
  const types: string[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    types.push(body.toString("latin1", 0, 4));
    if (types.at(-1) === "IDAT") expect([...inflateSync(body.subarray(4))]).toEqual([0, 0x80]);
    at += 12 + length;
  }
  expect(types).toEqual(["IHDR", "IDAT", "IEND"]);
});

test("sound is a WAV as long as its head says", () => {
  const { contentType, body } = speak({});
  const wav = Buffer.from(body as Uint8Array);
  expect([contentType, wav.toString("latin1", 0, 4), wav.readUInt32LE(4)]).toEqual([
    "audio/wav",
    "RIFF",
    wav.length - 8,
  ]);
  expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
});

test("streams are refused, not answered with something else", () => {
  expect([paint({ stream: true }).status, speak({ stream_format: "sse" }).status]).toEqual([400, 400]);
});
