import { afterAll, expect, test } from "vitest";
import { makeSpendingLimit } from "@/db/factories-spending";
import { spendingBalances } from "@/db/schema/spending";
import type { NanoUsd } from "@/lib/core/money";
import { setPrice } from "@/lib/prices/set-price";
import { testContext } from "@/lib/testing/context";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";

const provider = await startFakeOpenAI();
const gateway = await startGatewayServer(provider.baseUrl);
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});

/** Answers bring as many tokens as they may, so a call costs exactly what was reserved for it: 1,000 tokens at a price. */
provider.script = ({ ask }) => ({ kind: "answer", completionTokens: Number(ask.max_tokens) });
const hello = { model: "gpt-4o-mini", messages: [{ role: "user", content: "Say hello" }], max_tokens: 1_000 };

/** A caller whose calls of 1,000 output tokens cost that, and nothing beside. */
async function callerAt(costUsd: number) {
  const caller = await gateway.makeCaller();
  const prices = {
    inputUsdPerMillion: "0",
    cachedInputUsdPerMillion: "0",
    outputUsdPerMillion: String(costUsd * 1_000),
  };
  const ctx = testContext(gateway.db, caller.accountId);
  await setPrice(ctx, { provider: "openai", model: "gpt-4o-mini", ...prices });
  return { ...caller, call: (body: object = hello) => gateway.chat(caller.authorization, body) };
}

async function balance(): Promise<{ spent: NanoUsd; reserved: NanoUsd; fenced: NanoUsd }> {
  const [row] = await gateway.db.select().from(spendingBalances);
  return {
    spent: row?.spentNanoUsd ?? 0n,
    reserved: row?.reservedNanoUsd ?? 0n,
    fenced: row?.fencedNanoUsd ?? 0n,
  };
}

test("of many calls at once exactly those are served that the limit has room for", async () => {
  const { call, accountId } = await callerAt(0.1);
  await makeSpendingLimit(gateway.db, { accountId });
  const statuses = (await Promise.all(Array.from({ length: 200 }, () => call()))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(50);
  expect(statuses.filter((status) => status === 402)).toHaveLength(150);
  expect(await balance()).toEqual({ spent: 5_000_000_000n, reserved: 0n, fenced: 0n });
});
