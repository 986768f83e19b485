import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askOf, type Format, takeAnswer } from "@/lib/testing/translated-answer";
import { RIG_NAMES, type RigName, startRig, type TranslationRig } from "@/lib/testing/translation-rig";

type Json = Record<string, unknown>;

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

async function ask(name: RigName, format: Format, fields: Json, model?: string) {
  const rig = rigs[name];
  return takeAnswer(await rig.chat(model), { format, json: askOf(format, fields), label: rig.label });
}

describe("what would change the answer and cannot be carried over is refused by name, before anything is paid", () => {
  const fields: Array<[RigName, Format, Json]> = [
    ["anthropic", "chat/completions", { n: 2 }],
    ["anthropic", "chat/completions", { logprobs: true }],
    ["anthropic", "chat/completions", { top_logprobs: 3 }],
    ["anthropic", "chat/completions", { logit_bias: { 50256: -100 } }],
    ["anthropic", "chat/completions", { modalities: ["text", "audio"] }],
    ["anthropic", "chat/completions", { audio: { voice: "alloy", format: "wav" } }],
    ["anthropic", "chat/completions", { web_search_options: {} }],
    ["anthropic", "chat/completions", { functions: [] }],
    ["anthropic", "chat/completions", { store: true }],
    ["anthropic", "chat/completions", { service_tier: "flex" }],
    ["anthropic", "chat/completions", { seed: 1 }],
    ["anthropic", "chat/completions", { frequency_penalty: 0.1 }],
    ["anthropic", "chat/completions", { presence_penalty: 0.1 }],
    ["anthropic", "chat/completions", { verbosity: "low" }],
    ["anthropic", "chat/completions", { response_format: { type: "json_object" } }],
    ["google", "chat/completions", { verbosity: "low" }],
    ["mistral", "chat/completions", { top_k: 3 }],
    ["google", "chat/completions", { a_field_of_tomorrow: 1 }],
    ["openai", "messages", { top_k: 3 }],
    ["openai", "messages", { mcp_servers: [{ type: "url" }] }],
    ["openai", "messages", { container: "c" }],
    ["google", "messages", { a_field_of_tomorrow: 1 }],
    ["openai", "messages", { context_management: { edits: [{ type: "clear_tool_uses_20250919" }] } }],
  ];

  test.each(fields)("%s, %s: %j", async (name, format, given) => {
    const before = rigs[name].asks().length;
    const [param = ""] = Object.keys(given);
    const refused = { code: "feature_not_supported", status: 400, param };
    await expect(ask(name, format, given)).rejects.toMatchObject(refused);
    const words = await ask(name, format, given).catch((error) => error.message);
    expect(words).toMatch(new RegExp(`^${rigs[name].label} does not support .+\\.$`));
    expect(rigs[name].asks()).toHaveLength(before);
  });
});

describe("what is no part of the question is left out", () => {
  const fields: Array<[Format, Json]> = [
    ["chat/completions", { n: 1, logprobs: false, top_logprobs: 0, logit_bias: {}, modalities: ["text"] }],
    ["chat/completions", { user: "u", metadata: { a: "b" }, store: false, service_tier: "auto" }],
    ["chat/completions", { stream_options: { include_usage: true }, parallel_tool_calls: true }],
    ["chat/completions", { frequency_penalty: 0, presence_penalty: 0, seed: null, stop: [], tools: null }],
    ["chat/completions", { prompt_cache_key: "k", safety_identifier: "s" }],
    [
      "messages",
      { service_tier: "auto", metadata: { user_id: "u" }, mcp_servers: [], thinking: { type: "adaptive" } },
    ],
    ["messages", { context_management: { edits: [{ type: "clear_thinking_20251015", keep: "all" }] } }],
  ];
  test.each(RIG_NAMES.flatMap((name) => fields.map(([format, given]) => [name, format, given] as const)))(
    "%s, %s: %j",
    async (name, format, given) => {
      expect((await ask(name, format, given)).status).toBe(200);
    },
  );
});

