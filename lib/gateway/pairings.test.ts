import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { FakeBehaviour } from "@/lib/testing/fake-wire";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { RIG_API_KEY, startRig } from "@/lib/testing/translation-rig";

const rigs = {
  openai: await startRig("openai"),
  compatible: await startRig("openai-compatible"),
  anthropic: await startRig("anthropic"),
  google: await startRig("google"),
  mistral: await startRig("mistral"),
};
const gateway = await startGatewayServer(rigs.openai.baseUrl, {
  LAYER_PLATFORM_OPENAI_API_KEY: RIG_API_KEY,
  LAYER_PLATFORM_ANTHROPIC_API_KEY: RIG_API_KEY,
  LAYER_PLATFORM_ANTHROPIC_BASE_URL: rigs.anthropic.baseUrl,
  LAYER_PLATFORM_GOOGLE_API_KEY: RIG_API_KEY,
  LAYER_PLATFORM_GOOGLE_BASE_URL: rigs.google.baseUrl,
  LAYER_PLATFORM_MISTRAL_API_KEY: RIG_API_KEY,
  LAYER_PLATFORM_MISTRAL_BASE_URL: rigs.mistral.baseUrl,
  LAYER_PLATFORM_PROVIDERS: JSON.stringify([
    { name: "mine", baseUrl: rigs.compatible.baseUrl, apiKey: RIG_API_KEY },
  ]),
});
afterAll(async () => {
  await gateway.stop();
  for (const rig of Object.values(rigs)) await rig.stop();
  expect(gateway.faults).toEqual([]);
});

const PROVIDERS = [
  ["OpenAI", rigs.openai, "openai/gpt-4o-mini", true],
  ["a server of one's own", rigs.compatible, "mine/qwen3", false],
  ["Anthropic", rigs.anthropic, "claude-haiku-4-5", true],
  ["Google", rigs.google, "gemini-2.5-flash", true],
  ["Mistral", rigs.mistral, "mistral/mistral-small-latest", true],
] as const;
const ANSWER: FakeBehaviour = {
  kind: "answer",
  text: "Grüezi, 世界.",
  inputTokens: 900,
  cachedTokens: 500,
  outputTokens: 70,
};
const CALLS = [{ id: "abcdefgh1", name: "weather", input: { city: "Bern" } }];
const TOOL = { type: "object" as const, properties: { city: { type: "string" } }, required: ["city"] };
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

