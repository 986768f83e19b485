import type { ServerResponse } from "node:http";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { GateSettings } from "@/lib/core/gate-settings";
import { newId } from "@/lib/core/ids";
import { setPrice } from "@/lib/prices/set-price";
import { noteFailure } from "@/lib/providers/health";
import { platformDirectory } from "@/lib/providers/platform";
import { testContext } from "@/lib/testing/context";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";
import { gatewayDeps } from "@/lib/transport/gateway-deps";
import { chatCompletions } from "./formats/chat-completions";
import { runGateway } from "./pipeline";

const [first, second] = [await startRawProvider(), await startRawProvider()];
const gateway = await startGatewayServer(second.baseUrl, {
  LAYER_PLATFORM_PROVIDERS: JSON.stringify([
    { name: "first", baseUrl: first.baseUrl, apiKey: "first-key-0001" },
    { name: "closed", baseUrl: "http://127.0.0.1:1/v1" },
  ]),
  LAYER_CALL_TIMEOUT_MS: "2500",
});
const { chat, makeCaller, rowsOf } = gateway;
afterAll(async () => {
  await gateway.stop();
  await first.stop();
  await second.stop();
  expect(gateway.faults).toEqual([]);
});

const messages = [{ role: "user", content: "hello" }];
const completion = (content: string) => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
  usage: { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 },
});
const event = (fields: object) => `data: ${JSON.stringify({ id: "c", ...fields })}\n\n`;
const piece = (content: string, finish: string | null = null) =>
  event({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
const usage = event({ choices: [], usage: { prompt_tokens: 1_000, completion_tokens: 100 } });
const events = (response: ServerResponse) => response.writeHead(200, { "content-type": "text/event-stream" });

type Answer = typeof first.answer;
const answers: Answer = (request, response) => {
  const { stream } = JSON.parse(request.body.toString());
  if (stream !== true) {
    response.writeHead(200, { "content-type": "application/json", "x-request-id": "req_second" });
    return response.end(JSON.stringify(completion("from the second")));
  }
  return events(response).end(`${piece("from the second", "stop")}${usage}data: [DONE]\n\n`);
};
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response
      .writeHead(code, { "content-type": "application/json", "x-request-id": "req_first", ...headers })
      .end('{"error":{"message":"no"}}');
const resets: Answer = (_request, response) => response.socket?.resetAndDestroy();
const hangs: Answer = () => {};
const page: Answer = (_request, response) =>
  response.writeHead(200, { "content-type": "text/html" }).end("<h1>");
const role = event({
  choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }],
});
const breaksBefore: Answer = (_request, response) => {
  events(response).write(role, () => response.socket?.resetAndDestroy());
};
const breaksAfter: Answer = (_request, response) => {
  events(response).write(role + piece("Hel"), () => response.socket?.resetAndDestroy());
};
const failsBefore: Answer = (_request, response) =>
  events(response).end(event({ error: { message: "overloaded" } }));

beforeEach(() => {
  first.received.length = 0;
  second.received.length = 0;
  second.answer = answers;
});

/** A caller whose gate tries a model of the first provider that no other test uses, then one that is priced. */
function makeChain(settings: Partial<GateSettings> = {}) {
  const model = `first/m-${newId()}`;
  return makeCaller(model, {
    routingStrategy: "fallback",
    fallbackModels: ["openai/gpt-4o-mini"],
    timeoutMs: 1_000,
    ...settings,
  });
}

// 1,000 input tokens at $0.15 and 100 output tokens at $0.60 per million.
const COST = 210_000n;

const curable: Array<[string, Answer, { status: number | null; error: string }]> = [
  ["500", status(500), { status: 500, error: "provider_failed" }],
  ["503", status(503), { status: 503, error: "provider_failed" }],
  ["408", status(408), { status: 408, error: "provider_timeout" }],
  ["409", status(409), { status: 409, error: "provider_rejected" }],
  [
    "429 with Retry-After",
    status(429, { "retry-after": "7" }),
    { status: 429, error: "provider_rate_limited" },
  ],
  ["a refused key", status(401), { status: 401, error: "provider_failed" }],
  ["a reset", resets, { status: null, error: "provider_unreachable" }],
  ["a timeout", hangs, { status: null, error: "provider_timeout" }],
];

