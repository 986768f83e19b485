import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { makeSpendingLimit } from "@/db/factories-spending";
import { spendingBalances } from "@/db/schema/spending";
import { setPrice } from "@/lib/prices/set-price";
import { squareSpending } from "@/lib/spending/square-spending";
import { testContext } from "@/lib/testing/context";
import { startSpendingRig } from "@/lib/testing/spending-suite";

const { gateway, provider, callerAt } = await startSpendingRig({ LAYER_PROVIDER_TIMEOUT_MS: "2000" });

/** A caller who may spend nothing, at $1 for a million tokens of input, $4 for those of output, $2 for those kept. */
async function penniless(model = "gpt-4o-mini", settings: Parameters<typeof gateway.makeCaller>[1] = {}) {
  const caller = await gateway.makeCaller(model, settings);
  const { accountId } = caller;
  const prices = {
    inputUsdPerMillion: "1",
    cachedInputUsdPerMillion: "0.5",
    cacheWriteUsdPerMillion: "2",
    outputUsdPerMillion: "4",
  };
  for (const name of ["gpt-4o-mini", "gpt-4o", "text-embedding-3-small", "somebody-s-model"])
    await setPrice(testContext(gateway.db, accountId), { provider: "openai", model: name, ...prices });
  await makeSpendingLimit(gateway.db, { accountId, amountNanoUsd: 0n });
  return caller;
}

type Refusal = { code: string; message: string; asked_usd: string | null };

async function refusalOf(
  caller: { authorization: string },
  body: object,
  path = "/v1/chat/completions",
): Promise<Refusal> {
  const response = await gateway.post(path, caller.authorization, body);
  expect(response.status).toBe(402);
  const answer = (await response.json()) as { error: Refusal | string } & Refusal;
  return typeof answer.error === "string" ? { ...answer, code: answer.error } : answer.error;
}

const say = (content: unknown) => ({ messages: [{ role: "user", content }] });
const bytesOf = (body: object) => JSON.stringify(body).length;
/** What some output costs beside the bytes of a body and what its gate adds, in dollars. */
const usdOf = (input: number, output: number) => (input + 4 * output) / 1e6;

test.each<[string, object, number]>([
  ["the most that the request names", { ...say("Hello"), max_tokens: 500 }, 500],
  ["the larger of two that it names", { ...say("Hello"), max_tokens: 500, max_completion_tokens: 900 }, 900],
  ["each of several answers", { ...say("Hello"), max_tokens: 500, n: 3 }, 1_500],
  ["all that the model can bring out, where nothing names less", say("Hello"), 128_000],
])("a call is reserved by %s", async (_words, body, output) => {
  const { asked_usd } = await refusalOf(await penniless(), body);
  const asked = Number(asked_usd);
  expect(asked).toBeGreaterThanOrEqual(usdOf(bytesOf(body), output));
  expect(asked).toBeLessThan(usdOf(bytesOf(body) + 3_000, output));
});

test("where the request names no most, the gate's is reserved", async () => {
  const caller = await penniless("gpt-4o-mini", { maxTokens: 200 });
  expect(Number((await refusalOf(caller, say("Hello"))).asked_usd)).toBeLessThan(usdOf(3_000, 200));
});

test("what a gate puts into a request is reserved too", async () => {
  const plain = await penniless();
  const wordy = await penniless("gpt-4o-mini", { systemPrompt: "Be brief. ".repeat(1_000) });
  const body = { ...say("Hello"), max_tokens: 10 };
  const [less, more] = [await refusalOf(plain, body), await refusalOf(wordy, body)];
  expect(Number(more.asked_usd) - Number(less.asked_usd)).toBeGreaterThan(0.0099);
});

test("every model that may be asked in turn is reserved", async () => {
  const one = await penniless();
  const three = await penniless("gpt-4o-mini", {
    routingStrategy: "fallback",
    fallbackModels: ["gpt-4o", "somebody-s-model"],
  });
  const body = { ...say("Hello"), max_tokens: 100_000 };
  const [single, triple] = [await refusalOf(one, body), await refusalOf(three, body)];
  expect(Number(triple.asked_usd) / Number(single.asked_usd)).toBeCloseTo(3, 1);
});

test("a picture and what is kept are reserved at the dearest they can be", async () => {
  const caller = await penniless();
  const text = { type: "text", text: "What is this?" };
  const picture = { type: "image_url", image_url: { url: "https://example.com/cat.png" } };
  const askOf = async (parts: object[]) =>
    Number((await refusalOf(caller, { ...say(parts), max_tokens: 10 })).asked_usd);
  const plain = await askOf([text]);
  expect((await askOf([text, picture])) - plain).toBeGreaterThanOrEqual(0.05);
  const kept = await askOf([{ ...text, text: "word ".repeat(2_000), cache_control: { type: "ephemeral" } }]);
  expect(kept).toBeGreaterThanOrEqual(0.02);
});

