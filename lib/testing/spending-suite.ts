import { eq } from "drizzle-orm";
import { afterAll, expect } from "vitest";
import { makeSpendingLimit } from "@/db/factories-spending";
import { spendingBalances } from "@/db/schema/spending";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { SpendingLimitId } from "@/lib/core/ids";
import { setPrice } from "@/lib/prices/set-price";
import { testContext } from "./context";
import { startFakeOpenAI } from "./fake-openai";
import { startGatewayServer } from "./gateway-server";

/** A call of 1,000 output tokens at most, which is what the fake brings. */
export const HELLO = {
  model: "gpt-4o-mini",
  messages: [{ role: "user", content: "Say hello" }],
  max_tokens: 1_000,
};

/**
 * A gateway whose provider brings out as many tokens as it may, and whose callers pay for nothing else: what a call reserves is what it
 * costs. One per test file.
 */
export async function startSpendingRig(settings: Record<string, string> = {}) {
  const provider = await startFakeOpenAI();
  const gateway = await startGatewayServer(provider.baseUrl, settings);
  afterAll(async () => {
    await gateway.stop();
    await provider.stop();
    expect(gateway.faults).toEqual([]);
  });
  provider.script = ({ ask }) => ({ kind: "answer", completionTokens: Number(ask.max_tokens ?? 7) });

  /** A caller whose calls of 1,000 tokens cost so many dollars, with a limit of $5 a month where nothing else is said. */
  async function callerAt(
    usdPerCall: string,
    limit: Partial<Parameters<typeof makeSpendingLimit>[1]> = {},
    gate: Partial<GateSettings> = {},
  ) {
    const caller = await gateway.makeCaller("gpt-4o-mini", gate);
    const { accountId } = caller;
    const outputUsdPerMillion = String(Number(usdPerCall) * 1_000);
    const prices = { inputUsdPerMillion: "0", cachedInputUsdPerMillion: "0", outputUsdPerMillion };
    await setPrice(testContext(gateway.db, accountId), {
      provider: "openai",
      model: "gpt-4o-mini",
      ...prices,
    });
    const { limitId } = await makeSpendingLimit(gateway.db, { accountId, ...limit });
    return {
      ...caller,
      limitId,
      call: (body: object = HELLO, init: RequestInit = {}) => gateway.chat(caller.authorization, body, init),
      standing: () => standingOf(limitId),
    };
  }

  /** What all periods of a limit have, in dollars. */
  async function standingOf(limitId: SpendingLimitId) {
    const rows = await gateway.db
      .select()
      .from(spendingBalances)
      .where(eq(spendingBalances.limitId, limitId));
    const sum = (of: (row: (typeof rows)[number]) => bigint) =>
      Number(rows.reduce((total, row) => total + of(row), 0n)) / 1e9;
    return {
      spent: sum(({ spentNanoUsd }) => spentNanoUsd),
      reserved: sum(({ reservedNanoUsd }) => reservedNanoUsd),
      fenced: sum(({ fencedNanoUsd }) => fencedNanoUsd),
    };
  }

  return { gateway, provider, callerAt, standingOf };
}
