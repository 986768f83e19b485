import type { ServerResponse } from "node:http";
import { afterAll, beforeEach, expect, test } from "vitest";
import { makeSpendingLimit } from "@/db/factories-spending";
import type { GateSettings } from "@/lib/core/gate-settings";
import { newId, type SpendingLimitId } from "@/lib/core/ids";
import { bookPrice } from "@/lib/corrections/book-price";
import { setPrice } from "@/lib/prices/set-price";
import { createProviderKeyInput } from "@/lib/provider-keys/contract";
import { createProviderKey } from "@/lib/provider-keys/create-provider-key";
import { deleteProviderKeys } from "@/lib/provider-keys/delete-provider-keys";
import { changeSpendingLimit } from "@/lib/spending/change-spending-limit";
import { getSpendingLimit } from "@/lib/spending/queries";
import { squareAccount } from "@/lib/spending/square-account";
import { testContext } from "@/lib/testing/context";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";

/** `first` and `openai` are paid by the instance, unless the account has a key of its own, with which it asks `own`. */
const [first, platform, own] = [await startRawProvider(), await startRawProvider(), await startRawProvider()];
const gateway = await startGatewayServer(platform.baseUrl, {
  LAYER_PLATFORM_PROVIDERS: JSON.stringify([
    { name: "first", baseUrl: first.baseUrl, apiKey: "first-key-0001" },
  ]),
});
afterAll(async () => {
  await gateway.stop();
  for (const provider of [first, platform, own]) await provider.stop();
  expect(gateway.faults).toEqual([]);
});

type Answer = typeof first.answer;
const USAGE = { prompt_tokens: 0, completion_tokens: 1_000 };
const event = (fields: object) => `data: ${JSON.stringify({ id: "c", ...fields })}\n\n`;
const events = (response: ServerResponse) => response.writeHead(200, { "content-type": "text/event-stream" });
const answers: Answer = (request, response) => {
  if (request.method === "GET") return response.end(JSON.stringify({ object: "list", data: [] }));
  const message = { role: "assistant", content: "Hello" };
  if (JSON.parse(request.body.toString()).stream === true) {
    const choices = [{ index: 0, delta: message, finish_reason: "stop" }];
    return events(response).end(
      `${event({ choices })}${event({ choices: [], usage: USAGE })}data: [DONE]\n\n`,
    );
  }
  const choices = [{ index: 0, message, finish_reason: "stop" }];
  return response
    .writeHead(200, { "content-type": "application/json" })
    .end(
      JSON.stringify({ id: "c", object: "chat.completion", created: 1, model: "m", choices, usage: USAGE }),
    );
};
/** Says what it used, then fails, so that another model takes over. */
const failsAfterWork: Answer = (_request, response) =>
  events(response).end(event({ choices: [], usage: USAGE }) + event({ error: { message: "overloaded" } }));
const fails: Answer = (_request, response) => response.writeHead(500).end();

beforeEach(() => {
  for (const provider of [first, platform, own]) {
    provider.received.length = 0;
    provider.answer = answers;
  }
});

