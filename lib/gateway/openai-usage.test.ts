import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_USAGE } from "@/lib/prices/price-usage";
import { estimateTokens, readUsage as readingOf } from "./openai-usage";

const readUsage = (reported: unknown) => readingOf(reported).usage;
const good = { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 };

test("cached, written and audio tokens are parts of the prompt, reasoning and audio of the output, each counted once", () => {
  const usage = readUsage({
    ...good,
    prompt_tokens_details: { cached_tokens: 30, cache_write_tokens: 12, audio_tokens: 8 },
    completion_tokens_details: { reasoning_tokens: 20, audio_tokens: 5 },
  });
  expect(usage).toEqual({
    input: 50,
    cachedInput: 30,
    cacheWrite: 12,
    cacheWrite1h: 0,
    output: 45,
    audioInput: 8,
    audioOutput: 5,
    reasoning: 20,
    unpricedClass: false,
  });
});

test("tokens that were written for an hour are a part of those that were written", () => {
  const written = (details: object) => readUsage({ ...good, prompt_tokens_details: details });
  expect(written({ cache_write_tokens: 12, cache_write_1h_tokens: 5 })).toMatchObject({
    input: 88,
    cacheWrite: 7,
    cacheWrite1h: 5,
  });
  expect(written({ cache_write_tokens: 12, cache_write_1h_tokens: 13 })).toBeNull();
});

test("details that are absent or null count as none", () => {
  const plain = { ...NO_USAGE, input: 100, output: 50 };
  for (const details of [
    {},
    { prompt_tokens_details: null, completion_tokens_details: null },
    { prompt_tokens_details: {}, completion_tokens_details: {} },
    { prompt_tokens_details: { cached_tokens: null }, completion_tokens_details: { reasoning_tokens: null } },
  ]) {
    expect(readUsage({ ...good, ...details })).toEqual(plain);
  }
});

test.each([
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  1e300,
  100_000_001,
  "12",
  null,
  {},
  [1],
  true,
])("a count of %s cannot be true, wherever it stands", (bad) => {
  expect(readUsage({ ...good, prompt_tokens: bad })).toBeNull();
  expect(readUsage({ ...good, completion_tokens: bad })).toBeNull();
  if (bad === null) return;
  for (const part of ["cached_tokens", "cache_write_tokens", "audio_tokens"]) {
    expect(readUsage({ ...good, prompt_tokens_details: { [part]: bad } })).toBeNull();
  }
  for (const part of ["reasoning_tokens", "audio_tokens"]) {
    expect(readUsage({ ...good, completion_tokens_details: { [part]: bad } })).toBeNull();
  }
});

test("parts larger than the whole cannot be true", () => {
  expect(readUsage({ ...good, prompt_tokens_details: { cached_tokens: 101 } })).toBeNull();
  expect(readUsage({ ...good, completion_tokens_details: { reasoning_tokens: 51 } })).toBeNull();
  const cached = { cached_tokens: 61, cache_write_tokens: 40 };
  expect(readUsage({ ...good, prompt_tokens_details: cached })).toBeNull();
  expect(readUsage({ ...good, prompt_tokens_details: { audio_tokens: 101 } })).toBeNull();
  const output = { reasoning_tokens: 20, audio_tokens: 31 };
  expect(readUsage({ ...good, completion_tokens_details: output })).toBeNull();
});

test("sound that was also read from a cache is in no class of its own, and makes the cost unknown", () => {
  const prompt = { cached_tokens: 40, cache_write_tokens: 30, audio_tokens: 30 };
  expect(readUsage({ ...good, prompt_tokens_details: prompt })).toMatchObject({ input: 0, audioInput: 30 });
  const overlapping = readUsage({ ...good, prompt_tokens_details: { ...prompt, audio_tokens: 31 } });
  const classes = { input: 30, cachedInput: 40, cacheWrite: 30, audioInput: 0, unpricedClass: true };
  expect(overlapping).toMatchObject(classes);
});

test.each([undefined, null, 5, "usage", [], {}, { prompt_tokens: 1 }])("%j is no usage", (usage) => {
  expect(readUsage(usage)).toBeNull();
});

test("a hundred million tokens are still believed", () => {
  expect(readUsage({ ...good, prompt_tokens: 1e8 })?.input).toBe(1e8);
});

test.each([
  [{ prompt_tokens: -1 }, "The provider reported prompt_tokens as -1"],
  [{ completion_tokens: 1.5 }, "The provider reported completion_tokens as 1.5"],
  [{ completion_tokens: "12" }, 'The provider reported completion_tokens as the text "12"'],
  [{ completion_tokens: "NaN" }, "The provider reported completion_tokens as NaN"],
  [{ completion_tokens: "sk-secret" }, "The provider reported completion_tokens as a text"],
  [{ completion_tokens: null }, "The provider reported completion_tokens as null"],
  [{ completion_tokens: undefined }, "The provider reported no completion_tokens"],
  [
    { prompt_tokens_details: { cached_tokens: 2 ** 53 } },
    "The provider reported prompt_tokens_details.cached_tokens as 9007199254740992",
  ],
  [
    { completion_tokens_details: { reasoning_tokens: 51 } },
    "The provider reported more reasoning and audio tokens (51) than there are completion_tokens (50)",
  ],
])("what cannot be true is told, and no text that could be a secret: %j", (changed, fault) => {
  expect(readingOf({ ...good, ...changed })).toEqual({ usage: null, fault });
});

test("whatever a provider sends, the classes are whole, not negative and add up, or there is no usage", () => {
  const anything = fc.oneof(fc.integer({ min: -5, max: 200 }), fc.anything());
  const details = fc.oneof(
    fc.anything(),
    fc.dictionary(
      fc.constantFrom("cached_tokens", "cache_write_tokens", "reasoning_tokens", "audio_tokens"),
      anything,
    ),
  );
  const reported = fc.record({
    prompt_tokens: anything,
    completion_tokens: anything,
    prompt_tokens_details: details,
    completion_tokens_details: details,
  });
  fc.assert(
    fc.property(reported, (given) => {
      const usage = readUsage(given);
      if (usage === null) return;
      const { unpricedClass: _flag, ...counts } = usage;
      for (const count of Object.values(counts)) expect(Number.isInteger(count) && count >= 0).toBe(true);
      // Compared as numbers, because a provider's -0 is no other count than 0.
      const prompt =
        usage.input + usage.cachedInput + usage.cacheWrite + usage.cacheWrite1h + usage.audioInput;
      expect(prompt === given.prompt_tokens).toBe(true);
      expect(usage.output + usage.audioOutput === given.completion_tokens).toBe(true);
      expect(usage.reasoning).toBeLessThanOrEqual(usage.output);
    }),
    { numRuns: 1_000 },
  );
});

test("a text nobody counted is estimated at one token for four bytes, rounded up", () => {
  expect([0, 1, 4, 5, 400].map(estimateTokens)).toEqual([0, 1, 1, 2, 100]);
});
