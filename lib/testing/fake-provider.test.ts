import Anthropic, { APIConnectionError, AuthenticationError, RateLimitError } from "@anthropic-ai/sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anthropic } from "@/lib/providers/kinds/anthropic";
import { google } from "@/lib/providers/kinds/google";
import { mistral } from "@/lib/providers/kinds/mistral";
import { startFakeAnthropic } from "./fake-anthropic";
import { startFakeGemini } from "./fake-gemini";
import { startFakeMistral } from "./fake-mistral";
import type { FakeProvider } from "./fake-provider";

let fake: FakeProvider;
afterEach(() => fake.stop());

describe("the fake of Anthropic", () => {
  let client: Anthropic;
  const ask = {
    model: "claude-haiku-4-5",
    max_tokens: 9,
    messages: [{ role: "user" as const, content: "Hi" }],
  };
  beforeEach(async () => {
    fake = await startFakeAnthropic({ apiKey: "fake-key" });
    client = new Anthropic({ baseURL: fake.baseUrl.replace(/\/v1$/, ""), apiKey: "fake-key", maxRetries: 0 });
  });

  test("the official client reads the same answer whole and streamed", async () => {
    const calls = [{ id: "toolu_1", name: "weather", input: { city: "Bern" } }];
    fake.script = () => ({
      kind: "answer",
      thoughts: "Hm, well",
      text: "Let me see",
      calls,
      cachedTokens: 3,
    });
    const whole = await client.messages.create(ask);
    const streamed = await client.messages.stream(ask).finalMessage();
    expect(streamed.content).toEqual(whole.content);
    expect(streamed.usage).toMatchObject({ ...whole.usage });
    expect([streamed.stop_reason, whole.stop_reason]).toEqual(["tool_use", "tool_use"]);
  });

  test("statuses, resets and wrong keys reach the client as its own errors", async () => {
    fake.script = () => ({ kind: "status", status: 429, retryAfterSeconds: 7 });
    const limited = await client.messages.create(ask).catch((error) => error);
    expect(limited).toBeInstanceOf(RateLimitError);
    expect(limited.headers.get("retry-after")).toBe("7");
    fake.script = () => ({ kind: "reset", when: "before first byte" });
    await expect(client.messages.create(ask)).rejects.toBeInstanceOf(APIConnectionError);
    const stranger = new Anthropic({
      baseURL: fake.baseUrl.replace(/\/v1$/, ""),
      apiKey: "x",
      maxRetries: 0,
    });
    await expect(stranger.messages.create(ask)).rejects.toBeInstanceOf(AuthenticationError);
  });
});

test.each([
  ["Anthropic", anthropic, startFakeAnthropic, 401],
  ["Gemini", google, startFakeGemini, 400],
  ["Mistral", mistral, startFakeMistral, 401],
] as const)(
  "the fake of %s lists its models to who has the key, in its own header",
  async (_name, kind, start, refused) => {
    fake = await start({ apiKey: "fake-key" });
    const list = (key: string) => fetch(fake.baseUrl + kind.modelsPath, { headers: kind.authorize(key) });
    const answer = await list("fake-key");
    expect(kind.readModels(await answer.json())).toHaveLength(1);
    expect((await list("another")).status).toBe(refused);
  },
);

test("the fake of Mistral refuses fields and ids of calls that Mistral refuses", async () => {
  fake = await startFakeMistral();
  const send = async (body: object) => {
    const answer = await fetch(`${fake.baseUrl}/chat/completions`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    return `${answer.status} ${await answer.text()}`;
  };
  expect(await send({ model: "m", messages: [] })).toMatch(/^200/);
  expect(await send({ model: "m", messages: [], seed: 1 })).toMatch(
    /^400.*Extra inputs are not permitted: seed/,
  );
  expect(await send({ messages: [{ role: "tool", tool_call_id: "call_1" }] })).toMatch(/^400.*length of 9/);
});
