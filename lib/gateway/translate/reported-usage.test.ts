import type { LanguageModelV3Usage } from "@ai-sdk/provider";
import { expect, test } from "vitest";
import { anthropicUsage, openAiTier, openAiUsage } from "./reported-usage";

const usage = (raw: LanguageModelV3Usage["raw"]): LanguageModelV3Usage => ({
  inputTokens: { total: 100, noCache: 60, cacheRead: 30, cacheWrite: 10 },
  outputTokens: { total: 50, text: 30, reasoning: 20 },
  raw,
});
const NONE: LanguageModelV3Usage = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
};

test("all input is in OpenAI's prompt tokens, and only what was neither read nor written in Anthropic's", () => {
  expect(openAiUsage(usage(undefined))).toEqual({
    prompt_tokens: 100,
    completion_tokens: 50,
    total_tokens: 150,
    prompt_tokens_details: { cached_tokens: 30, cache_write_tokens: 10 },
    completion_tokens_details: { reasoning_tokens: 20 },
  });
  expect(anthropicUsage({ usage: usage(undefined), tier: null })).toEqual({
    input_tokens: 60,
    cache_creation_input_tokens: 10,
    cache_read_input_tokens: 30,
    output_tokens: 50,
    output_tokens_details: { thinking_tokens: 20 },
  });
});

test("what nobody counted is not zero", () => {
  expect(openAiUsage(NONE)).toBeUndefined();
  expect(anthropicUsage({ usage: NONE, tier: null })).toMatchObject({
    input_tokens: null,
    output_tokens: null,
  });
});

test.each([
  [
    {
      promptTokensDetails: [
        { modality: "TEXT", tokenCount: 90 },
        { modality: "AUDIO", tokenCount: 10 },
      ],
    },
    { audio_tokens: 10 },
  ],
  [{ prompt_tokens_details: { audio_tokens: 4 } }, { audio_tokens: 4 }],
  [{ cache_creation: { ephemeral_1h_input_tokens: 7 } }, { cache_write_1h_tokens: 7 }],
])("tokens with a price of their own are told: %j", (raw, told) => {
  expect(openAiUsage(usage(raw))?.prompt_tokens_details).toMatchObject(told);
});

test("a service tier is told in the words of the client's format, and none where none was told", () => {
  const told = (tier: string | null) => [
    openAiTier(tier).service_tier,
    anthropicUsage({ usage: NONE, tier }).service_tier,
  ];
  expect(["standard", "default", "priority", null].map(told)).toEqual([
    ["default", "standard"],
    ["default", "standard"],
    ["priority", "priority"],
    [undefined, undefined],
  ]);
});