describe.each([false, true])("with stream: %s", (stream) => {
  test.each([
    ...curable,
    ...(stream
      ? ([
          ["a cut before the first token", breaksBefore, { status: 200, error: "provider_unreachable" }],
          ["an error event before the first token", failsBefore, { status: 200, error: "provider_failed" }],
        ] satisfies typeof curable)
      : ([["garbage", page, { status: 200, error: "provider_failed" }]] satisfies typeof curable)),
  ])(
    "%s of the first model is cured by the second, in one row with both attempts",
    async (_case, answer, noted) => {
      first.answer = answer;
      const { authorization, keyId } = await makeChain();
      const response = await chat(authorization, { messages, stream });
      expect(response.status).toBe(200);
      const text = await response.text();
      expect(text).toContain("from the second");
      expect(text).not.toContain("overloaded");
      expect(response.headers.get("x-layer-attempts")).toBe("2");
      expect(response.headers.get("x-layer-model")).toBe("openai/gpt-4o-mini");
      const [row, ...more] = await rowsOf(keyId);
      expect(more).toEqual([]);
      expect(row).toMatchObject({
        status: 200,
        errorCode: null,
        provider: "openai",
        modelUsed: "openai/gpt-4o-mini",
        inputTokens: 1_000,
        outputTokens: 100,
        costNanoUsd: COST,
        attempts: [
          { provider: "first", ...noted },
          { provider: "openai", model: "gpt-4o-mini", status: 200, error: null },
        ],
      });
      expect([first.received.length, second.received.length]).toEqual([1, 1]);
      expect(JSON.parse(String(second.received[0])).model).toBe("gpt-4o-mini");
    },
  );

  test.each([400, 404, 413, 422])("a %i is the request's own fault and goes to nobody else", async (code) => {
    first.answer = status(code);
    const { authorization, keyId } = await makeChain();
    const response = await chat(authorization, { messages, stream });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(second.received).toHaveLength(0);
    expect((await rowsOf(keyId))[0]?.attempts).toHaveLength(1);
  });
});

test("a refused connection is cured by the second model", async () => {
  const { authorization, keyId } = await makeChain({ model: "closed/m" });
  expect((await chat(authorization, { messages })).status).toBe(200);
  const [row] = await rowsOf(keyId);
  expect(row?.attempts).toMatchObject([
    { provider: "closed", status: null, error: "provider_unreachable" },
    { provider: "openai", status: 200 },
  ]);
});

test("after the first token nobody takes over: an error event, no end, and what has passed is recorded", async () => {
  first.answer = breaksAfter;
  const { authorization, keyId } = await makeChain();
  const response = await chat(authorization, { messages, stream: true });
  const text = await response.text();
  expect(text).toContain("Hel");
  expect(text).toContain('"code":"provider_unreachable"');
  expect(text).not.toContain("[DONE]");
  expect(second.received).toHaveLength(0);
  expect(await rowsOf(keyId)).toMatchObject([
    {
      status: 200,
      errorCode: "provider_unreachable",
      settlement: "interrupted",
      attempts: [{ provider: "first", status: 200, error: "provider_unreachable" }],
    },
  ]);
});

test("the strategy single asks its model once and nobody else", async () => {
  first.answer = status(500);
  const { authorization } = await makeChain({ routingStrategy: "single" });
  expect((await chat(authorization, { messages })).status).toBe(502);
  expect([first.received.length, second.received.length]).toEqual([1, 0]);
});

test.each(["round-robin", "weighted"] as const)(
  "%s asks the others when the one whose turn it is fails",
  async (strategy) => {
    first.answer = status(500);
    const { authorization } = await makeChain({ routingStrategy: strategy });
    for (let n = 0; n < 2; n++) expect((await chat(authorization, { messages })).status).toBe(200);
    expect([first.received.length, second.received.length]).toEqual([1, 2]);
  },
);

test("when all fail, the client gets 502 with each cause and the shortest wait", async () => {
  first.answer = status(429, { "retry-after": "9" });
  second.answer = status(503, { "retry-after": "4" });
  const { authorization, keyId } = await makeCaller(`first/m-${newId()}`, {
    routingStrategy: "fallback",
    fallbackModels: [`openai/m-${newId()}`],
  });
  const response = await chat(authorization, { messages });
  expect(response.status).toBe(502);
  expect(response.headers.get("retry-after")).toBe("4");
  const { error } = await response.json();
  expect(error).toMatchObject({
    code: "all_attempts_failed",
    attempts: [
      { provider: "first", status: 429, code: "provider_rate_limited" },
      { provider: "openai", status: 503, code: "provider_failed" },
    ],
  });
  expect(await rowsOf(keyId)).toMatchObject([
    { status: 502, errorCode: "all_attempts_failed", costNanoUsd: 0n },
  ]);
});