test.each<[string, string, object, RegExp]>([
  [
    "a model without a price",
    "gpt-nobody",
    { ...say("Hello"), max_tokens: 10 },
    /"gpt-nobody" has no known price/,
  ],
  [
    "a model of which nobody knows the length",
    "somebody-s-model",
    say("Hello"),
    /neither the request nor its gate limits the output \(max_tokens\)/,
  ],
  [
    "a file",
    "gpt-4o-mini",
    { ...say([{ type: "file", file: { file_id: "file-1" } }]), max_tokens: 10 },
    /names a file/,
  ],
  [
    "a service tier that costs more than the list says",
    "gpt-4o-mini",
    { ...say("Hello"), max_tokens: 10, service_tier: "priority" },
    /asks for the service tier "priority"/,
  ],
  ["a search", "gpt-4o-mini", { ...say("Hello"), max_tokens: 10, web_search_options: {} }, /does not show/],
])("%s has no bound, so a limit that blocks refuses it and says why", async (_words, model, body, why) => {
  const { code, message, asked_usd } = await refusalOf(await penniless(model), body);
  expect(code).toBe("spending_not_bounded");
  expect(message).toMatch(why);
  expect(asked_usd).toBeNull();
});

test("no endpoint escapes", async () => {
  const caller = await penniless();
  const embedding = await penniless("text-embedding-3-small", { taskType: "embeddings" });
  const painting = await penniless("gpt-image-1", { taskType: "image" });
  const speaking = await penniless("tts-1", { taskType: "tts" });
  const short = { ...say("Hello"), max_tokens: 10 };
  const native = { gateId: caller.gateId, data: { ...say("Hello"), maxTokens: 10 } };
  const codes = [
    await refusalOf(caller, { ...short, model: "gpt-4o-mini", stream: true }),
    await refusalOf(caller, { ...short, model: "gpt-4o-mini" }, "/v1/messages"),
    await refusalOf(caller, { input: "Hello", max_output_tokens: 20, model: "gpt-4o-mini" }, "/v1/responses"),
    await refusalOf(caller, native, "/v3/chat"),
    await refusalOf(caller, native, "/v2/complete"),
    await refusalOf(embedding, { input: "Hello", model: "text-embedding-3-small" }, "/v1/embeddings"),
    await refusalOf(painting, { prompt: "A cat", model: "gpt-image-1" }, "/v1/images/generations"),
    await refusalOf(speaking, { input: "Hello", model: "tts-1", voice: "alloy" }, "/v1/audio/speech"),
  ].map(({ code }) => code);
  expect(codes).toEqual([
    ...Array(6).fill("spending_limit_exceeded"),
    ...Array(2).fill("spending_not_bounded"),
  ]);
  const calls = provider.requests.length;
  const trial = await gateway.post("/v1/gates/test", caller.authorization, {
    gateId: caller.gateId,
    messages: say("Hi").messages,
  });
  expect(JSON.stringify(await trial.json())).toContain("spending limit");
  expect(provider.requests.length).toBe(calls);
});

test("calls of unknown cost count as a fixed amount where a limit says so", async () => {
  const { call, standing, accountId, limitId } = await callerAt(
    "1",
    { fenceNanoUsd: 2_000_000_000n },
    { model: "gpt-nobody" },
  );
  const unpriced = { ...say("Hello"), max_tokens: 10 };
  expect((await call(unpriced)).status).toBe(200);
  expect((await call(unpriced)).status).toBe(200);
  const refused = await call(unpriced);
  expect(await refused.json()).toMatchObject({ error: { asked_usd: "2", spent_usd: "4", limit_usd: "5" } });
  expect(await standing()).toEqual({ spent: 0, reserved: 0, fenced: 4 });
  // Each limit says so for itself.
  await gateway.db.delete(spendingBalances).where(eq(spendingBalances.limitId, limitId));
  await makeSpendingLimit(gateway.db, { accountId, period: "daily" });
  expect(await (await call(unpriced)).json()).toMatchObject({
    error: { code: "spending_not_bounded", period: "daily" },
  });
});

test("a call served in a tier of unknown prices, as it asked, counts as the fixed amount where that is more", async () => {
  const { call, standing, limitId } = await callerAt("1", { fenceNanoUsd: 2_000_000_000n });
  const asked = { ...say("Hello"), max_tokens: 1_000, service_tier: "priority" };
  const usual = provider.script;
  const serve = async (serviceTier: string) => {
    provider.script = () => ({ kind: "answer", completionTokens: 1_000, serviceTier });
    return (await call(asked)).status;
  };
  expect(await serve("priority")).toBe(200);
  expect(await standing()).toEqual({ spent: 1, reserved: 0, fenced: 1 });
  expect(await serve("default")).toBe(200);
  expect(await standing()).toEqual({ spent: 2, reserved: 0, fenced: 1 });
  await squareSpending(gateway.db, [limitId]);
  expect(await standing()).toEqual({ spent: 2, reserved: 0, fenced: 1 });
  expect([await serve("priority"), await serve("priority")]).toEqual([200, 402]);
  provider.script = usual;
});

test("a call that its provider kept, so that nobody knows its cost, counts as what was reserved", async () => {
  const { call, standing } = await callerAt("1");
  const usual = provider.script;
  provider.script = () => ({ kind: "hang" });
  expect((await call()).status).toBe(504);
  provider.script = usual;
  expect(await standing()).toEqual({ spent: 0, reserved: 0, fenced: 1 });
});
