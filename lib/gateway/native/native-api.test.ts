import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { gates } from "@/db/schema/gates";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { startFakeAnthropic } from "@/lib/testing/fake-anthropic";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";

const ANTHROPIC_KEY = "anthropic-key-123456";
const [provider, mistral] = [await startRawProvider(), await startRawProvider()];
const anthropic = await startFakeAnthropic({ apiKey: ANTHROPIC_KEY });
const gateway = await startGatewayServer(provider.baseUrl, {
  LAYER_PLATFORM_MISTRAL_API_KEY: "mistral-key-123456",
  LAYER_PLATFORM_MISTRAL_BASE_URL: mistral.baseUrl,
  LAYER_PLATFORM_ANTHROPIC_API_KEY: ANTHROPIC_KEY,
  LAYER_PLATFORM_ANTHROPIC_BASE_URL: anthropic.baseUrl,
});
const { db, chat, post, makeCaller, rowsOf } = gateway;
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  await mistral.stop();
  await anthropic.stop();
  expect(gateway.faults).toEqual([]);
});

const messages = [{ role: "user", content: "hello there" }];
const USAGE =
  '"usage":{"prompt_tokens":11,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}';
const COMPLETION = `{ "id":"chatcmpl-1", "created": 1790000000, "seed": 12345678901234567890,"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"hi"}}], ${USAGE} }`;
const SETTLED = {
  usage: { promptTokens: 11, completionTokens: 7, totalTokens: 18 },
  cost: 0.00000555,
  cost_nano_usd: "5550",
  usedPlatformKey: true,
};

function answers(body: object | Buffer | string, type = "application/json", server = provider) {
  server.answer = (request, response) => {
    if (request.method === "GET") return response.end('{"data":[]}');
    const bytes = Buffer.isBuffer(body) || typeof body === "string" ? body : JSON.stringify(body);
    return response.writeHead(200, { "content-type": type }).end(bytes);
  };
}
const sent = (server = provider) => JSON.parse(String(server.received.at(-1)));

beforeEach(() => {
  provider.received.length = 0;
  mistral.received.length = 0;
  answers(COMPLETION);
});

