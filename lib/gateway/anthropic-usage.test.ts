import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_USAGE } from "@/lib/prices/price-usage";
import { readAnthropicUsage as readingOf } from "./anthropic-usage";

const readAnthropicUsage = (reported: unknown) => readingOf(reported).usage;
const good = { input_tokens: 100, output_tokens: 50 };

test("the classes of input stand side by side, and thoughts are a part of the output", () => {
  const usage = {
    ...good,
    cache_read_input_tokens: 30,
    cache_creation_input_tokens: 20,
    output_tokens_details: { thinking_tokens: 15 },
  };
  expect(readAnthropicUsage(usage)).toEqual({
    ...NO_USAGE,
    input: 100,
    cachedInput: 30,
    cacheWrite: 20,
    output: 50,
    reasoning: 15,
  });
});

test("counts that are absent or null count as none", () => {
  const plain = { ...NO_USAGE, input: 100, output: 50 };
  for (const details of [
    {},
    { cache_read_input_tokens: null, cache_creation_input_tokens: null, output_tokens_details: null },
    { cache_creation: null, server_tool_use: null, service_tier: "standard", speed: "standard" },
    { cache_creation: { ephemeral_5m_input_tokens: 5, ephemeral_1h_input_tokens: 0 } },
    { server_tool_use: { web_search_requests: 0 }, iterations: [{ type: "message" }] },
  ]) {
    expect(readAnthropicUsage({ ...good, ...details })).toEqual(plain);
  }
});

test("what is written for an hour is a class of its own, and a part of what is written", () => {
  const written = { ...good, cache_creation_input_tokens: 20 };
  const usage = readAnthropicUsage({ ...written, cache_creation: { ephemeral_1h_input_tokens: 5 } });
  expect(usage).toEqual({ ...NO_USAGE, input: 100, cacheWrite: 15, cacheWrite1h: 5, output: 50 });
  expect(readAnthropicUsage({ ...written, cache_creation: { ephemeral_1h_input_tokens: 21 } })).toBeNull();
});

test.each([
  { server_tool_use: { web_search_requests: 1 } },
  { speed: "fast" },
  { iterations: [{ type: "message" }, { type: "compaction" }] },
  { iterations: [{ type: "advisor_message" }] },
])("%j has a price of its own, so that the cost is unknown", (details) => {
  expect(readAnthropicUsage({ ...good, ...details })?.unpricedClass).toBe(true);
});

test.each([-1, 1.5, Number.NaN, 2 ** 31, 2 ** 53, 1e300, 100_000_001, "12", {}, [1], true])(
  "a count of %s cannot be true, wherever it stands",
  (bad) => {
    for (const name of [
      "input_tokens",
      "output_tokens",
      "cache_read_input_tokens",
      "cache_creation_input_tokens",
    ]) {
      expect(readAnthropicUsage({ ...good, [name]: bad })).toBeNull();
    }
    expect(readAnthropicUsage({ ...good, output_tokens_details: { thinking_tokens: bad } })).toBeNull();
  },
);

test("more thoughts than output cannot be true", () => {
  expect(readAnthropicUsage({ ...good, output_tokens_details: { thinking_tokens: 51 } })).toBeNull();
});

test.each([undefined, null, 5, "usage", [], {}, { input_tokens: 1 }, { ...good, output_tokens: null }])(
  "%j is no usage",
  (usage) => {
    expect(readAnthropicUsage(usage)).toBeNull();
  },
);

test("whatever a provider sends, the classes are whole and not negative, or there is no usage", () => {
  const anything = fc.oneof(fc.integer({ min: -5, max: 200 }), fc.anything());
  const reported = fc.record({
    input_tokens: anything,
    output_tokens: anything,
    cache_read_input_tokens: anything,
    cache_creation_input_tokens: anything,
    cache_creation: fc.anything(),
    server_tool_use: fc.anything(),
    iterations: fc.anything(),
    output_tokens_details: fc.oneof(fc.anything(), fc.record({ thinking_tokens: anything })),
  });
  fc.assert(
    fc.property(reported, (given) => {
      const usage = readAnthropicUsage(given);
      if (usage === null) return;
      const { unpricedClass: _flag, ...counts } = usage;
      for (const count of Object.values(counts)) expect(Number.isInteger(count) && count >= 0).toBe(true);
      expect(usage.reasoning).toBeLessThanOrEqual(usage.output);
    }),
    { numRuns: 1_000 },
  );
});