describe.each(PROVIDERS)("through a gate on %s", (_provider, rig, model, isPriced) => {
  beforeEach(() => rig.behave(ANSWER));

  /** Official clients with the key of an account whose default gate runs the model. */
  async function clients() {
    const caller = await gateway.makeCaller(model, { maxTokens: 200 });
    const options = { apiKey: caller.secret, maxRetries: 0 };
    return {
      openai: new OpenAI({ ...options, baseURL: `${gateway.url}/v1` }),
      anthropic: new Anthropic({ ...options, baseURL: gateway.url }),
      rows: () => gateway.rowsOf(caller.keyId),
    };
  }
  const user = { role: "user" as const, content: "hello" };
  const ask = { model: "default", messages: [user] };
  const askAnthropic = { ...ask, max_tokens: 100 };
  const sent = () => JSON.stringify(rig.asks().at(-1));

  test("an OpenAI client gets the same whole and streamed, with the same tokens and cost", async () => {
    const { openai, rows } = await clients();
    const whole = await openai.chat.completions.create(ask);
    expect(whole.choices[0]).toMatchObject({ finish_reason: "stop", message: { content: "Grüezi, 世界." } });
    expect(whole.usage).toMatchObject({ prompt_tokens: 900, completion_tokens: 70 });
    const options = { stream: true, stream_options: { include_usage: true } } as const;
    let text = "";
    let usage: unknown;
    for await (const chunk of await openai.chat.completions.create({ ...ask, ...options })) {
      text += chunk.choices[0]?.delta.content ?? "";
      usage = chunk.usage ?? usage;
    }
    expect([text, usage]).toMatchObject(["Grüezi, 世界.", { prompt_tokens: 900, completion_tokens: 70 }]);
    await expectEqualRows(rows);
  });

  test("nothing of a client's trace reaches the provider while no collector is named", async () => {
    const { openai, anthropic } = await clients();
    const headers = { traceparent: `00-${"a".repeat(32)}-${"b".repeat(16)}-01`, tracestate: "vendor=opaque" };
    await openai.chat.completions.create(ask, { headers });
    await anthropic.messages.create(askAnthropic, { headers });
    for (const request of rig.requests().slice(-2)) {
      expect(request.headers).not.toHaveProperty("traceparent");
      expect(request.headers).not.toHaveProperty("tracestate");
    }
  });

  test("an Anthropic client gets the same whole and streamed, with the same tokens and cost", async () => {
    const { anthropic, rows } = await clients();
    const whole = await anthropic.messages.create(askAnthropic);
    expect(whole).toMatchObject({
      stop_reason: "end_turn",
      content: [{ type: "text", text: "Grüezi, 世界." }],
    });
    expect(whole.usage).toMatchObject({ input_tokens: 400, cache_read_input_tokens: 500, output_tokens: 70 });
    const streamed = await anthropic.messages.stream(askAnthropic).finalMessage();
    expect(streamed.content).toEqual(whole.content);
    expect(streamed.usage.output_tokens).toBe(70);
    await expectEqualRows(rows);
  });

  async function expectEqualRows(rows: () => ReturnType<typeof gateway.rowsOf>) {
    await expect.poll(async () => (await rows()).length).toBe(2);
    const [plain, stream] = await rows();
    const counted = { inputTokens: 400, cachedInputTokens: 500, outputTokens: 70 };
    expect(plain).toMatchObject({ ...counted, status: 200, errorCode: null, streamed: false });
    expect(stream).toMatchObject({ ...counted, status: 200, errorCode: null, streamed: true });
    expect(stream?.costNanoUsd).toBe(plain?.costNanoUsd);
    expect([plain?.costNanoUsd === null, plain?.settlement]).toEqual([
      !isPriced,
      isPriced ? "final" : "unpriced",
    ]);
  }

  test("tool calls and their results travel both ways, for both clients", async () => {
    rig.behave({ kind: "answer", text: "", calls: CALLS });
    const { openai, anthropic } = await clients();
    const tools = [{ type: "function" as const, function: { name: "weather", parameters: TOOL } }];
    for (const stream of [false, true]) {
      const message = stream
        ? await openai.chat.completions.stream({ ...ask, tools }).finalMessage()
        : (await openai.chat.completions.create({ ...ask, tools })).choices[0]?.message;
      const [call] = message?.tool_calls ?? [];
      if (call?.type !== "function") throw new Error("no call of a function");
      expect([call.function.name, JSON.parse(call.function.arguments)]).toEqual([
        "weather",
        { city: "Bern" },
      ]);
      const result = { role: "tool" as const, tool_call_id: call.id, content: "sunny in Bern" };
      const turn = { role: "assistant" as const, tool_calls: [call] };
      await openai.chat.completions.create({ ...ask, tools, messages: [user, turn, result] });
      expect(sent()).toContain("sunny in Bern");
    }
    const theirs = [{ name: "weather", input_schema: TOOL }];
    const answer = await anthropic.messages.create({ ...askAnthropic, tools: theirs });
    const use = answer.content.find(({ type }) => type === "tool_use");
    if (use?.type !== "tool_use") throw new Error("no use of a tool");
    expect([answer.stop_reason, use.name, use.input]).toEqual(["tool_use", "weather", { city: "Bern" }]);
    const result = { type: "tool_result" as const, tool_use_id: use.id, content: "rain in Bern" };
    const turns = [
      user,
      { role: "assistant" as const, content: [use] },
      { role: "user" as const, content: [result] },
    ];
    await anthropic.messages.create({ ...askAnthropic, tools: theirs, messages: turns });
    expect(sent()).toContain("rain in Bern");
  });

  test("an image reaches the provider, for both clients", async () => {
    const { openai, anthropic } = await clients();
    const url = `data:image/png;base64,${PIXEL}`;
    const part = { type: "image_url" as const, image_url: { url } };
    await openai.chat.completions.create({ ...ask, messages: [{ role: "user", content: [part] }] });
    expect(sent()).toContain(PIXEL);
    const source = { type: "base64" as const, media_type: "image/png" as const, data: PIXEL };
    const content = [{ type: "image" as const, source }];
    await anthropic.messages.create({ ...askAnthropic, messages: [{ role: "user", content }] });
    expect(rig.asks().filter((body) => JSON.stringify(body).includes(PIXEL)).length).toBeGreaterThanOrEqual(
      2,
    );
  });

  test("an abort reaches the provider and is recorded as one, for both clients", async () => {
    rig.behave({ kind: "hang" });
    const { openai, anthropic, rows } = await clients();
    const starts = [
      (signal: AbortSignal) => openai.chat.completions.create(ask, { signal }),
      (signal: AbortSignal) => anthropic.messages.create({ ...askAnthropic, stream: true }, { signal }),
    ];
    for (const [place, start] of starts.entries()) {
      const before = rig.asks().length;
      const leaving = new AbortController();
      const call = start(leaving.signal);
      const request = await rig.request(before);
      leaving.abort();
      await expect(call).rejects.toThrow();
      await request.clientGone;
      await expect.poll(async () => (await rows()).length).toBe(place + 1);
      expect((await rows())[place]).toMatchObject({ status: 499, errorCode: "client_closed" });
    }
  });

  test("the provider's errors become the client's own kinds of error", async () => {
    const { openai, anthropic } = await clients();
    const kinds = [
      [
        { kind: "status", status: 400, message: "Bad." },
        OpenAI.BadRequestError,
        Anthropic.BadRequestError,
        400,
      ],
      [{ kind: "status", status: 429 }, OpenAI.RateLimitError, Anthropic.RateLimitError, 429],
      [{ kind: "status", status: 500 }, OpenAI.InternalServerError, Anthropic.InternalServerError, 502],
    ] as const;
    for (const [behaviour, openaiError, anthropicError, status] of kinds) {
      rig.behave(behaviour);
      const theirs = await openai.chat.completions.create(ask).catch((error: unknown) => error);
      expect(theirs).toBeInstanceOf(openaiError);
      expect(theirs).toMatchObject({ status, code: expect.stringMatching(/^provider_/) });
      const others = await anthropic.messages.create(askAnthropic).catch((error: unknown) => error);
      expect(others).toBeInstanceOf(anthropicError);
      expect(others).toMatchObject({ status, error: { type: "error", error: { type: expect.any(String) } } });
    }
  });
});

