import { once } from "node:events";
import type { ServerResponse } from "node:http";
import OpenAI, { toFile } from "openai";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { setGate } from "@/db/factories";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import type { GateSettings } from "@/lib/core/gate-settings";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";

const [provider, mistral, anthropic] = [
  await startRawProvider(),
  await startRawProvider(),
  await startRawProvider(),
];
const gateway = await startGatewayServer(provider.baseUrl, {
  LAYER_PLATFORM_MISTRAL_API_KEY: "mistral-key-123456",
  LAYER_PLATFORM_MISTRAL_BASE_URL: mistral.baseUrl,
  LAYER_PLATFORM_ANTHROPIC_API_KEY: "anthropic-key-123456",
  LAYER_PLATFORM_ANTHROPIC_BASE_URL: anthropic.baseUrl,
});
const { db, post, makeCaller, rowsOf } = gateway;
afterAll(async () => {
  await gateway.stop();
  for (const server of [provider, mistral, anthropic]) await server.stop();
  expect(gateway.faults).toEqual([]);
});

let seen: { path: string; type: string } = { path: "", type: "" };
beforeEach(() => {
  for (const server of [provider, mistral, anthropic]) server.received.length = 0;
});

/** Lets the provider answer every call with this, and notes where it was asked. */
function answers(body: object | Buffer | string, type = "application/json", server = provider) {
  server.answer = (request, response) => {
    if (request.method === "GET") return response.end('{"data":[]}');
    seen = { path: request.url ?? "", type: request.headers["content-type"] ?? "" };
    const bytes = Buffer.isBuffer(body) || typeof body === "string" ? body : JSON.stringify(body);
    return response.writeHead(200, { "content-type": type }).end(bytes);
  };
}

