import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askOf, type Format, takeAnswer } from "@/lib/testing/translated-answer";
import { RIG_NAMES, type RigName, startRig, type TranslationRig } from "@/lib/testing/translation-rig";

type Json = Record<string, unknown>;

const PIXEL = "iVBORw0KGgoAAAANSUhEUg==";
const rigs = {} as Record<RigName, TranslationRig>;

beforeAll(async () => {
  for (const name of RIG_NAMES) {
    rigs[name] = await startRig(name);
    rigs[name].behave({ kind: "answer" });
  }
});
afterAll(async () => {
  for (const rig of Object.values(rigs)) await rig.stop();
});

/** What the provider was sent for a request of a client. */
async function sent(name: RigName, format: Format, fields: Json, model?: string): Promise<Json> {
  const rig = rigs[name];
  const { status, text } = await takeAnswer(await rig.chat(model), { format, json: askOf(format, fields) });
  expect(status, text).toBe(200);
  return rig.asks().at(-1) ?? {};
}

const chat = (name: RigName, fields: Json, model?: string) => sent(name, "chat/completions", fields, model);
const message = (name: RigName, fields: Json, model?: string) => sent(name, "messages", fields, model);

describe("system messages reach every provider once, in order, wherever they stood", () => {
  const messages = [
    { role: "system", content: "First." },
    { role: "user", content: "Hi" },
    { role: "developer", content: [{ type: "text", text: "Second." }] },
    { role: "assistant", content: "Hello" },
    { role: "system", content: "Third." },
    { role: "user", content: "Go on" },
  ];
  const joined = "First.\n\nSecond.\n\nThird.";

  test.each(["openai", "openai-compatible", "mistral"] as const)("%s", async (name) => {
    const ask = await chat(name, { messages });
    const received = ask.messages as Array<{ role: string; content: unknown }>;
    expect(received.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
    expect(received[0]?.content).toBe(joined);
  });

  test("anthropic", async () => {
    const ask = await chat("anthropic", { messages });
    expect(ask.system).toEqual([
      { type: "text", text: "First." },
      { type: "text", text: "Second." },
      { type: "text", text: "Third." },
    ]);
    expect((ask.messages as Json[]).map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  });

  test("google", async () => {
    const ask = await chat("google", { messages });
    expect(ask.systemInstruction).toEqual({ parts: [{ text: joined }] });
    expect((ask.contents as Json[]).map(({ role }) => role)).toEqual(["user", "model", "user"]);
  });

  test("Anthropic's own system prompt counts as the first", async () => {
    const ask = await message("openai", {
      system: [
        { type: "text", text: "First.", cache_control: { type: "ephemeral" } },
        { type: "text", text: "Second." },
      ],
    });
    expect((ask.messages as Json[])[0]).toEqual({ role: "system", content: "First.\n\nSecond." });
  });
});

describe("an image that a user shows reaches every provider", () => {
  const expected: Record<RigName, object> = {
    openai: { type: "image_url", image_url: { url: `data:image/png;base64,${PIXEL}` } },
    "openai-compatible": { type: "image_url", image_url: { url: `data:image/png;base64,${PIXEL}` } },
    anthropic: { type: "image", source: { type: "base64", media_type: "image/png", data: PIXEL } },
    google: { inlineData: { mimeType: "image/png", data: PIXEL } },
    mistral: { type: "image_url", image_url: `data:image/png;base64,${PIXEL}` },
  };
  const shown = {
    "chat/completions": { type: "image_url", image_url: { url: `data:image/png;base64,${PIXEL}` } },
    messages: { type: "image", source: { type: "base64", media_type: "image/png", data: PIXEL } },
  };

  test.each(RIG_NAMES.flatMap((name) => [[name, "chat/completions"] as const, [name, "messages"] as const]))(
    "%s, from %s",
    async (name, format) => {
      const content = [{ type: "text", text: "What is this?" }, shown[format]];
      const ask = await sent(name, format, { messages: [{ role: "user", content }] });
      const [first] = (name === "google" ? ask.contents : ask.messages) as Array<{
        content?: Json[];
        parts?: Json[];
      }>;
      expect((first?.content ?? first?.parts)?.[1]).toMatchObject(expected[name]);
    },
  );
});

test("an image by its address is handed on to who fetches it, and to nobody else", async () => {
  const url = "https://example.com/cat.png";
  const messages = [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }];
  expect(JSON.stringify(await chat("anthropic", { messages }))).toContain(`{"type":"url","url":"${url}"}`);
  expect(JSON.stringify(await chat("google", { messages }))).toContain(
    `{"mimeType":"image/png","fileUri":"${url}"}`,
  );
  const before = rigs.mistral.asks().length;
  await expect(chat("mistral", { messages })).rejects.toMatchObject({
    code: "feature_not_supported",
    message:
      "The provider does not support fetching this image by its address; send the image as a data: URL.",
    param: "messages.0.content.0.image_url.url",
  });
  expect(rigs.mistral.asks()).toHaveLength(before);
});

describe("a JSON schema for the answer", () => {
  const schema = {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  };
  const response_format = { type: "json_schema", json_schema: { name: "place", schema, strict: true } };
  const inOpenAi = { type: "json_schema", json_schema: { name: "place", strict: true, schema } };

  test.each(["openai", "openai-compatible", "mistral"] as const)("%s gets it as it is", async (name) => {
    const ask = await chat(name, { response_format });
    expect(ask.response_format).toEqual(inOpenAi);
  });

  test("anthropic gets it as an output format, google as a response schema", async () => {
    const claude = await chat("anthropic", { response_format });
    expect(claude.output_config).toEqual({ format: { type: "json_schema", schema } });
    const gemini = await chat("google", { response_format });
    expect(gemini.generationConfig).toMatchObject({
      responseMimeType: "application/json",
      responseSchema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    });
  });

  test("Anthropic's clients name it in output_config", async () => {
    const ask = await message("openai", { output_config: { format: { type: "json_schema", schema } } });
    expect(ask.response_format).toMatchObject({ json_schema: { schema, strict: true } });
  });
});

describe("tools", () => {
  const parameters = { type: "object", properties: { city: { type: "string" } } };
  const openAiTools = [
    { type: "function", function: { name: "weather", description: "Tells it", parameters } },
  ];
  const anthropicTools = [{ name: "weather", description: "Tells it", input_schema: parameters }];
  const choices = [
    ["auto", { type: "auto" }, "auto", { type: "auto" }, { mode: "AUTO" }],
    ["required", { type: "any" }, "required", { type: "any" }, { mode: "ANY" }],
    [
      { type: "function", function: { name: "weather" } },
      { type: "tool", name: "weather" },
      { type: "function", function: { name: "weather" } },
      { type: "tool", name: "weather" },
      { mode: "ANY", allowedFunctionNames: ["weather"] },
    ],
  ] as const;

  test.each(choices)(
    "the choice %j / %j is carried over",
    async (openAi, claude, toOpenAi, toClaude, toGemini) => {
      const { tool_choice, tools } = await message("openai", { tools: anthropicTools, tool_choice: claude });
      expect(tool_choice).toEqual(toOpenAi);
      expect(tools).toEqual(openAiTools);
      const toAnthropic = await chat("anthropic", { tools: openAiTools, tool_choice: openAi });
      expect(toAnthropic.tool_choice).toEqual(toClaude);
      expect(toAnthropic.tools).toMatchObject(anthropicTools);
      const { toolConfig } = await chat("google", { tools: openAiTools, tool_choice: openAi });
      expect(toolConfig).toEqual({ functionCallingConfig: toGemini });
    },
  );

  test("one call at a time is carried over where it is possible, and refused where it is not", async () => {
    const fields = { tools: openAiTools, tool_choice: "auto", parallel_tool_calls: false };
    expect((await chat("anthropic", fields)).tool_choice).toEqual({
      type: "auto",
      disable_parallel_tool_use: true,
    });
    for (const name of ["openai", "openai-compatible", "mistral"] as const) {
      expect((await chat(name, fields)).parallel_tool_calls).toBe(false);
    }
    await expect(chat("google", fields)).rejects.toMatchObject({ code: "feature_not_supported" });
  });

  test("calls and results go back in the words of each provider, with ids that it accepts", async () => {
    const messages = [
      { role: "user", content: "Weather?" },
      {
        role: "assistant",
        content: null,
        tool_calls: ["call_one", "call_two"].map((id, place) => ({
          id,
          type: "function",
          function: { name: "weather", arguments: JSON.stringify({ place }) },
        })),
      },
      { role: "tool", tool_call_id: "call_two", content: "rain" },
      { role: "tool", tool_call_id: "call_one", content: [{ type: "text", text: "sun" }] },
    ];
    const toAnthropic = await chat("anthropic", { messages, tools: openAiTools });
    expect(toAnthropic.messages).toMatchObject([
      { role: "user" },
      {
        role: "assistant",
        content: [{ type: "tool_use", id: "call_one", input: { place: 0 } }, { id: "call_two" }],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "call_two", content: "rain" },
          { type: "tool_result", tool_use_id: "call_one", content: "sun" },
        ],
      },
    ]);
    const toGemini = await chat("google", { messages, tools: openAiTools });
    expect((toGemini.contents as Json[])[2]).toMatchObject({
      parts: [{ functionResponse: { name: "weather" } }, { functionResponse: { name: "weather" } }],
    });
    // The fake of Mistral refuses ids of any other form.
    const toMistral = await chat("mistral", { messages, tools: openAiTools });
    const [, , second, first] = toMistral.messages as Array<{ tool_call_id: string }>;
    const [, { tool_calls: calls }] = toMistral.messages as [Json, { tool_calls: Array<{ id: string }> }];
    expect([second?.tool_call_id, first?.tool_call_id]).toEqual([calls[1]?.id, calls[0]?.id]);
  });

  test("Gemini's signature of a call returns to Gemini", async () => {
    const tool_calls = [
      {
        id: "one",
        type: "function",
        function: { name: "weather", arguments: "{}" },
        extra_content: { google: { thought_signature: "c2ln" } },
      },
    ];
    const messages = [
      { role: "user", content: "Weather?" },
      { role: "assistant", tool_calls },
      { role: "tool", tool_call_id: "one", content: "sun" },
    ];
    const ask = await chat("google", { messages }, "gemini-3-pro-preview");
    expect(JSON.stringify(ask)).toContain('"thoughtSignature":"c2ln"');
  });

  test("a tool that failed says so where there is no flag for it", async () => {
    const messages = [
      { role: "user", content: "Weather?" },
      { role: "assistant", content: [{ type: "tool_use", id: "toolu_1", name: "weather", input: {} }] },
      {
        role: "user",
        content: [
          { type: "text", text: "Here:" },
          { type: "tool_result", tool_use_id: "toolu_1", content: "no network", is_error: true },
        ],
      },
    ];
    const toOpenAi = await message("openai", { messages });
    expect(toOpenAi.messages).toMatchObject([
      { role: "user" },
      { role: "assistant", tool_calls: [{ id: "toolu_1" }] },
      { role: "tool", tool_call_id: "toolu_1", content: "Error: no network" },
      { role: "user", content: "Here:" },
    ]);
    expect(JSON.stringify(await message("anthropic", { messages }))).toContain('"is_error":true');
  });
});

