import OpenAI, { APIConnectionError, AuthenticationError, RateLimitError } from "openai";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeOpenAI, startFakeOpenAI } from "./fake-openai";

let fake: FakeOpenAI;
let client: OpenAI;
const messages = [{ role: "user" as const, content: "one two three" }];

beforeEach(async () => {
  fake = await startFakeOpenAI({ apiKey: "fake-key" });
  client = new OpenAI({ baseURL: fake.baseUrl, apiKey: "fake-key", maxRetries: 0 });
});
afterEach(() => fake.stop());

test("the official client reads its plain answers, counted by words", async () => {
  fake.script = () => ({ kind: "answer", cachedTokens: 2, reasoningTokens: 5 });
  const answer = await client.chat.completions.create({ model: "gpt-4o-mini", messages });
  expect(answer.choices[0]?.message.content).toBe("You said: one two three");
  expect(answer.usage).toMatchObject({
    prompt_tokens: 3,
    completion_tokens: 10,
    total_tokens: 13,
    prompt_tokens_details: { cached_tokens: 2 },
    completion_tokens_details: { reasoning_tokens: 5 },
  });
});

test("a stepwise stream sends nothing that was not released", async () => {
  const answering = client.chat.completions.create({
    model: "fake-stepwise",
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  const request = await fake.received(0);
  request.release(2);
  const stream = (await answering)[Symbol.asyncIterator]();
  expect((await stream.next()).value?.choices[0]?.delta.role).toBe("assistant");
  expect((await stream.next()).value?.choices[0]?.delta.content).toBe("You ");
  const third = stream.next();
  const early = await Promise.race([third, new Promise((resolve) => setImmediate(resolve, "nothing yet"))]);
  expect(early).toBe("nothing yet");
  request.release();
  expect((await third).value?.choices[0]?.delta.content).toBe("said: ");
  const rest = [];
  for (let step = await stream.next(); !step.done; step = await stream.next()) rest.push(step.value);
  expect(rest.at(-1)?.usage?.completion_tokens).toBe(5);
});

test("it tells when the client of a silent request goes away", async () => {
  const abort = new AbortController();
  const asking = client.chat.completions.create({ model: "fake-hang", messages }, { signal: abort.signal });
  const request = await fake.received(0);
  expect(request.aborted).toBe(false);
  abort.abort();
  await expect(asking).rejects.toThrow("aborted");
  await request.clientGone;
  expect(request.aborted).toBe(true);
});

test("statuses, resets and wrong keys reach the client as its own errors", async () => {
  const ask = (model: string) => client.chat.completions.create({ model, messages });
  await expect(ask("fake-429")).rejects.toBeInstanceOf(RateLimitError);
  await expect(ask("fake-reset")).rejects.toBeInstanceOf(APIConnectionError);
  const stranger = new OpenAI({ baseURL: fake.baseUrl, apiKey: "other", maxRetries: 0 });
  await expect(stranger.models.list()).rejects.toBeInstanceOf(AuthenticationError);
  expect(fake.requests[0]?.ask.model).toBe("fake-429");
});