describe("what only the AI SDK knows not to work is refused too, before the client sees anything", () => {
  const cases: Array<[RigName, string, Json, string, RegExp]> = [
    [
      "openai",
      "o3",
      { temperature: 0.2 },
      "temperature",
      /^OpenAI does not support "temperature" as it was asked/,
    ],
    [
      "anthropic",
      "claude-haiku-4-5",
      { temperature: 1.5 },
      "temperature",
      /exceeds anthropic maximum of 1\.0/,
    ],
    [
      "anthropic",
      "claude-haiku-4-5",
      { temperature: 0.5, top_p: 0.5 },
      "top_p",
      /^Anthropic does not support/,
    ],
    ["anthropic", "claude-haiku-4-5", { max_tokens: 200_000 }, "max_tokens", /64000/],
    [
      "google",
      "gemini-2.5-flash",
      { frequency_penalty: 1 },
      "frequency_penalty",
      /^Google Gemini does not support/,
    ],
  ];
  test.each(cases.flatMap((row) => [false, true].map((stream) => [...row, stream] as const)))(
    "%s %s %j",
    async (name, model, fields, param, words, stream) => {
      await expect(ask(name, "chat/completions", { ...fields, stream }, model)).rejects.toMatchObject({
        code: "feature_not_supported",
        message: expect.stringMatching(words),
        param,
      });
    },
  );

  test("a stream that is refused is not read on: its call is hung up", async () => {
    const rig = await startRig("anthropic");
    rig.behave({ kind: "answer", stepwise: true });
    const model = await rig.chat();
    const json = askOf("chat/completions", { temperature: 1.5, stream: true });
    const asking = takeAnswer(model, { format: "chat/completions", json });
    const request = await rig.request(0);
    // The first event lets the AI SDK say what it left out; no other follows.
    request.release(1);
    await expect(asking).rejects.toMatchObject({ code: "feature_not_supported" });
    await request.clientGone;
    await rig.stop();
  });
});

describe("content that a provider cannot be shown is refused with its place", () => {
  const audio = { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } };
  const user = (part: Json) => ({ messages: [{ role: "user", content: [part] }] });
  const image = (url: string, detail?: string) => user({ type: "image_url", image_url: { url, detail } });
  const pixel = "data:image/png;base64,AAAA";
  const result = (content: unknown) => ({
    messages: [
      { role: "assistant", content: [{ type: "tool_use", id: "t", name: "look", input: {} }] },
      { role: "user", content: [{ type: "tool_result", tool_use_id: "t", content }] },
    ],
  });
  const png = { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } };
  const cases: Array<[RigName, Format, Json, string]> = [
    ["anthropic", "chat/completions", user(audio), "messages.0.content.0"],
    ["mistral", "chat/completions", user(audio), "messages.0.content.0"],
    ["google", "chat/completions", user({ type: "video_url" }), "messages.0.content.0.type"],
    [
      "google",
      "chat/completions",
      user({ type: "file", file: { file_id: "f" } }),
      "messages.0.content.0.file",
    ],
    ["google", "chat/completions", image(pixel, "low"), "messages.0.content.0.image_url.detail"],
    ["google", "chat/completions", image("https://example.com/cat"), "messages.0.content.0.image_url.url"],
    ["openai", "chat/completions", image("file:///etc/passwd"), "messages.0.content.0.image_url.url"],
    [
      "google",
      "chat/completions",
      image("https://a.test/a.constructor"),
      "messages.0.content.0.image_url.url",
    ],
    [
      "openai",
      "chat/completions",
      { messages: [{ role: "user", name: "Ann", content: "x" }] },
      "messages.0.name",
    ],
    [
      "openai",
      "messages",
      user({ type: "image", source: { type: "file", file_id: "f" } }),
      "messages.0.content.0.source.type",
    ],
    ["openai", "messages", user({ type: "search_result" }), "messages.0.content.0.type"],
    ["openai", "messages", result([png]), "messages.1.content.0.content.0"],
    ["openai", "messages", { tools: [{ type: "web_search_20250305", name: "web_search" }] }, "tools.0.type"],
    ["openai", "chat/completions", { tools: [{ type: "custom", custom: { name: "x" } }] }, "tools.0.type"],
  ];
  test.each(cases)("%s, %s: %j", async (name, format, fields, param) => {
    await expect(ask(name, format, fields)).rejects.toMatchObject({ code: "feature_not_supported", param });
  });

  test("a sound in a format that is called like something every object has", async () => {
    const part = user({ type: "input_audio", input_audio: { data: "AAAA", format: "constructor" } });
    const refused = { code: "feature_not_supported" };
    await expect(ask("openai", "chat/completions", part)).rejects.toMatchObject(refused);
  });
});