/** A caller with a key of its own for OpenAI, a limit that counts all and one that leaves that key out. A call costs $0.10. */
async function makeSpender(amounts: { all: bigint; ofInstance: bigint }, gate: Partial<GateSettings> = {}) {
  const caller = await gateway.makeCaller("openai/gpt-4o-mini", gate);
  const { accountId, keyId } = caller;
  const ctx = testContext(gateway.db, accountId);
  await createProviderKey(
    ctx,
    createProviderKeyInput.parse({
      provider: "openai",
      apiKey: "sk-own-0001-1234567890",
      baseUrl: own.baseUrl,
    }),
  );
  const price = (provider: string, model: string, outputUsdPerMillion = "100") =>
    setPrice(ctx, {
      ...{ provider, model, outputUsdPerMillion },
      ...{ inputUsdPerMillion: "0", cachedInputUsdPerMillion: "0" },
    });
  await price("openai", "gpt-4o-mini");
  const all = await makeSpendingLimit(gateway.db, { accountId, amountNanoUsd: amounts.all });
  const ofInstance = await makeSpendingLimit(gateway.db, {
    ...{ accountId, keyId, amountNanoUsd: amounts.ofInstance },
    countsOwnKeys: false,
  });
  const cents = async ({ limitId }: { limitId: SpendingLimitId }) => {
    const { now } = await getSpendingLimit(ctx, limitId);
    const inCents = (nano: bigint) => Number(nano) / 1e7;
    return {
      spent: inCents(now.spentNanoUsd),
      fenced: inCents(now.fencedNanoUsd),
      reserved: inCents(now.reservedNanoUsd),
    };
  };
  return {
    ...caller,
    ctx,
    price,
    limits: { all, ofInstance },
    async call(body: object = {}) {
      const messages = [{ role: "user", content: "Hello" }];
      const answer = await gateway.chat(caller.authorization, { messages, max_tokens: 1_000, ...body });
      return { status: answer.status, text: await answer.text() };
    },
    standing: async () => ({ all: await cents(all), ofInstance: await cents(ofInstance) }),
  };
}

const DOLLAR = 1_000_000_000n;
const none = { spent: 0, fenced: 0, reserved: 0 };

test("own provider keys use up no limit that leaves them out, and the instance's never pass it", async () => {
  const spender = await makeSpender({ all: 100n * DOLLAR, ofInstance: DOLLAR / 2n });
  for (let n = 0; n < 8; n += 1) expect((await spender.call()).status).toBe(200);
  expect(await spender.standing()).toEqual({ all: { ...none, spent: 80 }, ofInstance: none });
  await deleteProviderKeys(spender.ctx, { ref: "openai" });
  const calls = await Promise.all(Array.from({ length: 20 }, () => spender.call()));
  expect(calls.filter(({ status }) => status === 200)).toHaveLength(5);
  const refused = calls.find(({ status }) => status === 402);
  expect(JSON.parse(refused?.text ?? "")).toMatchObject({
    error: {
      code: "spending_limit_exceeded",
      limit_id: spender.limits.ofInstance.limitId,
      counts_own_keys: false,
      message: expect.stringContaining("own provider keys left out"),
    },
  });
  expect([platform.received.length, own.received.length]).toEqual([5, 8]);
  expect(await spender.standing()).toEqual({
    all: { ...none, spent: 130 },
    ofInstance: { ...none, spent: 50 },
  });
});

test("a call on own keys goes through although the limit without them is used up, passed, or allows nothing", async () => {
  const spender = await makeSpender({ all: DOLLAR, ofInstance: 0n });
  expect((await spender.call()).status).toBe(200);
  await gateway.sql`
    insert into spending_balances (limit_id, period_start, spent_nano_usd)
    select id, spending_period_start(period, zone, now()), 7000000000 from spending_limits
    where id = ${spender.limits.ofInstance.limitId}`;
  expect((await spender.call()).status).toBe(200);
  expect(await spender.standing()).toEqual({
    all: { ...none, spent: 20 },
    ofInstance: { ...none, spent: 700 },
  });
});