describe("a chat", () => {
  test("is answered in the native words, with the provider's own answer untouched in raw", async () => {
    const { authorization, keyId, gateId } = await makeCaller();
    // As the published SDK sends it.
    const answer = await post("/v3/chat", authorization, {
      gateId,
      data: { messages },
      metadata: { user: "u1" },
    });
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).toContain(`"raw":${COMPLETION}}`);
    const { raw: _, latencyMs, ...body } = JSON.parse(text);
    expect(latencyMs).toBeGreaterThanOrEqual(0);
    expect(body).toEqual({
      id: "chatcmpl-1",
      created: 1_790_000_000,
      content: "hi",
      model: "gpt-4o-mini",
      finishReason: "completed",
      rawFinishReason: "stop",
      ...SETTLED,
    });
    expect(sent()).toEqual({ messages, model: "gpt-4o-mini" });
    expect(answer.headers.get("x-layer-cost-usd")).toBe("0.00000555");
    expect(await rowsOf(keyId)).toMatchObject([
      {
        endpoint: "v3/chat",
        gateId,
        inputTokens: 7,
        cachedInputTokens: 4,
        outputTokens: 7,
        reasoningTokens: 2,
        costNanoUsd: 5_550n,
        settlement: "final",
      },
    ]);
  });

  test("every field of the published contract reaches the provider in OpenAI's words", async () => {
    const { authorization, gateId } = await makeCaller();
    const toolCalls = [{ id: "c1", type: "function", function: { name: "f", arguments: "{}" } }];
    const tools = [{ type: "function", function: { name: "f", parameters: { type: "object" } } }];
    const parts = [
      { type: "text", text: "a" },
      { type: "image_url", image_url: { url: "https://x.test/a.png" } },
    ];
    const answer = await post("/v3/chat", authorization, {
      gateId,
      gateName: "ignored",
      model: "openai/gpt-4o",
      data: {
        systemPrompt: "Be kind.",
        messages: [
          { role: "user", content: parts },
          {
            role: "user",
            content: "look",
            images: [
              { url: "https://x.test/b.png", detail: "low" },
              { base64: "AAAA", mimeType: "image/png" },
            ],
          },
          { role: "user", audio: { base64: "BBBB", mimeType: "audio/mpeg" } },
          { role: "model", toolCalls },
          { role: "tool", toolCallId: "c1", content: "42", name: "f" },
        ],
        tools,
        toolChoice: { type: "function", function: { name: "f" } },
        temperature: 0.5,
        maxTokens: 9,
        topP: 0.9,
        stopSequences: ["x"],
        frequencyPenalty: 0.1,
        presencePenalty: null,
        responseFormat: "json_object",
        seed: 3,
      },
    });
    expect(answer.status).toBe(200);
    expect(sent()).toEqual({
      model: "gpt-4o",
      messages: [
        { role: "system", content: "Be kind." },
        { role: "user", content: parts },
        {
          role: "user",
          content: [
            { type: "text", text: "look" },
            { type: "image_url", image_url: { url: "https://x.test/b.png", detail: "low" } },
            { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
          ],
        },
        { role: "user", content: [{ type: "input_audio", input_audio: { data: "BBBB", format: "mp3" } }] },
        { role: "assistant", content: null, tool_calls: toolCalls },
        { role: "tool", content: "42", name: "f", tool_call_id: "c1" },
      ],
      tools,
      tool_choice: { type: "function", function: { name: "f" } },
      temperature: 0.5,
      max_tokens: 9,
      top_p: 0.9,
      stop: ["x"],
      frequency_penalty: 0.1,
      response_format: { type: "json_object" },
      seed: 3,
    });
  });

  test("the gate's defaults and locks hold as for any chat", async () => {
    const { authorization } = await makeCaller("gpt-4o-mini", {
      systemPrompt: "Be kind.",
      maxTokens: 50,
      temperature: 0.1,
      allowOverrides: { temperature: true },
    });
    const data = { messages, systemPrompt: "Be rude.", maxTokens: 9, temperature: 0.7 };
    const answer = await post("/v3/chat", authorization, { data });
    expect(sent()).toMatchObject({
      messages: [{ role: "system", content: "Be kind." }, ...messages],
      max_tokens: 50,
      temperature: 0.7,
    });
    expect(sent().max_completion_tokens).toBeUndefined();
    expect(answer.headers.get("x-layer-locked")).toBe("max_tokens, messages");
  });

  test.each([
    ["stop", "completed"],
    ["length", "length_limit"],
    ["tool_calls", "tool_call"],
    ["content_filter", "filtered"],
    ["eos", "completed"],
  ])("the finish %s is %s", async (reason, finishReason) => {
    const toolCalls = [{ id: "c1", type: "function", function: { name: "f", arguments: "{}" } }];
    const message = { role: "assistant", content: null, tool_calls: toolCalls };
    answers({ choices: [{ message, finish_reason: reason }] });
    const { authorization } = await makeCaller();
    const body = await (await post("/v3/chat", authorization, { data: { messages } })).json();
    expect(body).toMatchObject({ finishReason, rawFinishReason: reason, toolCalls });
    expect(body).not.toHaveProperty("content");
  });

  test("an unknown price is null", async () => {
    const { authorization } = await makeCaller("a-model-of-ones-own");
    const body = await (await post("/v3/chat", authorization, { data: { messages } })).json();
    expect(body).toMatchObject({ cost: null, cost_nano_usd: null });
  });

  test.each([
    `{"choices":[{"message":{"tool_calls":[${"[".repeat(100_000)}${"]".repeat(100_000)}]}}]}`,
    '{"choices":7}',
    "{}",
    '{"choices":[null]}',
    '{"choices":[{"message":{"content":[1]}}]}',
  ])("an odd answer of the provider is no fault of ours: %.40s", async (odd) => {
    answers(odd);
    const { authorization } = await makeCaller();
    expect((await post("/v3/chat", authorization, { data: { messages } })).status).toBe(200);
  });
});