const clientOf = ({ secret }: { secret: string }) =>
  new OpenAI({ apiKey: secret, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
const sent = (server = provider) => JSON.parse(String(server.received.at(-1)));
const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;

describe("embeddings", () => {
  const EMBEDDED = {
    object: "list",
    data: [{ object: "embedding", index: 0, embedding: [0.25, -1] }],
    model: "text-embedding-3-small",
    usage: { prompt_tokens: 50, total_tokens: 50 },
  };

  test("the official client gets vectors, and the row says what they cost", async () => {
    answers(EMBEDDED);
    const caller = await makeCaller("text-embedding-3-small", { taskType: "embeddings" });
    const { data, response } = await clientOf(caller)
      .embeddings.create({ model: "default", input: "hello", encoding_format: "float", dimensions: 2 })
      .withResponse();
    expect(data.data[0]?.embedding).toEqual([0.25, -1]);
    expect(seen.path).toBe("/v1/embeddings");
    expect(sent()).toEqual({
      model: "text-embedding-3-small",
      input: "hello",
      encoding_format: "float",
      dimensions: 2,
    });
    // 50 tokens at $0.02 a million.
    expect(response.headers.get("x-layer-cost-usd")).toBe("0.000001");
    expect(await rowsOf(caller.keyId)).toMatchObject([
      {
        endpoint: "embeddings",
        inputTokens: 50,
        outputTokens: 0,
        costNanoUsd: 1_000n,
        settlement: "final",
        status: 200,
      },
    ]);
  });

  test("usage that nobody tells is unknown, and so is the cost", async () => {
    answers({ ...EMBEDDED, usage: undefined });
    const { authorization, keyId } = await makeCaller("text-embedding-3-small", { taskType: "embeddings" });
    const answer = await post("/v1/embeddings", authorization, { input: ["a", "b"] });
    expect(answer.headers.get("x-layer-cost-usd")).toBeNull();
    expect(await rowsOf(keyId)).toMatchObject([
      { inputTokens: 0, costNanoUsd: null, settlement: "unpriced" },
    ]);
  });

  test("Mistral is asked in the same words, by its own path", async () => {
    answers(EMBEDDED, "application/json", mistral);
    const { authorization } = await makeCaller("mistral/mistral-embed", { taskType: "embeddings" });
    expect((await post("/v1/embeddings", authorization, { input: [[1, 2], [3]] })).status).toBe(200);
    expect([seen.path, sent(mistral)]).toEqual([
      "/v1/embeddings",
      { model: "mistral-embed", input: [[1, 2], [3]] },
    ]);
  });
});

describe("pictures", () => {
  test("the tokens of gpt-image are priced", async () => {
    const usage = {
      input_tokens: 10,
      output_tokens: 100,
      total_tokens: 110,
      input_tokens_details: { text_tokens: 10, image_tokens: 0 },
    };
    answers({ created: 1, data: [{ b64_json: "AAAA" }], usage });
    const caller = await makeCaller("gpt-image-1", { taskType: "image" });
    const image = await clientOf(caller).images.generate({ model: "default", prompt: "a cat", size: "auto" });
    expect(image.data?.[0]?.b64_json).toBe("AAAA");
    expect(seen.path).toBe("/v1/images/generations");
    // 10 x 5,000 + 100 x 40,000 nano-dollars
    expect(await rowsOf(caller.keyId)).toMatchObject([
      { endpoint: "images/generations", inputTokens: 10, outputTokens: 100, costNanoUsd: 4_050_000n },
    ]);
  });

  test.each<[string, string, object | undefined]>([
    ["no usage, as dall-e answers", "dall-e-3", undefined],
    [
      "pictures among the input, which have a price of their own",
      "gpt-image-1",
      { input_tokens: 10, output_tokens: 5, input_tokens_details: { text_tokens: 4, image_tokens: 6 } },
    ],
    [
      "text and pictures among the output",
      "gpt-image-1",
      { input_tokens: 1, output_tokens: 5, output_tokens_details: { text_tokens: 2, image_tokens: 3 } },
    ],
  ])("%s: the cost is unknown, never 0", async (_what, model, usage) => {
    answers({ created: 1, data: [{ url: "https://example.com/a.png" }], usage });
    const { authorization, keyId } = await makeCaller(model, { taskType: "image" });
    const answer = await post("/v1/images/generations", authorization, { prompt: "a cat" });
    expect(answer.status).toBe(200);
    expect(await rowsOf(keyId)).toMatchObject([{ costNanoUsd: null, settlement: "unpriced", status: 200 }]);
  });

  test("a stream of partial pictures passes through, and its end tells the usage", async () => {
    const partial = event({ type: "image_generation.partial_image", b64_json: "A".repeat(2_000_000) });
    const usage = { input_tokens: 10, output_tokens: 100, input_tokens_details: { text_tokens: 10 } };
    const whole = event({ type: "image_generation.completed", b64_json: "AAAA", usage });
    answers(partial + whole, "text/event-stream");
    const { authorization, keyId } = await makeCaller("gpt-image-1", { taskType: "image" });
    const answer = await post("/v1/images/generations", authorization, { prompt: "a cat", stream: true });
    expect(await answer.text()).toBe(partial + whole);
    expect(await rowsOf(keyId)).toMatchObject([
      { streamed: true, outputTokens: 100, costNanoUsd: 4_050_000n, settlement: "final" },
    ]);
  });

  test("a stream of several pictures ends with the last, and is not priced", async () => {
    const one = event({ type: "image_generation.completed", usage: { input_tokens: 1, output_tokens: 1 } });
    answers(one + one, "text/event-stream");
    const { authorization, keyId } = await makeCaller("gpt-image-1", { taskType: "image" });
    const body = { prompt: "a cat", stream: true, n: 2 };
    expect(await (await post("/v1/images/generations", authorization, body)).text()).toBe(one + one);
    expect(await rowsOf(keyId)).toMatchObject([{ costNanoUsd: null, settlement: "unpriced", status: 200 }]);
  });
});

describe("speech", () => {
  const SOUND = Buffer.from(Array.from({ length: 5_000 }, (_, place) => place % 256));
  const speech = { taskType: "tts" } satisfies Partial<GateSettings>;

  test("its bytes and their type reach the official client; nobody can say what they cost", async () => {
    answers(SOUND, "audio/mpeg");
    const caller = await makeCaller("gpt-4o-mini-tts", speech);
    const answer = await clientOf(caller).audio.speech.create({
      model: "default",
      voice: "alloy",
      input: "hi",
    });
    expect(answer.headers.get("content-type")).toBe("audio/mpeg");
    expect(Buffer.from(await answer.arrayBuffer()).equals(SOUND)).toBe(true);
    expect(await rowsOf(caller.keyId)).toMatchObject([
      { endpoint: "audio/speech", costNanoUsd: null, settlement: "unpriced", status: 200, outputTokens: 0 },
    ]);
  });

  test("each piece leaves as it comes, and the last byte once the call is in the log", async () => {
    let say = (_bytes: Buffer) => {};
    let end = () => {};
    provider.answer = (_request, response) => {
      say = (bytes) => response.write(bytes);
      end = () => response.end();
      response.writeHead(200, { "content-type": "audio/pcm" }).flushHeaders();
      response.write("first");
    };
    const { authorization, keyId } = await makeCaller("gpt-4o-mini-tts", speech);
    const answer = await post("/v1/audio/speech", authorization, { input: "hi" });
    const reader = answer.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("firs");
    say(Buffer.from("second"));
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("tsecon");
    expect(await rowsOf(keyId)).toEqual([]);
    end();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("d");
    expect(await rowsOf(keyId)).toHaveLength(1);
    expect((await reader?.read())?.done).toBe(true);
  });

  test("events of sound pass too, and tell tokens that have a price", async () => {
    const delta = event({ type: "speech.audio.delta", audio: "AAAA" });
    const usage = { input_tokens: 10, output_tokens: 100, total_tokens: 110 };
    answers(delta + event({ type: "speech.audio.done", usage }), "text/event-stream");
    const { authorization, keyId } = await makeCaller("gpt-4o-mini-tts", speech);
    const answer = await post("/v1/audio/speech", authorization, { input: "hi", stream_format: "sse" });
    expect(await answer.text()).toContain("speech.audio.done");
    // 10 x 600 + 100 x 12,000 nano-dollars
    expect(await rowsOf(keyId)).toMatchObject([{ streamed: true, costNanoUsd: 1_206_000n }]);
  });

  test("a client that leaves stops the provider; what it cost is unknown", async () => {
    let gone: Promise<unknown> | undefined;
    provider.answer = (request, response) => {
      gone = once(request.socket, "close");
      response.writeHead(200, { "content-type": "audio/mpeg" }).flushHeaders();
      response.write("first");
    };
    const { authorization, keyId } = await makeCaller("gpt-4o-mini-tts", speech);
    const answer = await post("/v1/audio/speech", authorization, { input: "hi" });
    const reader = answer.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await gone;
    const [row] = await eventualRows(keyId);
    expect(row).toMatchObject({
      status: 499,
      errorCode: "client_closed",
      settlement: "interrupted",
      costNanoUsd: null,
    });
  });

  test("sound that breaks off is broken off for the client too, and no words stand in it", async () => {
    provider.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "audio/mpeg" });
      response.write(SOUND, () => response.socket?.destroy());
    };
    const { authorization, keyId } = await makeCaller("gpt-4o-mini-tts", speech);
    const answer = await post("/v1/audio/speech", authorization, { input: "hi" });
    await expect(answer.arrayBuffer()).rejects.toThrow();
    expect(await rowsOf(keyId)).toMatchObject([
      { errorCode: "provider_unreachable", settlement: "interrupted", costNanoUsd: null },
    ]);
  });

  test("a page of HTML is no sound", async () => {
    answers("<html>", "text/html");
    const { authorization } = await makeCaller("gpt-4o-mini-tts", speech);
    const answer = await post("/v1/audio/speech", authorization, { input: "hi" });
    await expectRefusal(answer, "provider_failed", null);
  });
});

