import OpenAI from "openai";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { ErrorCode } from "@/lib/core/errors";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";

const GOOGLE_KEY = "google-key-987654321";
const google = await startRawProvider();
const gateway = await startGatewayServer("http://127.0.0.1:1/v1", {
  LAYER_PLATFORM_GOOGLE_API_KEY: GOOGLE_KEY,
  LAYER_PLATFORM_GOOGLE_BASE_URL: google.baseUrl.replace("/v1", "/v1beta"),
});
const { post, makeCaller, rowsOf } = gateway;
afterAll(async () => {
  await gateway.stop();
  await google.stop();
  expect(gateway.faults).toEqual([]);
});

const MODEL = "google/gemini-embedding-001";
const seen: Array<{ path: string; key: unknown; ask: Record<string, unknown> }> = [];
const makeEmbedder = () => makeCaller(MODEL, { taskType: "embeddings" });

beforeEach(() => {
  seen.length = 0;
  google.received.length = 0;
  google.answer = (request, response) => {
    const ask = JSON.parse(String(request.body));
    seen.push({ path: request.url ?? "", key: request.headers["x-goog-api-key"], ask });
    const vector = { values: [0.5, -0.25] };
    const body =
      ask.requests === undefined ? { embedding: vector } : { embeddings: ask.requests.map(() => vector) };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
});

test("the official OpenAI client gets Google's vectors; nobody tells their tokens, so their cost is unknown", async () => {
  const caller = await makeEmbedder();
  const client = new OpenAI({ apiKey: caller.secret, baseURL: `${gateway.url}/v1`, maxRetries: 0 });
  const { data } = await client.embeddings.create({ model: "default", input: "hello", dimensions: 2 });
  // The client asks for base64 by itself and reads it back.
  expect(data.map(({ embedding }) => [...embedding])).toEqual([[0.5, -0.25]]);
  expect(seen).toMatchObject([
    {
      path: "/v1beta/models/gemini-embedding-001:embedContent",
      key: GOOGLE_KEY,
      ask: { content: { parts: [{ text: "hello" }] }, outputDimensionality: 2 },
    },
  ]);
  expect(await rowsOf(caller.keyId)).toMatchObject([
    { endpoint: "embeddings", modelUsed: MODEL, costNanoUsd: null, settlement: "unpriced", status: 200 },
  ]);
});

test("more texts than one call takes are sent in several, in order", async () => {
  const { authorization } = await makeEmbedder();
  const input = Array.from({ length: 150 }, (_, place) => `text ${place}`);
  const { data } = await (await post("/v1/embeddings", authorization, { input })).json();
  expect(data).toHaveLength(150);
  expect(data[149]).toEqual({ object: "embedding", index: 149, embedding: [0.5, -0.25] });
  expect(seen.map(({ ask }) => (ask.requests as unknown[]).length)).toEqual([100, 50]);
});

test.each<[object, ErrorCode, string]>([
  [{ input: [1, 2] }, "feature_not_supported", "input"],
  [{ input: "x", dimensions: 1.5 }, "feature_not_supported", "dimensions"],
  [{ input: "x", encoding_format: "hex" }, "feature_not_supported", "encoding_format"],
  [{ input: "x", truncate: true }, "feature_not_supported", "truncate"],
  [{ input: "x", model: "google/../../evil" }, "model_not_found", "model"],
])("what Google cannot do is refused without asking it: %j", async (body, code, param) => {
  const { authorization } = await makeEmbedder();
  const answer = await post("/v1/embeddings", authorization, body);
  expect((await answer.json()).error).toMatchObject({ code, param });
  expect(seen).toEqual([]);
});

test.each<[number, string, ErrorCode, number]>([
  [400, '{"error":{"message":"Bad input.","status":"INVALID_ARGUMENT"}}', "provider_rejected", 400],
  [429, '{"error":{"message":"Slow down."}}', "provider_rate_limited", 429],
  [500, "oops", "provider_failed", 502],
  [200, '{"nothing":1}', "provider_failed", 502],
  [200, "<html>", "provider_failed", 502],
])("its refusal %i %s is told in OpenAI's shape", async (status, said, code, ours) => {
  google.answer = (_request, response) => response.writeHead(status).end(said);
  const { authorization, keyId } = await makeEmbedder();
  const answer = await post("/v1/embeddings", authorization, { input: "x" });
  expect(answer.status).toBe(ours);
  expect((await answer.json()).error.code).toBe(code);
  expect(await rowsOf(keyId)).toMatchObject([{ errorCode: code, status: ours }]);
});

test("a connection that breaks is told as such", async () => {
  google.answer = (_request, response) => response.socket?.destroy();
  const { authorization } = await makeEmbedder();
  const answer = await post("/v1/embeddings", authorization, { input: "x" });
  expect((await answer.json()).error.code).toBe("provider_unreachable");
});

test.each([
  [
    "a wrong key, which Google calls a bad request",
    { reason: "API_KEY_INVALID" },
    400,
    { status: 502, code: "provider_failed", upstream: 401, retryAfter: null },
  ],
  [
    "when to come back, which Google says in the body",
    { retryDelay: "6.5s" },
    429,
    { status: 429, code: "provider_rate_limited", upstream: 429, retryAfter: "7" },
  ],
])("a refusal of Google's means the same here as in a chat: %s", async (_what, detail, theirs, ours) => {
  google.answer = (_request, response) =>
    response
      .writeHead(theirs, { "content-type": "application/json" })
      .end(JSON.stringify({ error: { code: theirs, message: "No.", details: [detail] } }));
  const { authorization } = await makeEmbedder();
  const answer = await post("/v1/embeddings", authorization, { input: "hello" });
  const { error } = await answer.json();
  expect({
    status: answer.status,
    code: error.code,
    upstream: error.upstream.status,
    retryAfter: answer.headers.get("retry-after"),
  }).toEqual(ours);
});