test("a provider with words of its own is asked in them, and plain and streamed come to the same", async () => {
  const { authorization, keyId } = await makeCaller("anthropic/claude-haiku-4-5");
  const data = { messages, maxTokens: 50 };
  const plain = await (await post("/v3/chat", authorization, { data })).json();
  expect(plain).toMatchObject({ model: "anthropic/claude-haiku-4-5", finishReason: "completed" });
  expect(plain.cost).toBeGreaterThan(0);
  expect(anthropic.requests[0]?.ask).toMatchObject({ model: "claude-haiku-4-5", max_tokens: 50 });
  const streamed = await post("/v3/chat", authorization, { data: { ...data, stream: true } });
  const events = (await sdkEvents(streamed)).filter((event) => typeof event !== "string");
  expect(events.map(({ content }) => content).join("")).toBe(plain.content);
  const { usage, cost, cost_nano_usd, finishReason } = plain;
  expect(events.at(-1)).toMatchObject({ usage, cost, cost_nano_usd, finishReason });
  const costs = (await rowsOf(keyId)).map(({ costNanoUsd }) => String(costNanoUsd));
  expect(costs).toEqual([cost_nano_usd, cost_nano_usd]);
});

test("tokens of sound and of the cache are in the totals once", async () => {
  const details = { audio_tokens: 3, cached_tokens: 4 };
  const usage = {
    prompt_tokens: 11,
    prompt_tokens_details: details,
    completion_tokens: 7,
    completion_tokens_details: { audio_tokens: 5 },
  };
  answers({ choices: [], usage });
  const { authorization } = await makeCaller();
  const body = await (await post("/v3/chat", authorization, { data: { messages } })).json();
  expect(body.usage).toEqual({ promptTokens: 11, completionTokens: 7, totalTokens: 18 });
});

test("a model chosen for another task than the gate's is not followed by the gate's own", async () => {
  provider.answer = (_request, response) => response.writeHead(500).end("{}");
  const { authorization, keyId } = await makeCaller("gpt-4o-mini", {
    routingStrategy: "fallback",
    fallbackModels: ["gpt-4o"],
  });
  const asked = { model: "text-embedding-3-small", data: { input: "x" } };
  expect((await post("/v3/embeddings", authorization, asked)).status).toBe(502);
  const [row] = await rowsOf(keyId);
  expect(row?.attempts.map(({ model }) => model)).toEqual(["text-embedding-3-small"]);
});

