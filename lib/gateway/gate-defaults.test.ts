import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { GateSettings } from "@/lib/core/gate-settings";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";

const [provider, canary] = [await startRawProvider(), await startRawProvider()];
const gateway = await startGatewayServer(provider.baseUrl);
const { chat, makeCaller } = gateway;
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  await canary.stop();
  expect(gateway.faults).toEqual([]);
});
beforeEach(() => {
  provider.received.length = 0;
  provider.answer = (_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end('{"choices":[],"usage":null}');
});

const user = { role: "user", content: "hello" };
const own = { role: "system", content: "Be rude." };
const gates = { role: "system", content: "Be kind." };

/** Sends a request through a gate with these settings; tells what the provider got and what the answer says was locked. */
async function send(settings: Partial<GateSettings>, body: object | string) {
  const { authorization } = await makeCaller("gpt-4o-mini", settings);
  const response = await chat(authorization, body);
  expect(response.status).toBe(200);
  const text = String(provider.received.at(-1));
  return { text, sent: JSON.parse(text), locked: response.headers.get("x-layer-locked") };
}

describe("what the gate says where the request says nothing", () => {
  test("temperature, length, top-p and response format are filled in, and null is nothing said", async () => {
    const { sent, locked } = await send(
      {
        temperature: 0.2,
        maxTokens: 50,
        topP: 0.9,
        responseFormatEnabled: true,
        responseFormatType: "json_object",
      },
      { messages: [user], temperature: null },
    );
    expect(sent).toMatchObject({ temperature: 0.2, max_tokens: 50, top_p: 0.9 });
    expect(sent.response_format).toEqual({ type: "json_object" });
    expect(locked).toBeNull();
  });

  test("a bare JSON schema is wrapped as the provider wants it, a wrapped one stays", async () => {
    const schema = { type: "object", properties: { a: { type: "string" } } };
    const wrapped = { type: "json_schema", json_schema: { name: "mine", schema } };
    const on = { responseFormatEnabled: true, responseFormatType: "json_schema" } as const;
    const bare = await send({ ...on, responseFormatSchema: schema }, { messages: [user] });
    expect(bare.sent.response_format.json_schema.schema).toEqual(schema);
    const whole = await send({ ...on, responseFormatSchema: wrapped }, { messages: [user] });
    expect(whole.sent.response_format).toEqual(wrapped);
    const off = { responseFormatEnabled: false, responseFormatType: "json_object" } as const;
    expect((await send(off, { messages: [user] })).sent.response_format).toBeUndefined();
  });

  test("the request's own values win where the gate allows them", async () => {
    const { sent } = await send(
      { temperature: 0.2, maxTokens: 50 },
      { messages: [user], temperature: 1, max_completion_tokens: 9 },
    );
    expect(sent).toMatchObject({ temperature: 1, max_completion_tokens: 9 });
    expect(sent.max_tokens).toBeUndefined();
  });
});

describe("the system prompt", () => {
  test.each<[string, Partial<GateSettings>, object[], object[], string | null]>([
    ["is used when the request brings none", {}, [user], [gates, user], null],
    ["leaves the request's own alone", {}, [own, user], [own, user], null],
    [
      "counts a developer message as one",
      {},
      [{ ...own, role: "developer" }, user],
      [{ ...own, role: "developer" }, user],
      null,
    ],
    [
      "goes in front when it is prepended",
      { systemPromptMode: "prepend" },
      [own, user],
      [gates, own, user],
      null,
    ],
    [
      "replaces the request's own when it is locked",
      { allowOverrides: false },
      [own, user, own],
      [gates, user],
      "messages",
    ],
    [
      "replaces it in the mode prepend too when it is locked",
      { allowOverrides: { systemPrompt: false }, systemPromptMode: "prepend" },
      [own, user],
      [gates, user],
      "messages",
    ],
    [
      "locks nothing when the gate has none",
      { allowOverrides: false, systemPrompt: null },
      [own, user],
      [own, user],
      null,
    ],
  ])("%s", async (_case, settings, messages, expected, told) => {
    const { sent, locked } = await send({ systemPrompt: "Be kind.", ...settings }, { messages });
    expect(sent.messages).toEqual(expected);
    expect(locked).toBe(told);
  });

  test("of the Messages API counts wherever it stands: a lock replaces those among the messages too", async () => {
    const { authorization } = await makeCaller("gpt-4o-mini", {
      systemPrompt: "Be kind.",
      allowOverrides: false,
      maxTokens: 9,
    });
    const said = '{"choices":[{"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}]}';
    provider.answer = (_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(said);
    const body = { max_tokens: 9, system: "Be rude.", messages: [user, own, user] };
    const answer = await gateway.post("/v1/messages", authorization, body);
    const sent = JSON.parse(String(provider.received.at(-1)));
    expect(sent.messages[0]).toEqual(gates);
    expect(JSON.stringify(sent)).not.toContain("rude");
    expect(sent.messages).toHaveLength(3);
    expect(answer.headers.get("x-layer-locked")).toBe("system, messages");
  });

  test("of the Messages API is left alone where the gate allows it", async () => {
    const { authorization } = await makeCaller("gpt-4o-mini", { systemPrompt: "Be kind." });
    await gateway.post("/v1/messages", authorization, { max_tokens: 9, messages: [own, user] });
    expect(JSON.parse(String(provider.received.at(-1))).messages).toEqual([own, user]);
  });

  test("leaves every byte of the client's messages as it was", async () => {
    const messages = '[ {"role":"user","content":"h\\u0069", "seed": 12345678901234567890} ]';
    const { text } = await send({ systemPrompt: "Be kind." }, `{"messages":${messages}}`);
    expect(text).toContain(messages.slice(1));
  });
});

describe("what a gate locks", () => {
  const asked = { messages: [user], temperature: 1.5, top_p: 0.1, max_tokens: 5, max_completion_tokens: 6 };

  test("false locks every field: the gate's value or none is sent, and the answer names what was replaced", async () => {
    const { sent, locked } = await send({ allowOverrides: false, temperature: 0.2, maxTokens: 50 }, asked);
    expect(sent).toMatchObject({ temperature: 0.2, max_tokens: 50 });
    expect(sent.top_p).toBeUndefined();
    expect(sent.max_completion_tokens).toBeUndefined();
    expect(locked).toBe("temperature, top_p, max_tokens, max_completion_tokens");
  });

  test("a map allows what it names and nothing else", async () => {
    const { sent, locked } = await send({ allowOverrides: { temperature: true }, temperature: 0.2 }, asked);
    expect(sent.temperature).toBe(1.5);
    expect(sent.max_tokens).toBeUndefined();
    expect(locked).toBe("top_p, max_tokens, max_completion_tokens");
  });

  test("a value that is the gate's own anyway is not called replaced", async () => {
    const settings = { allowOverrides: false, temperature: 0.2, topP: 0.1 };
    const { locked } = await send(settings, { messages: [user], temperature: 0.2, top_p: 0.1 });
    expect(locked).toBeNull();
  });

  test("a value that is given twice, so that only another reader sees the first, does not get through", async () => {
    const twice = `{"messages":${JSON.stringify([user])},"temperature":1.5,"user":"a","temperature":null,"user":"b"}`;
    const { text, sent } = await send({ allowOverrides: false }, twice);
    expect(text).not.toContain("1.5");
    expect(text).not.toContain('"a"');
    expect(sent).toMatchObject({ temperature: null, user: "b" });
  });

  test("the model: asked for beside the gate it is the gate's, and named as replaced", async () => {
    const { sent, locked } = await send(
      { allowOverrides: false },
      { gate: "default", model: "gpt-4o", messages: [user] },
    );
    expect([sent.model, locked]).toEqual(["gpt-4o-mini", "model"]);
  });

  test("nothing in a request leads the call elsewhere", async () => {
    const elsewhere = {
      api_base: canary.baseUrl,
      base_url: canary.baseUrl,
      api_key: "sk-mine",
      extra_headers: { host: "evil" },
      fallbacks: [{ model: "x", api_base: canary.baseUrl }],
    };
    await send({ allowOverrides: false }, { messages: [user], ...elsewhere });
    expect(provider.received).toHaveLength(1);
    expect(canary.received).toHaveLength(0);
  });
});

test("a gate for another task refuses, unless the request itself names a model for it", async () => {
  const { authorization } = await makeCaller("text-embedding-3-small", { taskType: "embeddings" });
  const refused = await chat(authorization, { messages: [user] });
  expect(refused.status).toBe(400);
  expect((await refused.json()).error).toMatchObject({ code: "gate_wrong_task", param: "gate_id" });
  expect((await chat(authorization, { model: "gpt-4o", messages: [user] })).status).toBe(200);
});

test("a gate that locks every field and sets no length leaves the one that the Messages API demands", async () => {
  const said = '{"choices":[{"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}]}';
  provider.answer = (_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(said);
  const { authorization } = await makeCaller("gpt-4o-mini", { allowOverrides: false });
  const answer = await gateway.post("/v1/messages", authorization, { max_tokens: 9, messages: [user] });
  expect([answer.status, answer.headers.get("x-layer-locked")]).toEqual([200, null]);
  const limited = await makeCaller("gpt-4o-mini", { allowOverrides: false, maxTokens: 5 });
  const body = { max_tokens: 9, messages: [user] };
  const locked = await gateway.post("/v1/messages", limited.authorization, body);
  expect([locked.status, locked.headers.get("x-layer-locked")]).toEqual([200, "max_tokens"]);
  expect(JSON.parse(String(provider.received.at(-1))).max_tokens).toBe(5);
});

describe("a model that is gone", () => {
  const gone = (response: import("node:http").ServerResponse) =>
    response
      .writeHead(404, { "content-type": "application/json" })
      .end('{"error":{"message":"No such model."}}');

  test("of a gate is a 400 that names gate and model; of a request it stays the request's 404", async () => {
    provider.answer = (_request, response) => gone(response);
    const { authorization } = await makeCaller("openai/retired");
    const body = { messages: [user] };
    const ofGate = await chat(authorization, body);
    expect(ofGate.status).toBe(400);
    const { error } = await ofGate.json();
    expect(error).toMatchObject({ code: "gate_model_unknown", param: "gate_id", upstream: { status: 404 } });
    expect(error.message).toMatch(/"default".*"openai\/retired".*No such model/);
    const ofRequest = await chat(authorization, { ...body, model: "openai/another" });
    expect([ofRequest.status, (await ofRequest.json()).error.code]).toEqual([404, "model_not_found"]);
  });

  test("and that nobody has, is left out while another one can answer", async () => {
    const { authorization } = await makeCaller("mistral/retired", {
      routingStrategy: "fallback",
      fallbackModels: ["sandbox/echo"],
    });
    const answer = await chat(authorization, { messages: [user] });
    expect([answer.status, answer.headers.get("x-layer-model")]).toEqual([200, "sandbox/echo"]);
  });
});