test("what an attempt cost that failed counts by the key it was made with, whoever answers", async () => {
  const [one, other] = [`m-${newId()}`, `m-${newId()}`];
  // The instance's model fails after it has worked, and one on an own key answers.
  first.answer = failsAfterWork;
  const mixed = await makeSpender(
    { all: 100n * DOLLAR, ofInstance: DOLLAR },
    { routingStrategy: "fallback", model: `first/${one}`, fallbackModels: ["openai/gpt-4o-mini"] },
  );
  await mixed.price("first", one, "30");
  expect((await mixed.call({ stream: true })).status).toBe(200);
  expect(await gateway.rowsOf(mixed.keyId)).toMatchObject([
    { ownProviderKey: true, costNanoUsd: 130_000_000n, ownCostNanoUsd: 100_000_000n },
  ]);
  expect(await mixed.standing()).toEqual({ all: { ...none, spent: 13 }, ofInstance: { ...none, spent: 3 } });
  // And the other way round.
  own.answer = answers;
  first.answer = answers;
  const turned = await makeSpender(
    { all: 100n * DOLLAR, ofInstance: DOLLAR },
    { routingStrategy: "fallback", fallbackModels: [`first/${other}`] },
  );
  await turned.price("first", other, "30");
  own.answer = failsAfterWork;
  expect((await turned.call({ stream: true })).status).toBe(200);
  expect(await gateway.rowsOf(turned.keyId)).toMatchObject([
    { ownProviderKey: false, costNanoUsd: 130_000_000n, ownCostNanoUsd: 100_000_000n },
  ]);
  expect(await turned.standing()).toEqual({ all: { ...none, spent: 13 }, ofInstance: { ...none, spent: 3 } });
  for (const { ctx, limits } of [mixed, turned]) {
    await squareAccount(gateway.db, ctx.accountId);
    expect((await getSpendingLimit(ctx, limits.ofInstance.limitId)).now.spentNanoUsd).toBe(30_000_000n);
  }
});

test("only what instance keys may cost is reserved, and a fallback on them must fit", async () => {
  const model = `m-${newId()}`;
  const spender = await makeSpender(
    { all: 100n * DOLLAR, ofInstance: DOLLAR / 20n },
    { routingStrategy: "fallback", fallbackModels: [`first/${model}`] },
  );
  await spender.price("first", model, "60");
  const refused = JSON.parse((await spender.call()).text);
  expect(refused).toMatchObject({ error: { limit_usd: "0.05", asked_usd: "0.06" } });
  let leave = () => {};
  own.answer = (request, response) => {
    leave = () => answers(request, response);
  };
  await spender.price("first", model, "40");
  const running = spender.call();
  await expect.poll(() => own.received.length).toBe(1);
  expect(await spender.standing()).toEqual({
    all: { ...none, reserved: 14 },
    ofInstance: { ...none, reserved: 4 },
  });
  leave();
  expect((await running).status).toBe(200);
  expect(await spender.standing()).toEqual({ all: { ...none, spent: 10 }, ofInstance: none });
});

test("a call of unknown cost counts in a limit without own keys only where an instance key was used", async () => {
  const [unpriced, priced] = [`m-${newId()}`, `m-${newId()}`];
  const spender = await makeSpender(
    { all: 100n * DOLLAR, ofInstance: DOLLAR },
    {
      routingStrategy: "fallback",
      model: `openai/${unpriced}`,
      fallbackModels: [`first/${priced}`],
      timeoutMs: 1_000,
    },
  );
  await spender.price("first", priced, "40");
  const { limitId } = spender.limits.all;
  await changeSpendingLimit(spender.ctx, { limitId, changes: { fenceUsd: DOLLAR } });
  expect((await spender.call()).status).toBe(200);
  expect(await spender.standing()).toEqual({ all: { ...none, fenced: 100 }, ofInstance: none });
  expect((await gateway.rowsOf(spender.keyId)).at(-1)).toMatchObject({
    ownProviderKey: true,
    costNanoUsd: null,
  });
  // The own key fails, and the instance's goes silent after it may have worked.
  own.answer = fails;
  first.answer = () => {};
  expect((await spender.call()).status).toBe(502);
  expect(first.received).toHaveLength(1);
  expect(await spender.standing()).toEqual({
    all: { ...none, fenced: 200 },
    ofInstance: { ...none, fenced: 4 },
  });
});

