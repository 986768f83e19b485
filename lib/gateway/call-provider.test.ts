import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { ErrorCode } from "@/lib/core/errors";
import { PROVIDER_KEY, startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";

const provider = await startRawProvider();
const host = new URL(provider.baseUrl).host;
const gateway = await startGatewayServer(provider.baseUrl);
const { chat, makeCaller, rowsOf } = gateway;
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});
beforeEach(() => {
  provider.received.length = 0;
});

const body = { messages: [{ role: "user", content: "hello" }] };
const tooMuch = 64 * 1024 * 1024;
/** Made beforehand: it takes longer than a provider may be silent. */
const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, " "));

type Case = [string, typeof provider.answer, { status: number; code: ErrorCode; upstream: number | null }];

/** Answers with a status and OpenAI's error body. */
const failing =
  (status: number, error: object | string, headers: Record<string, string> = {}): typeof provider.answer =>
  (_request, response) =>
    response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(JSON.stringify({ error }));
const told = {
  message: "Bad temperature.",
  type: "invalid_request_error",
  param: "temperature",
  code: "bad_value",
};

describe("whatever a provider does, the client gets the documented status, and the log the attempt", () => {
  test.each<Case>([
    ["400", failing(400, told), { status: 400, code: "provider_rejected", upstream: 400 }],
    ["422", failing(422, told), { status: 400, code: "provider_rejected", upstream: 422 }],
    ["409", failing(409, told), { status: 400, code: "provider_rejected", upstream: 409 }],
    ["401", failing(401, told), { status: 502, code: "provider_failed", upstream: 401 }],
    ["403", failing(403, told), { status: 502, code: "provider_failed", upstream: 403 }],
    ["404", failing(404, told), { status: 400, code: "gate_model_unknown", upstream: 404 }],
    ["408", failing(408, told), { status: 504, code: "provider_timeout", upstream: 408 }],
    ["413", failing(413, told), { status: 413, code: "payload_too_large", upstream: 413 }],
    ["415", failing(415, told), { status: 415, code: "unsupported_media_type", upstream: 415 }],
    ["429", failing(429, told), { status: 429, code: "provider_rate_limited", upstream: 429 }],
    ["500", failing(500, told), { status: 502, code: "provider_failed", upstream: 500 }],
    ["503", failing(503, "overloaded"), { status: 502, code: "provider_failed", upstream: 503 }],
    ["529", failing(529, {}), { status: 502, code: "provider_failed", upstream: 529 }],
    [
      "an error page",
      (_request, response) =>
        response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad Gateway</h1>"),
      { status: 502, code: "provider_failed", upstream: 502 },
    ],
    [
      "a redirect, which is not followed",
      (_request, response) => response.writeHead(302, { location: "/v1/elsewhere" }).end(),
      { status: 502, code: "provider_failed", upstream: 302 },
    ],
    [
      "a page with status 200",
      (_request, response) =>
        response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome</h1>"),
      { status: 502, code: "provider_failed", upstream: 200 },
    ],
    [
      "half an answer",
      (_request, response) =>
        response.writeHead(200, { "content-type": "application/json" }).end('{"id":"x"'),
      { status: 502, code: "provider_failed", upstream: 200 },
    ],
    [
      "an answer that is no object",
      (_request, response) => response.writeHead(200, { "content-type": "application/json" }).end("[1]"),
      { status: 502, code: "provider_failed", upstream: 200 },
    ],
    [
      "nothing with status 204",
      (_request, response) => response.writeHead(204).end(),
      { status: 502, code: "provider_failed", upstream: 204 },
    ],
    [
      "a compressed answer nobody asked for",
      (_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb),
      { status: 502, code: "provider_failed", upstream: 200 },
    ],
    [
      "a reset before any answer",
      (request) => request.socket.resetAndDestroy(),
      { status: 502, code: "provider_unreachable", upstream: null },
    ],
    [
      "an answer cut short of its announced length",
      (request, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
        response.write('{"id":', () => request.socket.destroy());
      },
      { status: 502, code: "provider_unreachable", upstream: 200 },
    ],
    [
      "a truncated chunk",
      (request) => {
        request.socket.end(
          "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n40\r\n{",
        );
      },
      { status: 502, code: "provider_unreachable", upstream: 200 },
    ],
    [
      "something that is not HTTP",
      (request) => {
        request.socket.end("SSH-2.0-OpenSSH\r\n");
      },
      { status: 502, code: "provider_unreachable", upstream: null },
    ],
    ["silence", () => {}, { status: 504, code: "provider_timeout", upstream: null }],
    [
      "silence in the middle of an answer",
      (_request, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.write('{"id":');
      },
      { status: 504, code: "provider_timeout", upstream: 200 },
    ],
  ])("%s", async (_what, answer, { status, code, upstream }) => {
    provider.answer = answer;
    // Short where the time has to run out: on a busy machine it would else be over before the answer has come.
    const settings = code === "provider_timeout" ? { timeoutMs: 1_000 } : {};
    const { authorization, keyId } = await makeCaller("gpt-4o-mini", settings);
    const response = await chat(authorization, body);
    const { error } = await response.json();
    expect({ status: response.status, code: error.code }, error.message).toEqual({ status, code });
    expect(error.message).toMatch(/^.+$/s);
    const [row, ...others] = await rowsOf(keyId);
    expect(others).toEqual([]);
    const isUnknown = code === "provider_timeout" || (code === "provider_unreachable" && upstream === 200);
    expect(row).toMatchObject({
      id: error.request_id,
      status,
      errorCode: code,
      errorMessage: error.message,
      outputTokens: 0,
      // How much a provider has worked that was silent or broke off within its answer nobody knows; all others did nothing.
      costNanoUsd: isUnknown ? null : 0n,
      settlement: isUnknown ? "unpriced" : "final",
      attempts: [{ provider: "openai", model: "gpt-4o-mini", status: upstream }],
    });
    provider.answer = (_request, good) => good.end('{"usage":{"prompt_tokens":1,"completion_tokens":1}}');
    expect((await chat(authorization, body)).status).toBe(200);
  });

  test("an answer larger than 64 MiB is given up, not gathered", async () => {
    let sent = 0;
    provider.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const pieces = function* () {
        for (; sent < 4 * tooMuch; sent += 1024 * 1024) yield Buffer.alloc(1024 * 1024, " ");
      };
      pipeline(Readable.from(pieces()), response).catch(() => {});
    };
    const { authorization, keyId } = await makeCaller();
    const response = await chat(authorization, body);
    expect(response.status).toBe(502);
    expect((await response.json()).error).toMatchObject({
      code: "provider_failed",
      message: expect.stringMatching(/64 MiB/),
    });
    expect(sent).toBeLessThan(2 * tooMuch);
    expect(await rowsOf(keyId)).toMatchObject([{ errorCode: "provider_failed", costNanoUsd: 0n }]);
  });
});