describe("transcriptions", () => {
  const RECORDING = Buffer.concat([Buffer.from("\r\n--not-a-boundary\r\n\0"), Buffer.alloc(300_000, 7)]);
  const file = () => toFile(RECORDING, "talk.wav", { type: "audio/wav" });
  const form = (fields: Record<string, string | Blob>) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    return data;
  };
  const blob = new Blob([RECORDING], { type: "audio/wav" });

  test("the file's bytes reach the provider as they are; only model and our own fields change", async () => {
    answers({ text: "hello", usage: { type: "duration", seconds: 3 } });
    const { authorization, keyId } = await makeCaller("whisper-1");
    const answer = await post(
      "/v1/audio/transcriptions",
      authorization,
      form({ gate_id: "default", file: blob, model: "x", "timestamp_granularities[]": "word", prompt: "é" }),
    );
    expect(await answer.json()).toEqual({ text: "hello", usage: { type: "duration", seconds: 3 } });
    expect(seen.path).toBe("/v1/audio/transcriptions");
    const body = provider.received.at(-1) as Buffer;
    const received = await new Response(new Uint8Array(body), {
      headers: { "content-type": seen.type },
    }).formData();
    expect([...received.keys()].toSorted()).toEqual(["file", "model", "prompt", "timestamp_granularities[]"]);
    expect([received.get("model"), received.get("prompt")]).toEqual(["whisper-1", "é"]);
    const whole = Buffer.from(await (received.get("file") as File).arrayBuffer());
    expect(whole.equals(RECORDING)).toBe(true);
    expect((received.get("file") as File).name).toBe("blob");
    expect(await rowsOf(keyId)).toMatchObject([
      { endpoint: "audio/transcriptions", costNanoUsd: null, settlement: "unpriced", status: 200 },
    ]);
  });

  test("the official client's file is written down, in words that have a price", async () => {
    const usage = {
      type: "tokens",
      input_tokens: 14,
      input_token_details: { text_tokens: 14, audio_tokens: 0 },
      output_tokens: 10,
    };
    answers({ text: "hello", usage });
    const caller = await makeCaller();
    const { text } = await clientOf(caller).audio.transcriptions.create({
      model: "gpt-4o-transcribe",
      file: await file(),
    });
    expect(text).toBe("hello");
    // 14 x 2,500 + 10 x 10,000 nano-dollars
    expect(await rowsOf(caller.keyId)).toMatchObject([
      { modelUsed: "gpt-4o-transcribe", inputTokens: 14, outputTokens: 10, costNanoUsd: 135_000n },
    ]);
  });

  test("tokens of sound are counted apart, at their own price", async () => {
    const details = { text_tokens: 0, audio_tokens: 14 };
    answers({ text: "", usage: { input_tokens: 14, output_tokens: 1, input_token_details: details } });
    const { authorization, keyId } = await makeCaller("gpt-4o-transcribe");
    await post("/v1/audio/transcriptions", authorization, form({ file: blob }));
    // 14 x 6,000 + 1 x 10,000 nano-dollars
    expect(await rowsOf(keyId)).toMatchObject([
      { inputTokens: 0, audioInputTokens: 14, outputTokens: 1, costNanoUsd: 94_000n },
    ]);
  });

  test("plain text and subtitles pass as they are", async () => {
    answers("WEBVTT\n\nhello", "text/vtt; charset=utf-8");
    const { authorization } = await makeCaller("whisper-1");
    const answer = await post(
      "/v1/audio/transcriptions",
      authorization,
      form({ file: blob, response_format: "vtt" }),
    );
    expect(answer.headers.get("content-type")).toBe("text/vtt; charset=utf-8");
    expect(await answer.text()).toBe("WEBVTT\n\nhello");
  });

  test("a stream passes through", async () => {
    const delta = event({ type: "transcript.text.delta", delta: "hello" });
    const done = event({
      type: "transcript.text.done",
      text: "hello",
      usage: { input_tokens: 4, output_tokens: 1 },
    });
    answers(delta + done, "text/event-stream");
    const caller = await makeCaller("gpt-4o-transcribe");
    const stream = await clientOf(caller).audio.transcriptions.create({
      model: "default",
      file: await file(),
      stream: true,
    });
    const types = [];
    for await (const { type } of stream) types.push(type);
    expect(types).toEqual(["transcript.text.delta", "transcript.text.done"]);
    expect(await rowsOf(caller.keyId)).toMatchObject([{ streamed: true, outputTokens: 1 }]);
  });

  test("a form over the limit is refused", async () => {
    const { authorization, keyId } = await makeCaller("whisper-1");
    const large = new Blob([Buffer.alloc(21 * 1024 * 1024)]);
    const answer = await post("/v1/audio/transcriptions", authorization, form({ file: large }));
    await expectRefusal(answer, "payload_too_large", null);
    expect(await rowsOf(keyId)).toMatchObject([{ status: 413 }]);
    expect(provider.received).toEqual([]);
  });

  test.each<[string, string, string | Uint8Array, ErrorCode, string | null]>([
    ["JSON", "application/json", "{}", "unsupported_media_type", null],
    ["no boundary", "multipart/form-data", "--x--", "unsupported_media_type", null],
    ["another boundary", "multipart/form-data; boundary=x", "--y\r\n\r\n--y--", "bad_request", null],
    ["nothing", "multipart/form-data; boundary=x", "", "bad_request", null],
    ["an empty form", "multipart/form-data; boundary=x", "--x--\r\n", "invalid_field", "file"],
    [
      "no end",
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
      "bad_request",
      null,
    ],
    [
      "a NUL in a head",
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="fi\0le"\r\n\r\nabc\r\n--x--',
      "bad_request",
      null,
    ],
    [
      "a file that is a text",
      "multipart/form-data; boundary=x",
      '--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc\r\n--x--',
      "invalid_field",
      "file",
    ],
    [
      "a NUL in model",
      "multipart/form-data; boundary=x",
      `${part("file", "a", 'filename="a"')}${part("model", "a\0")}--x--`,
      "invalid_field",
      "model",
    ],
    [
      "a model that is no UTF-8",
      "multipart/form-data; boundary=x",
      Buffer.from(`${part("model", "\xff")}--x--`, "latin1"),
      "invalid_field",
      "model",
    ],
    [
      "an unknown gate",
      "multipart/form-data; boundary=x",
      `${part("file", "a", 'filename="a"')}${part("gate_id", "nope")}--x--`,
      "gate_not_found",
      "gate_id",
    ],
    [
      "a stream that is no flag",
      "multipart/form-data; boundary=x",
      `${part("file", "a", 'filename="a"')}${part("stream", "yes")}--x--`,
      "invalid_field",
      "stream",
    ],
  ])("%s is refused, and in the log", async (_what, type, body, code, param) => {
    const { authorization, keyId } = await makeCaller("whisper-1");
    const answer = await post("/v1/audio/transcriptions", authorization, "", {
      body: body as BodyInit,
      headers: { "content-type": type },
    });
    await expectRefusal(answer, code, param);
    expect(await rowsOf(keyId)).toMatchObject([
      { errorCode: code, status: ERRORS[code].status, costNanoUsd: 0n, attempts: [] },
    ]);
    expect(provider.received).toEqual([]);
  });

  test("a gate that locks its model sends no other one, however often the form names it", async () => {
    answers({ text: "hello" });
    const { authorization } = await makeCaller("whisper-1", { allowOverrides: false });
    const body = `${part("model", "gpt-4o-transcribe")}${part("file", "a", 'filename="a"')}${part("model", "whisper-1")}${part("gate", "default")}--x--`;
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    expect((await post("/v1/audio/transcriptions", authorization, body, { headers })).status).toBe(200);
    expect(String(provider.received[0]).match(/name="model"/g)).toHaveLength(1);
    expect(String(provider.received[0])).not.toContain("gpt-4o-transcribe");
  });
});

