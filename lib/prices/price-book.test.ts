import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { findPrice, isListedModel, PRICE_SOURCE } from "./price-book";
import { NO_USAGE, priceUsage, type TokenUsage } from "./price-usage";

const cost = (model: string, usage: Partial<TokenUsage>, provider = "openai") =>
  priceUsage({ ...NO_USAGE, ...usage }, findPrice(provider, model));

// List prices of OpenAI's page in USD per million tokens, multiplied by hand.
describe("known models cost what their maker's list says, to the nano-dollar", () => {
  test.each<[string, Partial<TokenUsage>, bigint]>([
    // 0.15 in, 0.075 cached, 0.60 out: 1000 x 150 + 200 x 75 + 500 x 600 = 465,000 nano-dollars
    ["gpt-4o-mini", { input: 1_000, cachedInput: 200, output: 500 }, 465_000n],
    // 2.50 in, 1.25 cached, 10 out
    ["gpt-4o", { input: 1, cachedInput: 1, output: 1 }, 13_750n],
    // 2 in, 0.50 cached, 8 out
    ["gpt-4.1", { input: 123, cachedInput: 45, output: 67 }, 804_500n],
    // 0.10 in, 0.025 cached, 0.40 out: one cached token is 25 nano-dollars
    ["gpt-4.1-nano", { cachedInput: 1 }, 25n],
    // 1.25 in, 0.125 cached, 10 out: 3 cached tokens are 375 nano-dollars
    ["gpt-5", { cachedInput: 3 }, 375n],
    // 2 in, 8 out, reasoning is inside the output
    ["o3", { input: 10, output: 1_000, reasoning: 900 }, 8_020_000n],
  ])("%s with %j", (model, usage, expected) => {
    expect(cost(model, usage)).toBe(expected);
  });

  test("a million requests of one token at the cheapest cached price lose nothing", () => {
    const one = cost("gpt-4.1-nano", { cachedInput: 1 }) ?? 0n;
    expect(one * 1_000_000n).toBe(cost("gpt-4.1-nano", { cachedInput: 1_000_000 }));
  });
});

test("a longer prompt is priced by its tier from the first token past the boundary, cached ones included", () => {
  // gpt-5.4: 2.50 in and 15 out up to 271,999 input tokens, 5 and 22.50 above; cached 0.25 and 0.50.
  expect(cost("gpt-5.4", { input: 271_999, output: 1 })).toBe(271_999n * 2_500n + 15_000n);
  expect(cost("gpt-5.4", { input: 272_000, output: 1 })).toBe(272_000n * 5_000n + 22_500n);
  expect(cost("gpt-5.4", { input: 200_000, cachedInput: 71_999 })).toBe(200_000n * 2_500n + 71_999n * 250n);
  expect(cost("gpt-5.4", { input: 200_000, cachedInput: 72_000 })).toBe(200_000n * 5_000n + 72_000n * 500n);
});

test("no tokens cost nothing, which is not the same as unknown", () => {
  expect(cost("gpt-4o", {})).toBe(0n);
  expect(cost("gpt-unheard-of", {})).toBeNull();
});

test.each([
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "",
  " ",
  "gpt-4o-mini-of-my-own",
  "llama3.2",
  "sandbox/echo",
  "gpt-4o ".repeat(40),
])("a model that nobody lists has no price: %j", (model) => {
  expect(findPrice("openai", model)).toBeNull();
  expect(isListedModel("openai", model)).toBe(false);
});

test.each(["constructor", "__proto__", "nobody"])(
  "a provider that nobody knows has no price: %j",
  (provider) => {
    expect(findPrice(provider, "gpt-4o")).toBeNull();
    expect(isListedModel(provider, "gpt-4o")).toBe(false);
  },
);

test("a listed model that is not priced by tokens has no price", () => {
  expect(isListedModel("openai", "whisper-1")).toBe(true);
  expect(findPrice("openai", "whisper-1")).toBeNull();
});

