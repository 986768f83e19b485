import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SANDBOX_MODEL, sandbox } from "@/lib/providers/sandbox";
import { askOf, type Format, saidIn, takeAnswer } from "@/lib/testing/translated-answer";
import { RIG_NAMES, type RigName, startRig, type TranslationRig } from "@/lib/testing/translation-rig";

const FORMATS: Format[] = ["chat/completions", "messages"];
const CALLS = [
  { id: "abcdefgh1", name: "weather", input: { city: "Bern", days: [1, 2] } },
  { id: "abcdefgh2", name: "time", input: {} },
];
// OpenAI's own chat completions never tell the thoughts.
const THINKING: RigName[] = ["openai-compatible", "anthropic", "google", "mistral"];

describe.each(RIG_NAMES)("%s", (name) => {
  let rig: TranslationRig;
  beforeAll(async () => {
    rig = await startRig(name);
  });
  afterAll(() => rig.stop());

  async function exchange(format: Format, fields: Record<string, unknown> = {}) {
    const model = await rig.chat();
    const plain = await takeAnswer(model, { format, json: askOf(format, fields) });
    const stream = await takeAnswer(model, { format, json: askOf(format, { ...fields, stream: true }) });
    return { plain, stream };
  }

  test.each(FORMATS)("a text is the same whole and streamed, in %s", async (format) => {
    rig.behave({ kind: "answer", text: "Grüezi, 世界 of \n\n words." });
    const { plain, stream } = await exchange(format);
    const said = saidIn(format, plain);
    expect(said).toMatchObject({ text: "Grüezi, 世界 of \n\n words.", calls: [] });
    expect(said.finish).toBe(format === "messages" ? "end_turn" : "stop");
    expect(saidIn(format, stream)).toEqual(said);
  });

  test.each(FORMATS)("parallel tool calls stay apart and whole, in %s", async (format) => {
    rig.behave({ kind: "answer", text: "Let me see.", calls: CALLS });
    const { plain, stream } = await exchange(format);
    const said = [saidIn(format, plain), saidIn(format, stream)];
    for (const { text, calls, finish } of said) {
      expect(text).toBe("Let me see.");
      expect(calls.map(({ name: tool, input }) => ({ tool, input }))).toEqual(
        CALLS.map(({ name: tool, input }) => ({ tool, input })),
      );
      expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
      expect(finish).toBe(format === "messages" ? "tool_use" : "tool_calls");
    }
    // Gemini sends no ids, so that each call gets one of ours.
    if (name !== "google") expect(said[1]?.calls.map(({ id }) => id)).toEqual(CALLS.map(({ id }) => id));
  });

  test.each(FORMATS)("whole and streamed count the same tokens, in %s", async (format) => {
    rig.behave({
      kind: "answer",
      inputTokens: 900,
      cachedTokens: 500,
      writtenTokens: 100,
      outputTokens: 70,
      thoughtTokens: 30,
    });
    const { plain, stream } = await exchange(format);
    expect(stream.usage).toEqual(plain.usage);
    const { input = 0, cachedInput = 0, cacheWrite = 0, output, reasoning } = plain.usage ?? {};
    expect(input + cachedInput + cacheWrite).toBe(900);
    expect({ cachedInput, output }).toEqual({ cachedInput: 500, output: 70 });
    // Mistral counts no thoughts.
    expect(reasoning).toBe(name === "mistral" ? 0 : 30);
    if (format === "messages") expect(cacheWrite).toBe(["openai", "anthropic"].includes(name) ? 100 : 0);
  });

  test.runIf(THINKING.includes(name)).each(FORMATS)(
    "thoughts stand in their own place, in %s",
    async (format) => {
      rig.behave({ kind: "answer", thoughts: "Hm, let me think.", text: "Yes." });
      const { plain, stream } = await exchange(format);
      expect(saidIn(format, plain)).toMatchObject({ text: "Yes.", thoughts: "Hm, let me think." });
      expect(saidIn(format, stream)).toEqual(saidIn(format, plain));
    },
  );

  test.each(FORMATS)("an answer that was cut at its longest says so, in %s", async (format) => {
    const words = { anthropic: "max_tokens", google: "MAX_TOKENS" } as Record<string, string>;
    rig.behave({ kind: "answer", finish: words[name] ?? "length" });
    const { plain, stream } = await exchange(format);
    const expected = format === "messages" ? "max_tokens" : "length";
    expect([saidIn(format, plain).finish, saidIn(format, stream).finish]).toEqual([expected, expected]);
  });

  test.runIf(name !== "mistral")(
    "what the provider filtered is told as filtered, not as an end",
    async () => {
      const words = { anthropic: "refusal", google: "SAFETY", openai: "content_filter" } as Record<
        string,
        string
      >;
      rig.behave({ kind: "answer", finish: words[name] ?? "content_filter" });
      for (const [format, expected] of [
        ["chat/completions", "content_filter"],
        ["messages", "refusal"],
      ] as const) {
        const { plain, stream } = await exchange(format);
        expect([saidIn(format, plain).finish, saidIn(format, stream).finish]).toEqual([expected, expected]);
      }
    },
  );

  test("the model is shown under the name it was asked for, and the id is the same throughout", async () => {
    rig.behave({ kind: "answer" });
    const { plain, stream } = await exchange("chat/completions");
    expect(plain.json).toMatchObject({ object: "chat.completion", model: "shown-model" });
    expect(new Set(stream.events.map(({ id, created, model }) => `${id} ${created} ${model}`)).size).toBe(1);
    const message = await exchange("messages");
    expect(message.plain.json).toMatchObject({ type: "message", role: "assistant", model: "shown-model" });
    expect(message.plain.json.id).toMatch(/^msg_[0-9a-f]{32}$/);
  });

  test("a provider is asked once for each call", async () => {
    const before = rig.asks().length;
    rig.behave({ kind: "status", status: 500 });
    const answer = await takeAnswer(await rig.chat(), { format: "messages", json: askOf("messages") });
    expect(answer.status).toBe(500);
    expect(rig.asks()).toHaveLength(before + 1);
  });
});