describe("the same protocol in and out", () => {
  test("fields that nobody here knows reach Anthropic as they were, with the client's version and betas", async () => {
    rigs.anthropic.behave(ANSWER);
    const { authorization } = await gateway.makeCaller("claude-haiku-4-5");
    const body = `{"max_tokens":10,"messages":[{"role":"user","content":"hi"}],"brand_new":{"a":12345678901234567890}}`;
    const headers = {
      authorization,
      "content-type": "application/json",
      "anthropic-beta": "new-thing-2026",
      "anthropic-version": "2026-10-21",
    };
    const answer = await fetch(`${gateway.url}/v1/messages`, { method: "POST", body, headers });
    expect(answer.status).toBe(200);
    const request = await rigs.anthropic.request(rigs.anthropic.asks().length - 1);
    expect(request).toMatchObject({
      headers: { "anthropic-beta": "new-thing-2026", "anthropic-version": "2026-10-21" },
    });
    expect(rigs.anthropic.asks().at(-1)).toHaveProperty("brand_new");
  });

  test("what a provider of another protocol cannot do is a 400 that names provider and feature", async () => {
    const { authorization } = await gateway.makeCaller("claude-haiku-4-5");
    const body = {
      messages: [{ role: "user", content: "hi" }],
      max_tokens: 9,
      logit_bias: { "50256": -100 },
    };
    const answer = await gateway.chat(authorization, body);
    expect(answer.status).toBe(400);
    const { error } = await answer.json();
    expect(error).toMatchObject({ code: "feature_not_supported", param: "logit_bias" });
    expect(error.message).toContain("Anthropic");
  });
});

describe("Anthropic's clients", () => {
  test("are refused in their own words, by x-api-key as by Bearer", async () => {
    const stranger = new Anthropic({
      apiKey: `layer_${"0".repeat(64)}`,
      baseURL: gateway.url,
      maxRetries: 0,
    });
    const error = await stranger.messages
      .create({ model: "default", max_tokens: 9, messages: [{ role: "user", content: "hi" }] })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Anthropic.AuthenticationError);
    expect(error).toMatchObject({ error: { error: { type: "authentication_error" } } });
    expect((error as { requestID?: string }).requestID).toMatch(/^[0-9a-f]{8}-/);
  });

  test("reach the sandbox without a provider", async () => {
    const { secret } = await gateway.makeCaller("sandbox/echo");
    const anthropic = new Anthropic({ authToken: secret, apiKey: null, baseURL: gateway.url, maxRetries: 0 });
    const message = {
      model: "default",
      max_tokens: 9,
      messages: [{ role: "user" as const, content: "one two" }],
    };
    const answer = await anthropic.messages.stream(message).finalMessage();
    expect(answer.content).toMatchObject([{ type: "text", text: "one two" }]);
  });
});

test("an answer that its provider itself calls an error costs the same whole and streamed", async () => {
  rigs.google.behave({ kind: "answer", finish: "MALFORMED_FUNCTION_CALL" });
  const { authorization, keyId } = await gateway.makeCaller("gemini-2.5-flash");
  const messages = [{ role: "user", content: "hello" }];
  expect((await gateway.chat(authorization, { messages })).status).toBe(502);
  await (await gateway.chat(authorization, { messages, stream: true })).text();
  const [whole, streamed] = await gateway.rowsOf(keyId);
  expect(whole).toMatchObject({
    status: 502,
    errorCode: "provider_failed",
    inputTokens: 20,
    outputTokens: 5,
  });
  expect(whole?.costNanoUsd).toBeGreaterThan(0n);
  expect(streamed).toMatchObject({ inputTokens: 20, outputTokens: 5, costNanoUsd: whole?.costNanoUsd });
});