describe("responses", () => {
  const USAGE = {
    input_tokens: 11,
    input_tokens_details: { cached_tokens: 4 },
    output_tokens: 7,
    output_tokens_details: { reasoning_tokens: 2 },
    total_tokens: 18,
  };
  const COSTS = {
    inputTokens: 7,
    cachedInputTokens: 4,
    outputTokens: 7,
    reasoningTokens: 2,
    costNanoUsd: 5_550n,
  };
  const RESPONSE = {
    id: "resp_1",
    object: "response",
    status: "completed",
    model: "gpt-4o-mini",
    output: [{ type: "message", role: "assistant", content: [{ type: "output_text", text: "hi" }] }],
    usage: USAGE,
  };
  const numbered = (type: string, number: number, more: object = {}) =>
    `event: ${type}\n${event({ type, sequence_number: number, ...more })}`;
  const beginning = [
    numbered("response.created", 0, { response: { ...RESPONSE, usage: null } }),
    numbered("response.output_text.delta", 1, { delta: "hi" }),
  ].join("");
  const stream = (response: ServerResponse) =>
    response.writeHead(200, { "content-type": "text/event-stream" });

  test("plain and streamed, the official client gets the same answer at the same price", async () => {
    const caller = await makeCaller();
    const client = clientOf(caller);
    answers(RESPONSE);
    const ask = { model: "default", input: "hello", previous_response_id: "resp_0", store: true };
    expect((await client.responses.create(ask)).output_text).toBe("hi");
    expect([seen.path, sent()]).toEqual(["/v1/responses", { ...ask, model: "gpt-4o-mini" }]);
    const ending = numbered("response.completed", 2, { response: RESPONSE });
    answers(beginning + ending, "text/event-stream");
    const types = [];
    for await (const { type } of await client.responses.create({ ...ask, stream: true })) types.push(type);
    expect(types).toEqual(["response.created", "response.output_text.delta", "response.completed"]);
    const common = { endpoint: "responses", settlement: "final", status: 200, errorCode: null, ...COSTS };
    expect(await rowsOf(caller.keyId)).toMatchObject([
      { streamed: false, ...common },
      { streamed: true, ...common },
    ]);
  });

  test("a stream cut at its length limit is complete, bytes and all", async () => {
    const whole = beginning + numbered("response.incomplete", 2, { response: RESPONSE });
    answers(whole, "text/event-stream");
    const { authorization, keyId } = await makeCaller();
    const answer = await post("/v1/responses", authorization, { input: "hello", stream: true });
    expect(await answer.text()).toBe(whole);
    expect(await rowsOf(keyId)).toMatchObject([{ ...COSTS, settlement: "final" }]);
  });

  test("an answer that failed is told as an error event, with what it used in the log", async () => {
    const error = { code: "server_error", message: "The model broke." };
    const failed = numbered("response.failed", 2, { response: { ...RESPONSE, status: "failed", error } });
    answers(beginning + failed, "text/event-stream");
    const { authorization, keyId } = await makeCaller();
    const text = await (await post("/v1/responses", authorization, { input: "hello", stream: true })).text();
    expect(text.startsWith(`${beginning}event: error\ndata: `)).toBe(true);
    expect(JSON.parse(text.slice(`${beginning}event: error\ndata: `.length))).toMatchObject({
      type: "error",
      code: "provider_failed",
      message: "The model broke.",
      param: null,
      sequence_number: 3,
    });
    expect(await rowsOf(keyId)).toMatchObject([{ ...COSTS, errorCode: "provider_failed" }]);
  });

  test("a stream that breaks off is estimated", async () => {
    provider.answer = (_request, response) =>
      stream(response).write(beginning, () => response.socket?.destroy());
    const { authorization, keyId } = await makeCaller();
    const text = await (await post("/v1/responses", authorization, { input: "hello", stream: true })).text();
    expect(text).toContain('"code":"provider_unreachable"');
    const [row] = await rowsOf(keyId);
    expect(row).toMatchObject({ settlement: "interrupted", outputTokens: 1 });
    expect(row?.costNanoUsd).toBeGreaterThan(0n);
  });

  test("a tool of the provider that costs beside the tokens makes the cost unknown", async () => {
    answers({ ...RESPONSE, output: [{ type: "web_search_call" }, ...RESPONSE.output] });
    const { authorization, keyId } = await makeCaller();
    await post("/v1/responses", authorization, { input: "hello" });
    expect(await rowsOf(keyId)).toMatchObject([
      { inputTokens: 7, costNanoUsd: null, settlement: "unpriced" },
    ]);
  });

  test("the gate's defaults fill what is not said", async () => {
    answers(RESPONSE);
    const schema = { type: "object" };
    const { authorization } = await makeCaller("gpt-4o-mini", {
      temperature: 0.2,
      topP: 0.9,
      maxTokens: 50,
      systemPrompt: "Be kind.",
      responseFormatEnabled: true,
      responseFormatType: "json_schema",
      responseFormatSchema: schema,
    });
    await post("/v1/responses", authorization, { input: "hello", text: { verbosity: "low" }, top_p: 0.5 });
    expect(sent()).toEqual({
      model: "gpt-4o-mini",
      input: "hello",
      top_p: 0.5,
      temperature: 0.2,
      max_output_tokens: 50,
      instructions: "Be kind.",
      text: { verbosity: "low", format: { type: "json_schema", name: "answer", schema } },
    });
  });

  test("what a gate locks is replaced by its own and told; its prompt replaces every other one", async () => {
    answers(RESPONSE);
    const { authorization, gateId } = await makeCaller("gpt-4o-mini", {
      allowOverrides: false,
      temperature: 0.2,
      systemPrompt: "Be kind.",
    });
    const user = { role: "user", content: "hello" };
    const body = {
      instructions: "Be rude.",
      input: [{ role: "developer", content: "Be loud." }, user],
      prompt: { id: "pmpt_1" },
      temperature: 1,
      max_output_tokens: 9,
      text: { format: { type: "json_object" }, verbosity: "low" },
    };
    const answer = await post("/v1/responses", authorization, body);
    expect(sent()).toEqual({
      model: "gpt-4o-mini",
      instructions: "Be kind.",
      input: [user],
      temperature: 0.2,
      text: { verbosity: "low" },
    });
    expect(answer.headers.get("x-layer-locked")?.split(", ").toSorted()).toEqual([
      "input",
      "instructions",
      "max_output_tokens",
      "prompt",
      "temperature",
      "text.format",
    ]);
    await setGate(db, gateId, {
      model: "gpt-4o-mini",
      systemPrompt: "Be kind.",
      systemPromptMode: "prepend",
    });
    await post("/v1/responses", authorization, { input: "hello", instructions: "Be rude." });
    expect(sent().instructions).toBe("Be kind.\n\nBe rude.");
  });

  test("an answer is not kept here, so it cannot be fetched or deleted", async () => {
    const { authorization } = await makeCaller();
    for (const method of ["GET", "DELETE"]) {
      const answer = await fetch(`${gateway.url}/v1/responses/resp_1`, {
        method,
        headers: { authorization },
      });
      expect(answer.status).toBe(404);
      expect((await answer.json()).error).toMatchObject({
        code: "not_found",
        message: expect.stringContaining("previous_response_id"),
      });
    }
  });
});