describe("what is wrong with a request is told with its place", () => {
  const assistant = (call: Json) => ({ messages: [{ role: "assistant", tool_calls: [call] }] });
  const call = (text: string) => ({ id: "a", type: "function", function: { name: "f", arguments: text } });
  const user = (part: Json) => ({ messages: [{ role: "user", content: [part] }] });
  const image = (url: string) => user({ type: "image_url", image_url: { url } });
  const sound = (data: string) => user({ type: "input_audio", input_audio: { data, format: "wav" } });
  const file = (file_data: string) => user({ type: "file", file: { file_data } });
  const document = (media_type: string, data: string) =>
    user({ type: "document", source: { type: "base64", media_type, data } });
  const cases: Array<[Format, Json, string]> = [
    ["chat/completions", { temperature: "warm" }, "temperature"],
    ["chat/completions", { max_tokens: 0 }, "max_tokens"],
    ["chat/completions", { stop: [1] }, "stop.0"],
    ["chat/completions", { messages: "Hi" }, "messages"],
    ["chat/completions", { messages: [{ role: "robot", content: "Hi" }] }, "messages.0.role"],
    ["chat/completions", { messages: [{ role: "user", content: 5 }] }, "messages.0.content"],
    ["chat/completions", assistant(call("{not json")), "messages.0.tool_calls.0.function.arguments"],
    ["chat/completions", assistant(call("[1]")), "messages.0.tool_calls.0.function.arguments"],
    [
      "chat/completions",
      { messages: [{ role: "tool", tool_call_id: "x", content: "y" }] },
      "messages.0.tool_call_id",
    ],
    ["chat/completions", { tools: [{ type: "function", function: {} }] }, "tools.0.function.name"],
    [
      "chat/completions",
      { tool_choice: { type: "function", function: { name: "gone" } } },
      "tool_choice.function.name",
    ],
    ["chat/completions", { tool_choice: "required" }, "tool_choice"],
    ["messages", { tool_choice: { type: "any" } }, "tool_choice"],
    ["messages", { max_tokens: undefined }, "max_tokens"],
    ["messages", { max_tokens: 1.5 }, "max_tokens"],
    ["messages", { messages: [{ role: "user", content: [{ type: "text" }] }] }, "messages.0.content.0.text"],
    ["messages", { tools: [{ name: "t" }] }, "tools.0.input_schema"],
    ["messages", { tool_choice: { type: "tool", name: "gone" } }, "tool_choice.name"],
    ["messages", { thinking: { type: "enabled" } }, "thinking.budget_tokens"],
    ["chat/completions", image("data:text/plain;base64,%%%"), "messages.0.content.0.image_url.url"],
    ["chat/completions", sound("%%%"), "messages.0.content.0.input_audio.data"],
    ["chat/completions", file("data:text/plain;base64,A"), "messages.0.content.0.file.file_data"],
    ["messages", document("text/plain", "AAA=="), "messages.0.content.0.source.data"],
    ["messages", document("application/pdf", ""), "messages.0.content.0.source.data"],
  ];
  test.each(cases)("%s: %j", async (format, fields, param) => {
    const before = rigs.google.asks().length;
    await expect(ask("google", format, fields)).rejects.toMatchObject({
      code: "invalid_field",
      status: 400,
      param,
    });
    expect(rigs.google.asks()).toHaveLength(before);
  });
});