describe("a streamed chat", () => {
  const chunk = (delta: object, reason: string | null = null, more: object = {}) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: reason }], ...more })}\n\n`;
  const ask = { data: { messages, stream: true } };
  const usage = `data: {"choices":[],${USAGE}}\n\n`;

  test("tells each piece, then usage, cost and why it ended, then [DONE], as it would plainly", async () => {
    const calls = [{ index: 1, id: "c1", type: "function", function: { name: "f", arguments: "" } }];
    const said = [
      chunk({ role: "assistant", content: "" }),
      chunk({ content: "hé" }),
      chunk({ tool_calls: calls }),
      chunk({}, "tool_calls"),
      usage,
      "data: [DONE]\n\n",
    ].join("");
    answers(said, "text/event-stream");
    const { authorization, keyId } = await makeCaller();
    const answer = await post("/v3/chat", authorization, ask);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "text/event-stream",
      "x-accel-buffering": "no",
    });
    const events = await sdkEvents(answer);
    expect(events).toEqual([
      { content: "hé", model: "gpt-4o-mini", stream: true },
      { toolCalls: calls, model: "gpt-4o-mini", stream: true },
      {
        content: "",
        model: "gpt-4o-mini",
        stream: true,
        finishReason: "tool_call",
        rawFinishReason: "tool_calls",
        latencyMs: expect.any(Number),
        ...SETTLED,
      },
      "[DONE]",
    ]);
    expect(sent()).toMatchObject({ stream: true, stream_options: { include_usage: true } });
    expect(await rowsOf(keyId)).toMatchObject([
      { endpoint: "v3/chat", streamed: true, costNanoUsd: 5_550n, settlement: "final" },
    ]);
  });

  test("that ends without [DONE] or a blank line is told whole all the same", async () => {
    answers(chunk({ content: "a" }) + chunk({ content: "b" }, "stop").trimEnd(), "text/event-stream");
    const { authorization } = await makeCaller();
    const text = await (await post("/v3/chat", authorization, ask)).text();
    expect(text).toContain('"error":"stream_error"');
    answers(
      `${chunk({ content: "a" }, "stop")}data: {"choices":[{"delta":{"content":"b"}}]}`,
      "text/event-stream",
    );
    const events = await sdkEvents(await post("/v3/chat", authorization, ask));
    expect(events.map((event) => (typeof event === "string" ? event : event.content))).toEqual([
      "a",
      "b",
      "",
      "[DONE]",
    ]);
  });

  test("that fails in the middle ends with stream_error and no [DONE]", async () => {
    provider.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(chunk({ content: "hi" }), () => response.socket?.destroy());
    };
    const { authorization, keyId } = await makeCaller();
    const events = await sdkEvents(await post("/v3/chat", authorization, ask));
    expect(events).toEqual([
      { content: "hi", model: "gpt-4o-mini", stream: true },
      {
        error: "stream_error",
        message: "The connection to the provider failed.",
        code: "provider_unreachable",
        requestId: expect.any(String),
      },
    ]);
    expect(await rowsOf(keyId)).toMatchObject([
      { status: 200, errorCode: "provider_unreachable", settlement: "interrupted" },
    ]);
  });

  test("on the sandbox costs the same as plain", async () => {
    const { authorization, keyId } = await makeCaller("sandbox/echo");
    await (await post("/v3/chat", authorization, ask)).text();
    await (await post("/v3/chat", authorization, { data: { messages } })).text();
    await (await chat(authorization, { messages })).text();
    const costs = (await rowsOf(keyId)).map(({ costNanoUsd }) => costNanoUsd);
    expect(costs[0]).toBeGreaterThan(0n);
    expect(new Set(costs).size).toBe(1);
  });
});

describe("the other tasks", () => {
  test("pictures", async () => {
    const usage = { input_tokens: 10, output_tokens: 100, input_tokens_details: { text_tokens: 10 } };
    answers({ created: 5, data: [{ b64_json: "AAAA", revised_prompt: "a cat!" }, { url: "u" }], usage });
    const { authorization, keyId, gateId } = await makeCaller("gpt-image-1");
    const data = { prompt: "a cat", count: 2, quality: "hd", size: "1024x1024", style: "vivid" };
    const body = await (await post("/v3/image", authorization, { gateId, data })).json();
    expect(sent()).toEqual({
      model: "gpt-image-1",
      prompt: "a cat",
      n: 2,
      quality: "hd",
      size: "1024x1024",
      style: "vivid",
    });
    expect(body).toMatchObject({
      created: 5,
      images: [{ base64: "AAAA", revisedPrompt: "a cat!" }, { url: "u" }],
      model: "gpt-image-1",
      finishReason: "completed",
      usage: { promptTokens: 10, completionTokens: 100, totalTokens: 110 },
      cost: 0.00405,
      raw: { created: 5 },
    });
    expect(await rowsOf(keyId)).toMatchObject([{ endpoint: "v3/image", costNanoUsd: 4_050_000n }]);
  });

  test("embeddings, in numbers even when the provider sent base64", async () => {
    answers({
      data: [
        { embedding: Buffer.from(new Float32Array([0.5, -2]).buffer).toString("base64") },
        { embedding: [1] },
      ],
      usage: { prompt_tokens: 50 },
    });
    const { authorization } = await makeCaller("text-embedding-3-small", { taskType: "embeddings" });
    const data = { input: ["a", "b"], dimensions: 2, encodingFormat: "base64" };
    const body = await (await post("/v3/embeddings", authorization, { data })).json();
    expect(sent()).toEqual({
      model: "text-embedding-3-small",
      input: ["a", "b"],
      dimensions: 2,
      encoding_format: "base64",
    });
    expect(body).toMatchObject({ embeddings: [[0.5, -2], [1]], cost: 0.000001, cost_nano_usd: "1000" });
  });

  test("speech, as base64 with its format", async () => {
    const sound = Buffer.alloc(100_000, 7);
    answers(sound, "audio/mpeg");
    const { authorization, keyId } = await makeCaller("tts-1", { taskType: "tts" });
    const answer = await post("/v3/tts", authorization, { data: { input: "hi", speed: 1.5 } });
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await answer.json()).toMatchObject({
      audio: { base64: sound.toString("base64"), format: "mp3" },
      cost: null,
      finishReason: "completed",
    });
    expect(sent()).toEqual({ model: "tts-1", input: "hi", voice: "alloy", speed: 1.5 });
    expect(await rowsOf(keyId)).toMatchObject([
      { endpoint: "v3/tts", streamed: false, costNanoUsd: null, settlement: "unpriced" },
    ]);
  });

  test("a document, through Mistral", async () => {
    const page = {
      index: 0,
      markdown: "# A",
      images: [{ id: "i", top_left_x: 1, image_base64: "AA" }],
      dimensions: { dpi: 72, width: 1, height: 2 },
    };
    const read = {
      pages: [page, { index: 1, markdown: "B" }],
      model: "mistral-ocr-latest",
      usage_info: { pages_processed: 2 },
    };
    answers(read, "application/json", mistral);
    const { authorization, keyId } = await makeCaller("mistral/mistral-ocr-latest", { taskType: "ocr" });
    const data = { base64: "AAAA", tableFormat: "html", includeImageBase64: true };
    const body = await (await post("/v3/ocr", authorization, { data })).json();
    expect(sent(mistral)).toEqual({
      model: "mistral-ocr-latest",
      document: { type: "document_url", document_url: "data:application/pdf;base64,AAAA" },
      table_format: "html",
      include_image_base64: true,
    });
    expect(body).toMatchObject({
      content: "# A\n\n---\n\nB",
      ocr: {
        pages: [
          {
            index: 0,
            markdown: "# A",
            images: [{ id: "i", topLeftX: 1, base64: "AA" }],
            dimensions: { dpi: 72 },
          },
          { index: 1, markdown: "B" },
        ],
        model: "mistral-ocr-latest",
        usageInfo: { pages_processed: 2 },
      },
      cost: null,
      raw: read,
    });
    expect(await rowsOf(keyId)).toMatchObject([{ endpoint: "v3/ocr", settlement: "unpriced" }]);
    const image = { base64: "AAAA", mimeType: "image/png" };
    await post("/v3/ocr", authorization, { data: image });
    expect(sent(mistral).document).toEqual({ type: "image_url", image_url: "data:image/png;base64,AAAA" });
  });

  test("a video is refused by name, once the request is right", async () => {
    const { authorization, keyId } = await makeCaller();
    const data = { prompt: "a cat", duration: 5, referenceImages: [{ url: "u", referenceType: "style" }] };
    const answer = await post("/v3/video", authorization, { data });
    const { message } = await expectRefusal(answer, "feature_not_supported", "model");
    expect(message).toContain("openai");
    expect(message).toContain("v3/video");
    expect(await rowsOf(keyId)).toMatchObject([{ endpoint: "v3/video", status: 400 }]);
  });

  test("the sandbox does all but documents and videos", async () => {
    const { authorization } = await makeCaller();
    const of = async (path: string, model: string, data: object) =>
      (await post(path, authorization, { model, data })).json();
    const { embeddings } = await of("/v3/embeddings", "sandbox/embed", { input: "a" });
    expect(embeddings[0]).toHaveLength(16);
    const { images, cost } = await of("/v3/image", "sandbox/image", { prompt: "a" });
    expect(Buffer.from(images[0].base64, "base64").subarray(1, 4).toString()).toBe("PNG");
    expect(cost).toBeGreaterThan(0);
    const { audio } = await of("/v3/tts", "sandbox/tts", { input: "a" });
    expect(audio.format).toBe("wav");
    expect(Buffer.from(audio.base64, "base64").subarray(0, 4).toString()).toBe("RIFF");
  });
});

describe("the older ways in", () => {
  test("/v2/complete goes by type, or else by what the gate is for", async () => {
    const { authorization, keyId, gateId } = await makeCaller();
    const asChat = await (await post("/v2/complete", authorization, { gateId, data: { messages } })).json();
    expect(asChat).toMatchObject({ content: "hi", ...SETTLED });
    answers({ data: [{ embedding: [1] }], usage: { prompt_tokens: 1 } });
    const embed = {
      gate: "default",
      type: "embeddings",
      model: "text-embedding-3-small",
      data: { input: "a" },
    };
    expect(await (await post("/v2/complete", authorization, embed)).json()).toMatchObject({
      embeddings: [[1]],
    });
    const { authorization: other } = await makeCaller("text-embedding-3-small", { taskType: "embeddings" });
    const byGate = await post("/v2/complete", other, { data: { input: "a" } });
    expect(await byGate.json()).toMatchObject({ embeddings: [[1]] });
    expect(await rowsOf(keyId)).toMatchObject([{ endpoint: "v2/complete" }, { endpoint: "v2/complete" }]);
  });

  test("/v1/complete is flat both ways", async () => {
    const { authorization, keyId } = await makeCaller();
    const body = { gate: "default", messages, temperature: 0.5, maxTokens: 9, topP: 0.5 };
    expect(await (await post("/v1/complete", authorization, body)).json()).toEqual({
      content: "hi",
      model: "gpt-4o-mini",
      usage: SETTLED.usage,
    });
    expect(sent()).toEqual({
      model: "gpt-4o-mini",
      messages,
      temperature: 0.5,
      max_tokens: 9,
      top_p: 0.5,
    });
    expect(await rowsOf(keyId)).toMatchObject([{ endpoint: "v1/complete", costNanoUsd: 5_550n }]);
  });
});

describe("which gate", () => {
  test("gateId, gate_id, gate, the header, a name in model, or the default one", async () => {
    const { authorization, gateId } = await makeCaller();
    const data = { messages };
    const names: Array<[object, Record<string, string>]> = [
      [{ gateId }, {}],
      [{ gateId: gateId.toUpperCase() }, {}],
      [{ gate_id: "default" }, {}],
      [{ gate: "default" }, {}],
      [{ model: "default" }, {}],
      [{}, { "x-layer-gate-id": gateId }],
      [{}, {}],
    ];
    for (const [named, headers] of names) {
      const answer = await post("/v3/chat", authorization, { ...named, data }, { headers });
      expect(answer.headers.get("x-layer-gate"), JSON.stringify(named)).toBe("default");
    }
  });

  test("is settled before the data is looked at: missing, then unknown with its id, then the data", async () => {
    const { authorization, gateId } = await makeCaller();
    const unknown = newId();
    const { message } = await expectRefusal(
      await post("/v3/chat", authorization, { gateId: unknown, data: {} }),
      "gate_not_found",
      "gate_id",
    );
    expect(message).toContain(unknown);
    await expectRefusal(
      await post("/v3/chat", authorization, { data: {} }),
      "invalid_field",
      "data.messages",
    );
    await db.update(gates).set({ isDefault: false }).where(eq(gates.id, gateId));
    await expectRefusal(await post("/v3/chat", authorization, { data: {} }), "gate_not_given", "gate_id");
    const keyless = await post("/v3/chat", "", { gateId: unknown, data: {} });
    expect(keyless.headers.get("www-authenticate")).toBe("Bearer");
    await expectRefusal(keyless, "key_missing", undefined);
  });
});

describe("a refusal has the native shape, names the field and is one row of the log", () => {
  const data = { messages };
  test.each<[string, object | string, ErrorCode, string | undefined]>([
    ["/v3/chat", "{", "invalid_json", undefined],
    ["/v3/chat", "[]", "invalid_json", undefined],
    ["/v3/chat", {}, "invalid_field", "data"],
    ["/v3/chat", { data: 7 }, "invalid_field", "data"],
    ["/v3/chat", { data: { messages: [] } }, "invalid_field", "data.messages"],
    ["/v3/chat", { data: { messages: "hi" } }, "invalid_field", "data.messages"],
    ["/v3/chat", { data: { messages: [7] } }, "invalid_field", "data.messages.0"],
    ["/v3/chat", { data: { messages: [{ content: "x" }] } }, "invalid_field", "data.messages.0.role"],
    ["/v3/chat", { data: { messages: [{ role: "king" }] } }, "invalid_field", "data.messages.0.role"],
    [
      "/v3/chat",
      { data: { messages: [{ role: "user", content: 7 }] } },
      "invalid_field",
      "data.messages.0.content",
    ],
    [
      "/v3/chat",
      { data: { messages: [{ role: "user", images: [{}] }] } },
      "invalid_field",
      "data.messages.0.images.0",
    ],
    [
      "/v3/chat",
      { data: { messages: [{ role: "user", audio: { url: "u" } }] } },
      "invalid_field",
      "data.messages.0.audio",
    ],
    ["/v3/chat", { data: { ...data, vars: {} } }, "unknown_field", "data.vars"],
    ["/v3/chat", { data: { ...data, max_tokens: 5 } }, "unknown_field", "data.max_tokens"],
    ["/v3/chat", { data, sessionId: "s" }, "unknown_field", "sessionId"],
    ["/v3/chat", { data, type: "chat" }, "unknown_field", "type"],
    ["/v3/chat", { data: { ...data, stream: "yes" } }, "invalid_field", "data.stream"],
    ["/v3/chat", { data: { ...data, temperature: "hot" } }, "invalid_field", "data.temperature"],
    ["/v3/chat", { data, metadata: "x" }, "invalid_field", "metadata"],
    ["/v3/chat", { data, gateId: 7 }, "invalid_field", "gateId"],
    ["/v3/chat", { data, model: 7 }, "invalid_field", "model"],
    ["/v3/chat", { data, model: "" }, "invalid_field", "model"],
    ["/v3/chat", { data, model: "never-heard-of" }, "model_not_found", "model"],
    ["/v3/image", { data: {} }, "invalid_field", "data.prompt"],
    ["/v3/image", { data: { prompt: " " } }, "invalid_field", "data.prompt"],
    ["/v3/image", { data: { prompt: "x", count: 0 } }, "invalid_field", "data.count"],
    ["/v3/image", { data: { prompt: "x", count: 1000 } }, "invalid_field", "n"],
    ["/v3/video", { data: { prompt: 7 } }, "invalid_field", "data.prompt"],
    ["/v3/video", { data: { prompt: "x", sound: true } }, "unknown_field", "data.sound"],
    ["/v3/embeddings", { data: { input: "" } }, "invalid_field", "data.input"],
    ["/v3/embeddings", { data: { input: [] } }, "invalid_field", "data.input"],
    ["/v3/embeddings", { data: { input: [7] } }, "invalid_field", "data.input"],
    ["/v3/tts", { data: { input: "  " } }, "invalid_field", "data.input"],
    ["/v3/tts", { data: { input: "x", responseFormat: "ogg" } }, "invalid_field", "data.responseFormat"],
    ["/v3/ocr", { data: {} }, "invalid_field", "data"],
    ["/v3/ocr", { data: { documentUrl: "u", base64: "AA" } }, "invalid_field", "data"],
    ["/v3/ocr", { data: { documentUrl: "u" } }, "feature_not_supported", "model"],
    ["/v2/complete", { data, type: "moderation" }, "invalid_field", "type"],
    ["/v2/complete", { data, type: "constructor" }, "invalid_field", "type"],
    ["/v2/complete", { data: { ...data, stream: true } }, "invalid_field", "data.stream"],
    ["/v2/complete", { type: "image", data }, "invalid_field", "data.prompt"],
    ["/v1/complete", {}, "invalid_field", "messages"],
    ["/v1/complete", { messages, stream: true }, "unknown_field", "stream"],
    ["/v1/complete", { messages: [{ role: "user", images: [{}] }] }, "invalid_field", "messages.0.images.0"],
  ])("%s %j", async (path, body, code, param) => {
    const { authorization, keyId } = await makeCaller();
    const answer = await post(path, authorization, body);
    const { message, requestId } = await expectRefusal(answer, code, param);
    expect(await rowsOf(keyId)).toMatchObject([
      {
        id: requestId,
        endpoint: path.slice(1),
        status: ERRORS[code].status,
        errorCode: code,
        errorMessage: message,
        costNanoUsd: 0n,
        attempts: [],
      },
    ]);
    expect(provider.received).toEqual([]);
  });

  test("a provider's refusal keeps its words and its status is ours", async () => {
    provider.answer = (_request, response) =>
      response.writeHead(429).end('{"error":{"message":"Slow down."}}');
    const { authorization } = await makeCaller();
    const answer = await post("/v3/chat", authorization, { data });
    expect(answer.headers.get("retry-after")).toBe("1");
    const { message } = await expectRefusal(answer, "provider_rate_limited", undefined);
    expect(message).toContain("Slow down.");
  });

  test("a body over 20 MiB", async () => {
    const { authorization, keyId } = await makeCaller();
    const long = [{ role: "user", content: "a".repeat(20 * 1024 * 1024) }];
    const answer = await post("/v3/chat", authorization, { data: { messages: long } });
    await expectRefusal(answer, "payload_too_large", undefined);
    expect(await rowsOf(keyId)).toMatchObject([{ endpoint: "v3/chat", status: 413 }]);
  });

  test.each(["/v1/nothing", "/v2/nothing", "/v3/nothing", "/v3/chat/more"])(
    "%s is a JSON 404",
    async (path) => {
      const answer = await post(path, "", {});
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({
        error: { code: "not_found" },
        message: expect.any(String),
      });
    },
  );
});

async function expectRefusal(answer: Response, code: ErrorCode, param: string | undefined) {
  const requestId = answer.headers.get("x-request-id") ?? "";
  const body = await answer.json();
  expect({ status: answer.status, ...body }, body.message).toMatchObject({
    status: ERRORS[code].status,
    error: code,
    requestId,
    docUrl: `http://layer.test/docs/errors#${code}`,
    message: expect.stringMatching(/\.$/),
  });
  expect(body.param).toBe(param);
  return { message: body.message as string, requestId };
}

type NativeEvent = { content?: string; [name: string]: unknown };

/** The events of a stream as the published SDK reads them: lines that start with `data: `. */
async function sdkEvents(answer: Response): Promise<Array<NativeEvent | string>> {
  const lines = (await answer.text()).split("\n").filter((line) => line.startsWith("data: "));
  return lines.map((line) => (line === "data: [DONE]" ? "[DONE]" : JSON.parse(line.slice(6))));
}