describe("a provider that does not speak the format", () => {
  test.each([
    ["/v1/responses", { input: "x" }, "responses"],
    ["/v1/embeddings", { input: "x" }, "embeddings"],
    ["/v1/images/generations", { prompt: "x" }, "images/generations"],
    ["/v1/audio/speech", { input: "x" }, "audio/speech"],
  ])("is named with the endpoint %s, and not asked", async (path, body, endpoint) => {
    const { authorization, keyId } = await makeCaller();
    const answer = await post(path, authorization, { model: "anthropic/claude-haiku-4-5", ...body });
    const message = await expectRefusal(answer, "feature_not_supported", "model");
    expect(message).toContain("Anthropic");
    expect(message).toContain(endpoint);
    expect(await rowsOf(keyId)).toMatchObject([
      { endpoint, status: 400, provider: "anthropic", attempts: [] },
    ]);
    expect(anthropic.received).toEqual([]);
  });

  test("is left out when another model of the gate can", async () => {
    answers({ object: "list", data: [], usage: { prompt_tokens: 1 } });
    const { authorization, keyId } = await makeCaller("anthropic/claude-haiku-4-5", {
      taskType: "embeddings",
      routingStrategy: "fallback",
      fallbackModels: ["text-embedding-3-small"],
    });
    expect((await post("/v1/embeddings", authorization, { input: "x" })).status).toBe(200);
    expect(await rowsOf(keyId)).toMatchObject([
      { status: 200, attempts: [{ model: "text-embedding-3-small", status: 200 }] },
    ]);
  });
});