test("a call whose cost is unknown counts without own keys, too, when an instance key went silent before", async () => {
  const [priced, unpriced] = [`m-${newId()}`, `m-${newId()}`];
  const spender = await makeSpender(
    { all: 100n * DOLLAR, ofInstance: DOLLAR },
    {
      routingStrategy: "fallback",
      model: `first/${priced}`,
      fallbackModels: [`openai/${unpriced}`],
      timeoutMs: 1_000,
    },
  );
  await spender.price("first", priced, "40");
  const { limitId } = spender.limits.all;
  await changeSpendingLimit(spender.ctx, { limitId, changes: { fenceUsd: DOLLAR } });
  first.answer = () => {};
  expect((await spender.call()).status).toBe(200);
  expect(await spender.standing()).toEqual({
    all: { ...none, fenced: 100 },
    ofInstance: { ...none, fenced: 4 },
  });
});

test("a limit without own keys that refuses what has no bound names the model of the instance", async () => {
  const [ours, theirs] = [`m-${newId()}`, `m-${newId()}`];
  const spender = await makeSpender(
    { all: 100n * DOLLAR, ofInstance: DOLLAR },
    { routingStrategy: "fallback", model: `openai/${ours}`, fallbackModels: [`first/${theirs}`] },
  );
  const { all, ofInstance } = spender.limits;
  await changeSpendingLimit(spender.ctx, { limitId: all.limitId, changes: { fenceUsd: DOLLAR } });
  expect(JSON.parse((await spender.call()).text)).toMatchObject({
    error: {
      code: "spending_not_bounded",
      limit_id: ofInstance.limitId,
      message: expect.stringContaining(`"first/${theirs}" has no known price`),
    },
  });
});

test("without a price a call on an own key is refused by a limit that counts it alone; booked later, it counts there alone", async () => {
  const model = `m-${newId()}`;
  const spender = await makeSpender({ all: 100n * DOLLAR, ofInstance: DOLLAR }, { model: `openai/${model}` });
  const { limits, ctx } = spender;
  expect(JSON.parse((await spender.call()).text)).toMatchObject({
    error: { code: "spending_not_bounded", limit_id: limits.all.limitId },
  });
  await changeSpendingLimit(ctx, { limitId: limits.all.limitId, changes: { fenceUsd: DOLLAR } });
  expect((await spender.call()).status).toBe(200);
  expect(await spender.standing()).toEqual({ all: { ...none, fenced: 100 }, ofInstance: none });
  const effectiveFrom = new Date(Date.now() - 60_000).toISOString();
  const rates = { inputUsdPerMillion: "0", outputUsdPerMillion: "20" };
  const { id: priceId } = await setPrice(ctx, { provider: "openai", model, effectiveFrom, ...rates });
  await bookPrice(ctx, { priceId });
  expect(await spender.standing()).toEqual({ all: { ...none, spent: 2 }, ofInstance: none });
});

test("a limit that is told to leave own keys out, or to count them, holds what the log says at once", async () => {
  const model = `m-${newId()}`;
  const spender = await makeSpender({ all: 100n * DOLLAR, ofInstance: DOLLAR });
  const { limits, ctx } = spender;
  await changeSpendingLimit(ctx, { limitId: limits.all.limitId, changes: { fenceUsd: DOLLAR } });
  for (let n = 0; n < 3; n += 1) expect((await spender.call()).status).toBe(200);
  expect((await spender.call({ model: `openai/${model}` })).status).toBe(200);
  await deleteProviderKeys(ctx, { ref: "openai" });
  expect((await spender.call()).status).toBe(200);
  expect(await spender.standing()).toEqual({
    all: { spent: 40, fenced: 100, reserved: 0 },
    ofInstance: { ...none, spent: 10 },
  });
  await changeSpendingLimit(ctx, { limitId: limits.all.limitId, changes: { countsOwnKeys: false } });
  await changeSpendingLimit(ctx, { limitId: limits.ofInstance.limitId, changes: { countsOwnKeys: true } });
  expect(await spender.standing()).toEqual({
    all: { ...none, spent: 10 },
    ofInstance: { ...none, spent: 40 },
  });
});