test("sound that a list has no price for makes the whole cost unknown", () => {
  expect(cost("gpt-4o-audio-preview", { input: 10, audioInput: 1 })).toBeNull();
  expect(cost("gpt-4o", { output: 10, audioOutput: 1 })).toBeNull();
  expect(cost("gpt-4o", { input: 10, unpricedClass: true })).toBeNull();
});

test("sound and caches that keep an hour have prices of their own", () => {
  // gpt-audio: 2.50 text in, 10 text out, 32 audio in, 64 audio out
  const spoken = { input: 2, output: 3, audioInput: 5, audioOutput: 7 };
  expect(cost("gpt-audio", spoken)).toBe(5_000n + 30_000n + 160_000n + 448_000n);
  // claude-haiku-4-5: 1 in, 0.10 read, 1.25 written for five minutes, 2 for an hour, 5 out
  const cached = { input: 1, cachedInput: 10, cacheWrite: 4, cacheWrite1h: 4, output: 1 };
  expect(cost("claude-haiku-4-5", cached, "anthropic")).toBe(1_000n + 1_000n + 5_000n + 8_000n + 5_000n);
  // gpt-4o has no cache that keeps an hour.
  expect(cost("gpt-4o", { cacheWrite1h: 1 })).toBeNull();
});

describe("a price that begins on a date holds from its first moment in UTC", () => {
  // o3 fell from 10 and 40 to 2 and 8 on 2025-06-10.
  test.each([
    ["2025-06-09T23:59:59.999Z", 10_000n, null],
    ["2025-06-10T00:00:00.000Z", 2_000n, "2025-06-10T00:00:00.000Z"],
    ["2026-11-24T12:00:00.000Z", 2_000n, "2025-06-10T00:00:00.000Z"],
    // Asked again about the past, it remembers nothing wrong.
    ["2025-06-09T23:59:59.999Z", 10_000n, null],
  ])("at %s", (moment, expected, since) => {
    const price = findPrice("openai", "o3", new Date(moment));
    expect(priceUsage({ ...NO_USAGE, input: 1 }, price)).toBe(expected);
    expect(price?.effectiveFrom?.toISOString() ?? null).toBe(since);
  });
});

test("Claude is no model of the Gemini API, although the data lists it for another service of Google's", () => {
  for (const model of ["claude-haiku-4-5", "claude-opus-4-5", "publishers/anthropic/models/claude-opus-5"]) {
    expect(isListedModel("google", model)).toBe(false);
    expect(findPrice("google", model)).toBeNull();
  }
  expect(isListedModel("anthropic", "claude-haiku-4-5")).toBe(true);
});

test("a server of one's own has nobody's prices, whatever it is called", () => {
  for (const name of ["my-openai", "openai-mirror", "google-gemma", "OpenAI"]) {
    expect(findPrice(name, "gpt-4o")).toBeNull();
    expect(findPrice(name, "gemini-2.5-flash")).toBeNull();
  }
});

test("a remembered price is found in well under ten microseconds", () => {
  const at = new Date("2026-11-24T12:00:00Z");
  const models = ["gpt-4o-mini", "o3", "gpt-unheard-of"];
  for (const model of models) findPrice("openai", model, at);
  const began = process.cpuUsage();
  for (let n = 0; n < 30_000; n += 1) findPrice("openai", models[n % 3] ?? "", at);
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 30_000).toBeLessThan(10);
});

test("the sandbox has its own small price", () => {
  // $0.10 per million input and $0.40 per million output tokens
  expect(cost("sandbox/echo", { input: 12, output: 30 }, "sandbox")).toBe(13_200n);
  expect(findPrice("sandbox", "sandbox/echo")?.version).toBe("sandbox@1");
});

test("every price names the installed version of its source", () => {
  const require = createRequire(import.meta.url);
  const installed = require("../../node_modules/@pydantic/genai-prices/package.json");
  expect(PRICE_SOURCE).toBe(`genai-prices@${installed.version}`);
  expect(findPrice("openai", "gpt-4o")?.version).toBe(PRICE_SOURCE);
});
