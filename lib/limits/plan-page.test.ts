import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { makeGate, makeKey, makeOwner } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { accounts } from "@/db/schema/accounts";
import { apiKeys } from "@/db/schema/keys";
import { accountRetention } from "@/db/schema/retention";
import { NO_LIMITS } from "@/lib/core/rate-limits";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { loadOfLog } from "./load-of-log";
import { openMemoryStore } from "./memory-store";
import { accountLimits, countedLimits, otherPlans, ownLimits, tightest, usedNow } from "./queries";
import { refusals } from "./refusals";
import { peaksSince, weighLoad } from "./weigh-load";

const { db, end } = await testDatabase();
afterAll(end);

const now = new Date("2026-11-22T10:30:30Z");

async function newAccount() {
  const { accountId } = await makeOwner(db);
  const key = await makeKey(db, { accountId, name: "Batch job" });
  const ctx = testContext(db, accountId);
  ctx.clock.at = now;
  return { ctx, accountId, ...key };
}

test("the busiest of a week is found in any 60 seconds, without what limits or the key refused", async () => {
  const { ctx, accountId, keyId, secretId } = await newAccount();
  const at = (ms: number, given: object = {}) => ({
    startedAt: new Date(now.getTime() - ms),
    latencyMs: 10 * SECOND_MS,
    inputTokens: 100,
    outputTokens: 0,
    ...given,
  });
  await makeRequests(db, { accountId, keyId, secretId }, [
    // Three within 60 seconds, over the end of a minute; two of them at the same time.
    at(2 * HOUR_MS + 45 * SECOND_MS),
    at(2 * HOUR_MS + 5 * SECOND_MS),
    at(2 * HOUR_MS),
    at(2 * HOUR_MS, { status: 429, errorCode: "rate_limit_exceeded", refusedBy: "requestsPerMinute:key" }),
    at(2 * HOUR_MS, { status: 401, errorCode: "key_disabled" }),
    at(3 * DAY_MS, { inputTokens: 5_000 }),
    at(8 * DAY_MS),
  ]);
  const load = await loadOfLog(ctx);
  expect(load).toMatchObject({ isCut: false, monthRequests: 5 });
  expect(peaksSince(load, now.getTime() - DAY_MS)).toEqual({
    requestsPerMinute: 3,
    tokensPerMinute: 300,
    requestsPerDay: 3,
    requestsPerMonth: null,
    concurrentRequests: 2,
  });
  const strict = { ...NO_LIMITS, requestsPerMinute: 2, tokensPerMinute: 1_000, keys: 1 };
  expect(weighLoad(load, strict, 2)).toEqual({
    minutes: 2,
    days: 2,
    calls: 1,
    causes: ["requestsPerMinute", "tokensPerMinute", "keys"],
  });
  expect(weighLoad(load, { ...NO_LIMITS, requestsPerDay: 2, requestsPerMonth: 4 }, 2)).toEqual({
    minutes: 0,
    days: 1,
    calls: 1,
    causes: ["requestsPerDay", "requestsPerMonth"],
  });
  expect(weighLoad(load, NO_LIMITS, 2)).toEqual({ minutes: 0, days: 0, calls: 0, causes: [] });
});

test("where older calls of the week have expired, the load says since when there are any", async () => {
  const { ctx, accountId, keyId, secretId } = await newAccount();
  await makeRequests(db, { accountId, keyId, secretId }, 1);
  const week = (await loadOfLog(ctx)).since;
  expect(week).toEqual(new Date(now.getTime() - 7 * DAY_MS));
  const keptFrom = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - 2 * DAY_MS);
  await db.insert(accountRetention).values({ accountId, keptFrom });
  expect(await loadOfLog(ctx)).toMatchObject({ since: keptFrom, isCut: false });
});

test("refusals are counted by bar and by the limit that did it, and nothing else is", async () => {
  const { ctx, accountId, keyId, secretId } = await newAccount();
  const limited = { status: 429, errorCode: "rate_limit_exceeded" };
  await makeRequests(db, { accountId, keyId, secretId }, [
    { ...limited, refusedBy: "requestsPerMinute:key", startedAt: new Date("2026-11-20T12:00:00Z") },
    { ...limited, refusedBy: "requestsPerMinute:key", startedAt: new Date("2026-11-20T12:01:00Z") },
    { ...limited, refusedBy: "tokensPerMinute:account", startedAt: new Date("2026-11-21T00:00:00Z") },
    { status: 429, errorCode: "provider_failed", startedAt: new Date("2026-11-21T00:00:00Z") },
    { ...limited, refusedBy: "requestsPerMinute:key", startedAt: new Date("2026-11-19T23:59:59Z") },
  ]);
  const starts = [new Date("2026-11-20T00:00:00Z"), new Date("2026-11-21T00:00:00Z")];
  const counted = await refusals(ctx, new Date("2026-11-22T00:00:00Z"), starts);
  expect(counted.toSorted((one, other) => one.bar - other.bar)).toEqual([
    { bar: 0, by: "requestsPerMinute:key", calls: 2 },
    { bar: 1, by: "tokensPerMinute:account", calls: 1 },
  ]);
});

test("limits are told with whose they are, how far they are used, and which of two counts", async () => {
  const { ctx, accountId, keyId } = await newAccount();
  await db
    .update(accounts)
    .set({ plan: "free", limits: { requestsPerMinute: 50 } })
    .where(eq(accounts.id, accountId));
  await db
    .update(apiKeys)
    .set({ limits: { requestsPerMinute: 60, concurrentRequests: 0 } })
    .where(eq(apiKeys.id, keyId));
  await makeGate(db, { accountId, name: "no limits", isDefault: false });
  const account = await accountLimits(ctx);
  expect(account).toMatchObject({ plan: { id: "free" }, own: ["requestsPerMinute"], keys: 1 });
  expect(account.limits.requestsPerMinute).toBe(50);
  expect((await otherPlans(ctx)).map(({ id }) => id)).not.toContain("free");
  const own = await ownLimits(ctx);
  expect(own.map(({ scope, limit, value }) => [scope, limit, value])).toEqual([
    ["key", "requestsPerMinute", 60],
    ["key", "concurrentRequests", 0],
  ]);
  expect(own.map((limit) => tightest(limit, account.limits))).toEqual(["account", "own"]);
  const store = openMemoryStore(() => MINUTE_MS);
  await store.claim([
    { counter: `requestsPerMinute:account:${accountId}`, window: "minute", limit: 50, amount: 7 },
  ]);
  const minutes = countedLimits(account, ctx).filter(({ limit }) => limit === "requestsPerMinute");
  expect(await usedNow(store, minutes)).toEqual([7]);
  const away = { claim: () => Promise.reject(new Error("away")), adjust: () => undefined };
  expect(await usedNow(away, minutes)).toEqual([null]);
});