describe("sandbox", () => {
  test.each(FORMATS)("it echoes in either format, whole and streamed, in %s", async (format) => {
    const model = await sandbox.chatModel(SANDBOX_MODEL);
    const messages = [{ role: "user", content: [{ type: "text", text: "one two three" }] }];
    const plain = await takeAnswer(model, { format, json: askOf(format, { messages }) });
    const stream = await takeAnswer(model, { format, json: askOf(format, { messages, stream: true }) });
    expect(saidIn(format, plain).text).toBe("one two three");
    expect(saidIn(format, stream)).toEqual(saidIn(format, plain));
    expect(plain.usage).toMatchObject({ input: 3, output: 3 });
    expect(stream.usage).toEqual(plain.usage);
  });
});

test("a call of a tool is told as one even by a provider that says it just stopped", async () => {
  const rig = await startRig("openai-compatible");
  rig.behave({ kind: "answer", calls: CALLS, finish: "stop" });
  for (const format of FORMATS) {
    for (const stream of [false, true]) {
      const answer = await takeAnswer(await rig.chat(), { format, json: askOf(format, { stream }) });
      expect(saidIn(format, answer).finish).toBe(format === "messages" ? "tool_use" : "tool_calls");
    }
  }
  await rig.stop();
});

test("usage that a provider does not report is missing, never zero", async () => {
  const rig = await startRig("openai-compatible");
  rig.behave({ kind: "answer", usageMissing: true });
  for (const format of FORMATS) {
    for (const stream of [false, true]) {
      const answer = await takeAnswer(await rig.chat(), { format, json: askOf(format, { stream }) });
      expect(answer.usage).toBeNull();
      expect(saidIn(format, answer).text).toBe("Hello there");
    }
  }
  await rig.stop();
});
