import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { httpProvider } from "@/lib/providers/http-provider";
import { findKind } from "@/lib/providers/kinds";
import { openAiCompatible } from "@/lib/providers/kinds/openai-compatible";
import { checkFailure, checkProvider } from "./check-provider";

const KEY = "my-odd/provider+key-5521";
let answer: { status: number; body: string } | "never" = "never";
const provider = createServer((_request, response) => {
  if (answer === "never") return;
  response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
});
provider.listen(0, "127.0.0.1");
await once(provider, "listening");
const { port } = provider.address() as AddressInfo;
afterAll(() => {
  provider.closeAllConnections();
  provider.close();
});

function check(id: string, timeoutMs = 5_000) {
  const baseUrl = `http://127.0.0.1:${port}/v1`;
  const kind = findKind(id) ?? openAiCompatible;
  return checkProvider(httpProvider({ id, label: id, isOwn: true, kind, baseUrl, apiKey: KEY, timeoutMs }));
}

const says = (message: string) => JSON.stringify({ error: { message } });

test.each([
  ["openai", { data: [{ id: "gpt-4o" }, { id: "gpt-4o-mini" }] }, 2],
  ["anthropic", { data: [{ type: "model", id: "claude-haiku-4-5", created_at: "2026-01-01T00:00:00Z" }] }, 1],
  ["google", { models: [{ name: "models/gemini-2.5-flash" }] }, 1],
  ["mistral", { object: "list", data: [{ id: "mistral-small-latest" }] }, 1],
  ["lab", { object: "list", data: [] }, 0],
])("%s lists its models, so the key works", async (id, body, models) => {
  answer = { status: 200, body: JSON.stringify(body) };
  expect(await check(id)).toEqual({ valid: true, models });
});

test.each([
  [
    "openai",
    401,
    says("Incorrect API key provided"),
    "key_refused",
    /^OpenAI does not accept this key\. It said: Incorrect/,
  ],
  ["anthropic", 401, says("invalid x-api-key"), "key_refused", /^Anthropic does not accept this key\./],
  [
    "google",
    400,
    says("API key not valid."),
    "key_refused",
    /^Google Gemini does not accept .* It said: API key not valid\.$/,
  ],
  ["mistral", 401, '{"detail":"Unauthorized"}', "key_refused", /It said: Unauthorized\.$/],
  ["openai", 403, "<html>", "key_refused", /^OpenAI does not accept this key\.$/],
  ["openai", 429, says("Slow down."), "rate_limited", /^OpenAI limits requests at the moment\./],
  ["openai", 503, "", "failed", /^OpenAI failed with status 503\.$/],
  ["lab", 404, "", "not_an_api", /^No list of models is at this address \(status 404\)\.$/],
  ["lab", 302, "", "not_an_api", /\(status 302\)\.$/],
  [
    "lab",
    200,
    "<html>hello</html>",
    "not_an_api",
    /^What answers for lab is not an API that lists models\.$/,
  ],
  ["lab", 200, '{"status":"ok"}', "not_an_api", /is not an API/],
])("%s with status %i and %s is told in plain words", async (id, status, body, problem, message) => {
  answer = { status, body };
  const result = await check(id);
  expect(result).toMatchObject({ valid: false, problem, message: expect.stringMatching(message) });
});

test("what a provider repeats of key, address and stack is not told", async () => {
  const text = `Key ${KEY} at http://127.0.0.1:${port}/v1 failed\n    at run (/srv/app/server.js:10:5)`;
  answer = { status: 401, body: says(text) };
  const told = JSON.stringify(await check("openai"));
  expect(told).toContain("[hidden]");
  for (const part of [KEY, String(port), "/srv/app"]) expect(told).not.toContain(part);
});

test("one that says nothing is given up on", async () => {
  answer = "never";
  expect(await check("lab", 100)).toEqual({
    valid: false,
    problem: "timed_out",
    message: "lab did not answer in time.",
  });
});

test.each([
  ["key_refused", true, "invalid_field", "apiKey"],
  ["unreachable", true, "invalid_field", "baseUrl"],
  ["timed_out", true, "invalid_field", "baseUrl"],
  ["not_an_api", true, "invalid_field", "baseUrl"],
  ["unreachable", false, "provider_unreachable", undefined],
  ["timed_out", false, "provider_timeout", undefined],
  ["not_an_api", false, "provider_failed", undefined],
  ["rate_limited", true, "provider_rate_limited", undefined],
  ["failed", true, "provider_failed", undefined],
] as const)("%s, with a base URL of one's own %s, is the error %s of %s", (problem, own, code, param) => {
  expect(checkFailure({ valid: false, problem, message: "It failed." }, own)).toMatchObject({ code, param });
});