describe("a provider's refusal keeps what helps", () => {
  test("its words, the field at fault and its own code", async () => {
    provider.answer = failing(400, told);
    const { authorization } = await makeCaller();
    const { error } = await (await chat(authorization, body)).json();
    expect(error).toMatchObject({
      message: "Bad temperature.",
      param: "temperature",
      upstream: { status: 400, code: "bad_value" },
    });
  });

  test.each([
    ["7", "7"],
    ["0.2", "1"],
    ["Wed, 21 Oct 2026 07:28:00 GMT", "1"],
    ["-5", "1"],
    ["soon", "1"],
  ])("when to come back: Retry-After %s becomes %s", async (theirs, ours) => {
    provider.answer = failing(429, told, { "retry-after": theirs });
    const { authorization } = await makeCaller();
    expect((await chat(authorization, body)).headers.get("retry-after")).toBe(ours);
  });
});

test.each([
  [400, "error"],
  [401, "error"],
  [404, "error"],
  [429, "error"],
  [500, "error"],
  [500, "text"],
])(
  "with status %i the key, the address and the stack of a provider are in no answer and no row (%s)",
  async (status, shape) => {
    const words = `Bearer ${PROVIDER_KEY} refused at ${provider.baseUrl} (${host}), key ${PROVIDER_KEY}, sk-live-abcdef123456\n    at handle (/srv/provider/secret-path.js:1:1)`;
    provider.answer = failing(
      status,
      shape === "text" ? words : { message: words, param: words, code: words },
    );
    const { authorization, keyId } = await makeCaller();
    const response = await chat(authorization, body);
    const everything = (await response.text()) + JSON.stringify(Object.fromEntries(response.headers));
    const row = JSON.stringify(await rowsOf(keyId), (_name, value) =>
      typeof value === "bigint" ? String(value) : value,
    );
    for (const text of [everything, row]) {
      for (const secret of [PROVIDER_KEY, host, "sk-live", "secret-path"]) expect(text).not.toContain(secret);
    }
  },
);

describe("usage that is not reported, or cannot be true, is estimated and the answer still given", () => {
  test.each([
    ["no usage", {}],
    ["null", { usage: null }],
    ["negative", { usage: { prompt_tokens: -1, completion_tokens: 1 } }],
    ["a fraction", { usage: { prompt_tokens: 1.5, completion_tokens: 1 } }],
    ["2^53", { usage: { prompt_tokens: 2 ** 53, completion_tokens: 1 } }],
    ["text", { usage: { prompt_tokens: "many", completion_tokens: "more" } }],
    [
      "more cached than there was",
      { usage: { prompt_tokens: 1, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 2 } } },
    ],
  ])("%s", async (_what, usage) => {
    const text = JSON.stringify({ id: "x", choices: [], ...usage });
    provider.answer = (_request, response) => response.end(text);
    const { authorization, keyId } = await makeCaller();
    const response = await chat(authorization, body);
    expect(await response.text()).toBe(text);
    const [row] = await rowsOf(keyId);
    expect(row).toMatchObject({
      status: 200,
      settlement: "estimated",
      inputTokens: Math.ceil(Buffer.byteLength(JSON.stringify(body)) / 4),
      outputTokens: Math.ceil(Buffer.byteLength(text) / 4),
    });
    expect(row?.costNanoUsd).toBeGreaterThan(0n);
  });
});

test("a model without a known price costs null, is marked unpriced and has no cost header", async () => {
  provider.answer = (_request, response) =>
    response.end('{"usage":{"prompt_tokens":5,"completion_tokens":5}}');
  const { authorization, keyId } = await makeCaller("llama3.2");
  const response = await chat(authorization, body);
  expect(response.headers.get("x-layer-cost-usd")).toBeNull();
  expect(await rowsOf(keyId)).toMatchObject([
    {
      status: 200,
      inputTokens: 5,
      outputTokens: 5,
      costNanoUsd: null,
      settlement: "unpriced",
      priceVersion: null,
    },
  ]);
  const [cell] = await gateway.sql`select unpriced, cost_nano_usd from usage_hourly where key_id = ${keyId}`;
  expect(cell).toEqual({ unpriced: 1n, cost_nano_usd: 0n });
});
