import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { makeSpendingLimit } from "@/db/factories-spending";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/core/time";
import { chosenRange } from "@/lib/core/time-choice";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { listConcerns } from "./list-concerns";

const { db, end } = await testDatabase();
afterAll(end);

async function newAccount() {
  const { accountId } = await makeOwner(db);
  const { keyId, secretId } = await makeKey(db, { accountId });
  const ctx = testContext(db, accountId);
  const ago = (ms: number) => new Date(ctx.clock.now().getTime() - ms);
  return { ctx, ago, caller: { accountId, keyId, secretId } };
}

const failed = (startedAt: Date, errorMessage: string) => ({
  startedAt,
  status: 502,
  errorCode: "provider_failed",
  errorMessage,
  costNanoUsd: 0n,
});

test("an account in order has no concerns", async () => {
  const { ctx, ago, caller } = await newAccount();
  await makeRequests(db, caller, [{ startedAt: ago(HOUR_MS) }]);
  expect(await listConcerns(ctx, "UTC")).toEqual([]);
});

test("a cause of errors that is new is told, one that always was there is not, and neither is another account's", async () => {
  const [{ ctx, ago, caller }, other] = [await newAccount(), await newAccount()];
  const usual = Array.from({ length: 70 }, (_, n) =>
    failed(ago(DAY_MS + n * 2 * HOUR_MS), "The model is busy."),
  );
  const today = Array.from({ length: 12 }, () => [
    failed(ago(HOUR_MS), "The model is busy."),
    failed(ago(HOUR_MS), "The account has no credit left."),
  ]).flat();
  const fine = Array.from({ length: 8 }, (_, n) => ({ startedAt: ago(DAY_MS * (n + 0.5)) }));
  await makeRequests(db, caller, [...usual, ...today, ...fine]);
  await makeRequests(db, other.caller, today);
  const concerns = await listConcerns(ctx, "UTC");
  expect(concerns).toMatchObject([
    {
      kind: "errors",
      group: { errorCode: "provider_failed", message: "The account has no credit left.", count: 12 },
    },
  ]);
});

test("models without a price are told with how many requests of the seven days that charts count", async () => {
  const zone = "Asia/Tokyo";
  const { ctx, ago, caller } = await newAccount();
  const { from } = chosenRange({ range: "7d", from: null, to: null }, zone, ctx.clock.now());
  const unpriced = {
    modelUsed: "llama3.1:8b",
    provider: "ollama",
    costNanoUsd: null,
    settlement: "unpriced" as const,
  };
  await makeRequests(db, caller, [
    { ...unpriced, startedAt: ago(MINUTE_MS) },
    { ...unpriced, startedAt: from },
    { ...unpriced, startedAt: new Date(from.getTime() - 1) },
  ]);
  expect(await listConcerns(ctx, zone)).toMatchObject([
    { kind: "unpriced", model: "llama3.1:8b", requests: 2 },
  ]);
});

test("limits that refuse calls and those that are nearly used up are told, the ones in the way first", async () => {
  const { ctx, ago, caller } = await newAccount();
  const { accountId } = caller;
  const limit = { accountId, period: "lifetime", enforcement: "block" } as const;
  await makeSpendingLimit(db, { ...limit, keyId: caller.keyId, amountNanoUsd: 1_000n });
  await makeSpendingLimit(db, { ...limit, amountNanoUsd: 100_000n });
  const monthly = { ...limit, period: "monthly" } as const;
  const { limitId } = await makeSpendingLimit(db, { ...monthly, amountNanoUsd: 100_000n });
  await makeRequests(db, caller, [{ startedAt: ago(0), costNanoUsd: 900n }]);
  await db.execute(sql`update spending_balances set refused_at = now() where limit_id = ${limitId}`);
  expect(await listConcerns(ctx, "UTC")).toMatchObject([
    { kind: "spending", limit: { id: limitId, now: { percentUsed: 0, status: "active" } } },
    { kind: "spending", limit: { scope: "key", now: { percentUsed: 90 } } },
  ]);
});

test("a key that expires in days is told", async () => {
  const { ctx, ago, caller } = await newAccount();
  await makeKey(db, { accountId: caller.accountId, expiresAt: ago(-DAY_MS) });
  expect(await listConcerns(ctx, "UTC")).toMatchObject([{ kind: "keys", defect: "expiresSoon", keys: 1 }]);
});
