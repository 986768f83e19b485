import { afterAll, expect, test } from "vitest";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer("http://127.0.0.1:1/v1");
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  expect(gateway.faults).toEqual([]);
});

const CALLS = 500;
const AT_ONCE = 20;

/** An account with a gate of the common name, a key of its own for the same provider, and a price of its own. */
async function account(number: number) {
  const caller = await gateway.makeCaller("openai/shared-model");
  const providerKey = `sk-own-key-of-account-${number}-8f2c`;
  const setUp = async (path: string, body: object) =>
    expect((await gateway.post(path, caller.authorization, body)).status).toBe(201);
  await setUp("/v1/provider-keys", { provider: "openai", apiKey: providerKey, baseUrl: fake.baseUrl });
  await setUp("/v1/prices", {
    provider: "openai",
    model: "shared-model",
    inputUsdPerMillion: `${number}`,
    outputUsdPerMillion: `${number * 10}`,
  });
  return { ...caller, providerKey, number };
}

test("of two accounts with the same names, each call takes its own account's key and is priced by its own price", async () => {
  fake.script = () => ({ kind: "answer", promptTokens: 100, completionTokens: 10 });
  const accounts = [await account(1), await account(3)] as const;
  const call = async (n: number) => {
    const { authorization, number } = accounts[n % 2 === 0 ? 0 : 1];
    const messages = [{ role: "user", content: `call ${n} of ${number}` }];
    const stream = n % 3 === 0;
    const answer = await gateway.chat(authorization, { model: "default", messages, stream });
    expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringContaining("error")]);
  };
  for (let at = 0; at < CALLS; at += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => call(at + n)));
  }
  expect(fake.requests).toHaveLength(CALLS);
  for (const { headers, ask } of fake.requests) {
    const number = /call \d+ of (\d)/.exec(JSON.stringify(ask.messages))?.[1];
    const owner = accounts.find((one) => `${one.number}` === number);
    expect(headers.authorization).toBe(`Bearer ${owner?.providerKey}`);
  }
  for (const { accountId, gateId, keyId, number } of accounts) {
    const rows = await gateway.rowsOf(keyId);
    expect(rows).toHaveLength(CALLS / 2);
    const nanoUsd = BigInt(number) * (100n + 10n * 10n) * 1_000n;
    const wrong = rows.filter(
      (row) => row.accountId !== accountId || row.gateId !== gateId || row.costNanoUsd !== nanoUsd,
    );
    expect(wrong).toEqual([]);
  }
});