describe("a refusal names the field and is one row of the log", () => {
  test.each<[string, object | string, ErrorCode, string | null]>([
    ["/v1/embeddings", "{", "invalid_json", null],
    ["/v1/embeddings", {}, "invalid_field", "input"],
    ["/v1/embeddings", { input: "" }, "invalid_field", "input"],
    ["/v1/embeddings", { input: [] }, "invalid_field", "input"],
    ["/v1/embeddings", { input: 7 }, "invalid_field", "input"],
    ["/v1/embeddings", { input: ["a", ""] }, "invalid_field", "input.1"],
    ["/v1/embeddings", { input: ["a", { b: 1 }] }, "invalid_field", "input.1"],
    ["/v1/embeddings", { input: [[1.5]] }, "invalid_field", "input.0"],
    ["/v1/embeddings", { input: "x" }, "gate_wrong_task", "gate_id"],
    ["/v1/images/generations", {}, "invalid_field", "prompt"],
    ["/v1/images/generations", { prompt: " " }, "invalid_field", "prompt"],
    ["/v1/images/generations", { prompt: ["x"] }, "invalid_field", "prompt"],
    ["/v1/images/generations", { prompt: "x", n: 0 }, "invalid_field", "n"],
    ["/v1/images/generations", { prompt: "x", n: "2" }, "invalid_field", "n"],
    ["/v1/images/generations", { prompt: "x", stream: 1 }, "invalid_field", "stream"],
    ["/v1/audio/speech", {}, "invalid_field", "input"],
    ["/v1/audio/speech", { input: 1 }, "invalid_field", "input"],
    ["/v1/audio/speech", { input: "x", stream_format: 1 }, "invalid_field", "stream_format"],
    ["/v1/responses", {}, "invalid_field", "input"],
    ["/v1/responses", { input: 7 }, "invalid_field", "input"],
    ["/v1/responses", { input: [] }, "invalid_field", "input"],
    ["/v1/responses", { input: ["x"] }, "invalid_field", "input.0"],
    ["/v1/responses", { input: "x", stream: "yes" }, "invalid_field", "stream"],
    ["/v1/responses", { input: "x", background: true }, "invalid_field", "background"],
    ["/v1/responses", { input: "x", gate_id: "nope" }, "gate_not_found", "gate_id"],
  ])("%s %j", async (path, body, code, param) => {
    const { authorization, keyId } = await makeCaller();
    const answer = await post(path, authorization, body);
    const message = await expectRefusal(answer, code, param);
    expect(await rowsOf(keyId)).toMatchObject([
      {
        endpoint: path.slice("/v1/".length),
        errorCode: code,
        errorMessage: message,
        costNanoUsd: 0n,
        attempts: [],
      },
    ]);
    expect(provider.received).toEqual([]);
  });
});

/** A part of a form with the boundary x. */
function part(name: string, value: string, more = ""): string {
  const parameters = [`name="${name}"`, ...(more === "" ? [] : [more])].join("; ");
  return `--x\r\nContent-Disposition: form-data; ${parameters}\r\n\r\n${value}\r\n`;
}

async function expectRefusal(answer: Response, code: ErrorCode, param: string | null): Promise<string> {
  const { error } = await answer.json();
  expect({ status: answer.status, code: error.code, param: error.param }, error.message).toEqual({
    status: ERRORS[code].status,
    code,
    param,
  });
  expect(error.type).toBe(ERRORS[code].openai);
  return error.message;
}

/** The rows of a key as soon as there is one. */
async function eventualRows(keyId: Parameters<typeof rowsOf>[0]) {
  await expect.poll(() => rowsOf(keyId)).not.toHaveLength(0);
  return rowsOf(keyId);
}