test("settings arrive under each provider's own names", async () => {
  const fields = {
    temperature: 0.3,
    top_p: 0.9,
    max_completion_tokens: 77,
    stop: "END",
    seed: 7,
    frequency_penalty: 0.5,
    presence_penalty: -0.5,
    user: "u-1",
  };
  const { max_completion_tokens: _most, ...others } = fields;
  expect(await chat("openai", fields)).toMatchObject({ ...others, max_tokens: 77, stop: ["END"] });
  expect(await chat("mistral", { ...fields, user: undefined })).toMatchObject({
    random_seed: 7,
    stop: ["END"],
    max_tokens: 77,
  });
  expect(await chat("google", fields, "gemini-3-pro-preview")).toMatchObject({
    generationConfig: {
      maxOutputTokens: 77,
      topP: 0.9,
      stopSequences: ["END"],
      seed: 7,
      frequencyPenalty: 0.5,
    },
  });
  expect(
    await message("anthropic", {
      top_k: 5,
      temperature: 1,
      stop_sequences: ["A", "B"],
      metadata: { user_id: "u-1" },
    }),
  ).toMatchObject({ max_tokens: 100, top_k: 5, stop_sequences: ["A", "B"], metadata: { user_id: "u-1" } });
});

test("how hard a model shall think is carried over, or refused by name", async () => {
  expect(await chat("openai", { reasoning_effort: "low" }, "gpt-5-mini")).toMatchObject({
    reasoning_effort: "low",
  });
  expect(await chat("anthropic", { reasoning_effort: "high" }, "claude-opus-4-6")).toMatchObject({
    output_config: { effort: "high" },
  });
  expect(await chat("google", { reasoning_effort: "low" })).toMatchObject({
    generationConfig: { thinkingConfig: { thinkingLevel: "low" } },
  });
  expect(await message("google", { thinking: { type: "enabled", budget_tokens: 50 } })).toMatchObject({
    generationConfig: { thinkingConfig: { thinkingBudget: 50, includeThoughts: true } },
  });
  expect(await message("anthropic", { thinking: { type: "enabled", budget_tokens: 40 } })).toMatchObject({
    max_tokens: 100,
    thinking: { type: "enabled", budget_tokens: 40 },
  });
  await expect(chat("mistral", { reasoning_effort: "low" })).rejects.toMatchObject({
    code: "feature_not_supported",
    param: "reasoning_effort",
  });
  await expect(message("openai", { thinking: { type: "enabled", budget_tokens: 50 } })).rejects.toMatchObject(
    {
      code: "feature_not_supported",
      param: "thinking",
    },
  );
});

test("Anthropic's marks for the cache stand where the client put them, and elsewhere change nothing", async () => {
  const cache_control = { type: "ephemeral" };
  const fields = {
    system: [{ type: "text", text: "Long.", cache_control }],
    messages: [{ role: "user", content: [{ type: "text", text: "Hi", cache_control }] }],
    tools: [{ name: "t", input_schema: { type: "object" }, cache_control }],
  };
  const { system, messages, tools } = await message("anthropic", fields);
  for (const marked of [system, messages, tools])
    expect(JSON.stringify(marked)).toContain('"cache_control":{"type":"ephemeral"}');
  for (const name of ["openai", "google", "mistral"] as const) {
    expect(JSON.stringify(await message(name, fields))).not.toContain("cache");
  }
});
