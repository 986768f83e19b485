import {
  ACTIVITY_ACTIONS,
  ADAPTER_HANDLED,
  ANALYSIS_METHODS,
  APPLIED_BY_VALUES,
  type ChatRequest,
  Layer,
  type LayerConfig,
  type LayerRequest,
  type LayerResponse,
  MODEL_REGISTRY,
  OverrideField,
  REANALYSIS_PERIODS,
  ROUTING_STRATEGIES,
  SUPPORTED_PROVIDERS,
  type SupportedModel,
} from "@layer-ai/sdk";
import { loadConfig, parseConfig, parseYAML, validateConfig } from "@layer-ai/sdk/config";
import { afterAll, expect, test } from "vitest";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl);
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  expect(gateway.faults).toEqual([]);
});

// A program as people wrote it for SDK 2.5: a gate's id, `data` per task, and a stream.
async function program(config: LayerConfig, gateId: string) {
  const layer = new Layer(config);
  const data: ChatRequest = {
    messages: [
      { role: "system", content: "Be short." },
      { role: "user", content: "Say hello" },
    ],
    temperature: 0.2,
    maxTokens: 50,
    topP: 0.9,
    stopSequences: ["END"],
    seed: 7,
  };
  const chat: LayerResponse = await layer.chat({
    gateId,
    gateName: "support",
    data,
    metadata: { user: "7" },
  });
  const complete = await layer.complete({ gateId, data });
  const typed: LayerRequest = { gateId, type: "chat", data };
  const again = await layer.complete(typed);
  let streamed = "";
  let last: LayerResponse | undefined;
  for await (const chunk of layer.chatStream({ gateId, data })) {
    streamed += chunk.content ?? "";
    last = chunk;
  }
  const vectors = await layer.embeddings({ gateId, model: "sandbox/embed", data: { input: ["a", "b"] } });
  const picture = await layer.image({
    gateId,
    model: "sandbox/image",
    data: { prompt: "A pixel", size: "1024x1024", quality: "standard", count: 1 },
  });
  const sound = await layer.tts({ gateId, model: "sandbox/tts", data: { input: "Hello", voice: "alloy" } });
  const gates = await layer.request<Array<{ id: string }>>({ method: "GET", path: "/v1/gates" });
  const nothing = await layer.request<void>({
    method: "DELETE",
    path: `/v1/keys/${(await layer.request<{ id: string }>({ method: "POST", path: "/v1/keys", body: { name: "x" } })).id}`,
  });
  return { chat, complete, again, streamed, last, vectors, picture, sound, gates, nothing };
}

test("SDK 2.5: every task, a stream and calls by path answer in the shapes of then", async () => {
  const { secret, gateId } = await gateway.makeCaller("sandbox/echo");
  const got = await program({ apiKey: secret, baseUrl: gateway.url }, gateId);
  for (const answer of [got.chat, got.complete, got.again]) {
    expect(answer).toMatchObject({
      content: "Say hello",
      model: "sandbox/echo",
      finishReason: "completed",
      usage: { promptTokens: expect.any(Number), completionTokens: expect.any(Number) },
      latencyMs: expect.any(Number),
      usedPlatformKey: true,
    });
    expect(answer).toHaveProperty("cost");
  }
  expect(got.streamed).toBe("Say hello");
  expect(got.last).toMatchObject({
    stream: true,
    finishReason: "completed",
    usage: { totalTokens: expect.any(Number) },
  });
  expect(got.vectors.embeddings).toHaveLength(2);
  expect(got.picture.images?.[0]).toMatchObject({ base64: expect.any(String) });
  expect(got.sound.audio).toMatchObject({ base64: expect.any(String), format: expect.any(String) });
  expect(got.gates.map(({ id }) => id)).toEqual([gateId]);
  expect(got.nothing).toBeUndefined();
});

test("SDK 2.5: tools are asked for and answered", async () => {
  const { secret, gateId } = await gateway.makeCaller("gpt-4o-mini");
  const layer = new Layer({ apiKey: secret, baseUrl: gateway.url });
  await layer.chat({
    gateId,
    data: {
      messages: [
        { role: "user", content: "Weather?", images: [{ url: "https://example.com/a.png", detail: "low" }] },
        {
          role: "assistant",
          toolCalls: [{ id: "c1", type: "function", function: { name: "weather", arguments: "{}" } }],
        },
        { role: "tool", toolCallId: "c1", content: "Sunny" },
      ],
      tools: [
        { type: "function", function: { name: "weather", parameters: { type: "object", properties: {} } } },
      ],
      toolChoice: "auto",
      responseFormat: "json_object",
    },
  });
  expect(fake.requests.at(-1)?.ask).toMatchObject({
    tools: [{ function: { name: "weather" } }],
    tool_choice: "auto",
    response_format: { type: "json_object" },
  });
});

test("SDK 2.5: a task the provider cannot do throws the server's words", async () => {
  const { secret, gateId } = await gateway.makeCaller("sandbox/echo");
  const layer = new Layer({ apiKey: secret, baseUrl: gateway.url });
  await expect(layer.video({ gateId, data: { prompt: "A cat", duration: 5 } })).rejects.toThrow(Error);
  await expect(layer.ocr({ gateId, data: { documentUrl: "https://example.com/a.pdf" } })).rejects.toThrow(
    Error,
  );
});

test("SDK 2.5: the constants and the registry are there", () => {
  expect(SUPPORTED_PROVIDERS).toEqual(["openai", "anthropic", "google", "mistral"]);
  expect(ANALYSIS_METHODS).toContain("balanced");
  expect(ROUTING_STRATEGIES).toEqual(["single", "fallback", "round-robin"]);
  expect(REANALYSIS_PERIODS).toContain("never");
  expect(APPLIED_BY_VALUES).toEqual(["user", "auto"]);
  expect(ACTIVITY_ACTIONS).toContain("rollback");
  expect(ADAPTER_HANDLED).toBeTypeOf("string");
  expect(OverrideField.MaxTokens).toBe("maxTokens");
  const model: SupportedModel = "gpt-4o-mini";
  const entry = MODEL_REGISTRY[model as "gpt-4o-mini"];
  expect(entry).toMatchObject({ type: "chat", provider: "openai", pricing: { input: 0.15, output: 0.6 } });
  expect(Object.keys(MODEL_REGISTRY).length).toBeGreaterThan(50);
});

test("SDK 2.5: /config reads, checks and refuses", async () => {
  const text =
    "gates:\n  - name: support\n    model: gpt-4o-mini\n    temperature: 0.7\n    routingStrategy: single\n";
  expect(parseConfig(text).gates[0]).toMatchObject({ name: "support", model: "gpt-4o-mini" });
  expect(validateConfig(parseYAML(text)).gates).toHaveLength(1);
  expect(() => validateConfig({ gates: [{ name: "support" }] })).toThrow(Error);
  await expect(loadConfig("/nowhere/layer.config.yaml")).rejects.toThrow(Error);
});