test("what failed attempts report is counted and paid at their own price, with the answer's", async () => {
  first.answer = (_request, response) =>
    events(response).end(role + usage + event({ error: { message: "overloaded" } }));
  const model = `m-${newId()}`;
  const { authorization, keyId, accountId } = await makeChain({ model: `first/${model}` });
  const stream = async () => (await chat(authorization, { messages, stream: true })).text();
  await stream();
  const prices = { inputUsdPerMillion: "1", outputUsdPerMillion: "10" };
  await setPrice(testContext(gateway.db, accountId), { provider: "first", model, ...prices });
  await stream();
  const counted = { status: 200, inputTokens: 2_000, outputTokens: 200 };
  expect(await rowsOf(keyId)).toMatchObject([
    { ...counted, costNanoUsd: null, settlement: "unpriced" },
    { ...counted, costNanoUsd: COST + 2_000_000n, settlement: "final" },
  ]);
});

test("nobody knows what a call costs that failed after one of its models went silent", async () => {
  first.answer = hangs;
  second.answer = status(500);
  const { authorization, keyId } = await makeChain({ fallbackModels: [`openai/m-${newId()}`] });
  expect((await chat(authorization, { messages })).status).toBe(502);
  expect(await rowsOf(keyId)).toMatchObject([
    { errorCode: "all_attempts_failed", costNanoUsd: null, settlement: "unpriced" },
  ]);
});

test("what a provider counted before it went silent is what the call costs", async () => {
  second.answer = (_request, response) => events(response).write(piece("Hello") + usage);
  const { authorization, keyId } = await makeCaller("openai/gpt-4o-mini");
  const text = await (await chat(authorization, { messages, stream: true })).text();
  expect(text).toContain('"code":"provider_timeout"');
  expect(await rowsOf(keyId)).toMatchObject([
    { errorCode: "provider_timeout", inputTokens: 1_000, outputTokens: 100, costNanoUsd: COST },
  ]);
});

test("a stream that never began counts as a failure of its model, also when nobody could take over", async () => {
  first.answer = failsBefore;
  const model = `first/m-${newId()}`;
  const alone = await makeCaller(model);
  for (let n = 0; n < 3; n++) await (await chat(alone.authorization, { messages, stream: true })).text();
  const { authorization } = await makeChain({ model });
  expect((await chat(authorization, { messages })).headers.get("x-layer-provider")).toBe("openai");
  expect(first.received).toHaveLength(3);
});

test("when all run out of time, the client gets 504; the whole call ends at its own limit", async () => {
  first.answer = hangs;
  second.answer = hangs;
  const { authorization } = await makeCaller(`first/m-${newId()}`, {
    routingStrategy: "fallback",
    fallbackModels: [1, 2, 3, 4, 5, 6].map((n) => `openai/m-${n}-${newId()}`),
    timeoutMs: 600,
  });
  const response = await chat(authorization, { messages });
  expect(response.status).toBe(504);
  expect((await response.json()).error.code).toBe("provider_timeout");
  // 2.5 s for the call, although each of the seven models may take 0.6 s.
  expect(second.received.length).toBeLessThan(5);
});

test("no model is asked in the last moment of a call, when it could not answer any more", async () => {
  first.answer = hangs;
  const { authorization, keyId } = await makeChain({ timeoutMs: 2_460 });
  expect((await chat(authorization, { messages })).status).toBe(504);
  expect(second.received).toHaveLength(0);
  expect(await rowsOf(keyId)).toMatchObject([{ errorCode: "provider_timeout" }]);
});

test("a provider that does not hang up after its answer is left at the limit of the call", async () => {
  const left = new Promise<void>((resolve) => {
    second.answer = (_request, response) => {
      events(response).write(`${piece("Hello", "stop")}data: [DONE]\n\n`);
      const talking = setInterval(() => response.write(": still here\n\n"), 50);
      response.once("close", () => {
        clearInterval(talking);
        resolve();
      });
    };
  });
  const { authorization } = await makeCaller("openai/gpt-4o-mini");
  const answer = await chat(authorization, { messages, stream: true });
  expect(await answer.text()).toContain("[DONE]");
  await left;
});

test("a gate's own limit for an attempt holds for plain answers and for streams up to their first token", async () => {
  for (const stream of [false, true]) {
    first.answer = (_request, response) => events(response).write(role);
    // Without it the first attempt would take all the time there is for the call. The second has as long to answer.
    const { authorization, keyId } = await makeChain({ timeoutMs: 1_000 });
    const response = await chat(authorization, { messages, stream });
    expect([response.status, (await response.text()).includes("from the second")]).toEqual([200, true]);
    expect((await rowsOf(keyId))[0]?.attempts[0]).toMatchObject({ error: "provider_timeout" });
  }
});

test("a model that keeps failing is passed over, shown so, and asked again when nobody else is left", async () => {
  first.answer = status(500);
  const { authorization, keyId } = await makeChain();
  for (let n = 0; n < 4; n++) expect((await chat(authorization, { messages })).status).toBe(200);
  expect(first.received).toHaveLength(3);
  const last = (await rowsOf(keyId)).at(-1);
  expect(last?.attempts).toMatchObject([
    { provider: "first", status: null, error: null, skippedUntil: expect.stringMatching(/Z$/) },
    { provider: "openai", status: 200 },
  ]);
  const modelOfFirst = last?.attempts[0]?.model;
  const alone = await makeCaller(`first/${modelOfFirst}`);
  expect((await chat(alone.authorization, { messages })).status).toBe(502);
  expect(first.received).toHaveLength(4);
});

test("only a call that really goes to a model tries it after its rest", async () => {
  first.answer = answers;
  const model = `m-${newId()}`;
  const provider = platformDirectory().get("first")?.providers[0] ?? expect.fail("no such provider");
  for (let n = 0; n < 3; n++) noteFailure(provider, model, Date.now() - 60_000, undefined);
  const elsewhere = await makeChain({ model: "openai/gpt-4o-mini", fallbackModels: [`first/${model}`] });
  expect((await chat(elsewhere.authorization, { messages })).status).toBe(200);
  expect(first.received).toHaveLength(0);
  const { authorization } = await makeChain({ model: `first/${model}` });
  expect((await chat(authorization, { messages })).headers.get("x-layer-provider")).toBe("first");
});

test("a provider's Retry-After keeps the model at rest at once", async () => {
  first.answer = status(429, { "retry-after": "30" });
  const { authorization } = await makeChain();
  for (let n = 0; n < 3; n++) expect((await chat(authorization, { messages })).status).toBe(200);
  expect(first.received).toHaveLength(1);
});

test("a client that leaves while the first model hangs ends the call: nobody else is asked", async () => {
  first.answer = hangs;
  const { authorization, keyId } = await makeChain();
  const leaving = new AbortController();
  const call = chat(authorization, { messages }, { signal: leaving.signal });
  await expect.poll(() => first.received.length).toBe(1);
  leaving.abort();
  await expect(call).rejects.toThrow();
  await expect.poll(async () => (await rowsOf(keyId)).length).toBe(1);
  expect((await rowsOf(keyId))[0]).toMatchObject({ status: 499, errorCode: "client_closed" });
  expect(second.received).toHaveLength(0);
});

test("a client that has left before anybody was asked is nobody's call, and costs nothing", async () => {
  const { authorization, keyId } = await makeChain();
  const request = new Request("http://localhost/v1/chat/completions", {
    method: "POST",
    headers: { authorization },
    body: JSON.stringify({ messages }),
    signal: AbortSignal.abort(),
  });
  expect((await runGateway(request, gatewayDeps(), chatCompletions)).status).toBe(499);
  expect([first.received, second.received]).toEqual([[], []]);
  expect(await rowsOf(keyId)).toMatchObject([
    { status: 499, attempts: [], inputTokens: 0, costNanoUsd: 0n, settlement: "final" },
  ]);
});

test("what was seen of a stream that failed before it left is not told of the one that took over", async () => {
  // The token and the failure arrive together, so that nothing has left yet.
  first.answer = (_request, response) =>
    events(response).end(piece("Hel") + event({ error: { message: "overloaded" } }));
  second.answer = (_request, response) => events(response).end("data: [DONE]\n\n");
  const { authorization, keyId } = await makeChain();
  const answer = await chat(authorization, { messages, stream: true });
  expect(await answer.text()).not.toContain("Hel");
  expect(await rowsOf(keyId)).toMatchObject([
    { status: 200, firstTokenMs: null, attempts: [{ error: "provider_failed" }, { error: null }] },
  ]);
});
