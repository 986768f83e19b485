import { eq } from "drizzle-orm";
import OpenAI from "openai";
import { afterAll, expect, test } from "vitest";
import { makeKey } from "@/db/factories";
import { accounts } from "@/db/schema/accounts";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import type { RateLimits } from "@/lib/core/rate-limits";
import { startFakeOpenAI } from "./fake-openai";
import { startGatewayServer } from "./gateway-server";

const hello = { model: "gpt-4o-mini", messages: [{ role: "user", content: "Say hello" }] };
const fields = ["limit-requests", "remaining-requests", "limit-tokens", "remaining-tokens"];
const limitsIn = ({ headers }: Response) => fields.map((name) => headers.get(`x-ratelimit-${name}`));

/** What holds over HTTP wherever limits are counted. One store per test file: the settings of a process are read once. */
export async function rateLimitTests(
  store: "memory" | "postgres" | "redis",
  settings: Record<string, string> = {},
) {
  const provider = await startFakeOpenAI();
  const gateway = await startGatewayServer(provider.baseUrl, { LAYER_LIMITS_STORE: store, ...settings });
  afterAll(async () => {
    await gateway.stop();
    await provider.stop();
    expect(gateway.faults).toEqual([]);
  });
  provider.script = ({ ask }) => (ask.stream === true ? { kind: "answer", stepwise: true } : undefined);

  async function callerWith(given: { account?: RateLimits; key?: RateLimits; gate?: RateLimits }) {
    const caller = await gateway.makeCaller();
    const { accountId, keyId, gateId } = caller;
    if (given.account)
      await gateway.db.update(accounts).set({ limits: given.account }).where(eq(accounts.id, accountId));
    if (given.key) await gateway.db.update(apiKeys).set({ limits: given.key }).where(eq(apiKeys.id, keyId));
    if (given.gate) await gateway.db.update(gates).set({ limits: given.gate }).where(eq(gates.id, gateId));
    return { ...caller, call: (body: object = hello) => gateway.chat(caller.authorization, body) };
  }

  test("a key calls as often as it may; then it is told which limit it reached, whose, and when to come back", async () => {
    const { call, keyId, name } = await callerWith({ key: { requestsPerMinute: 2 } });
    const first = await call();
    expect(first.status).toBe(200);
    expect(limitsIn(first)).toEqual(["2", "1", null, null]);
    expect((await call()).status).toBe(200);
    const refused = await call();
    expect(refused.status).toBe(429);
    expect(limitsIn(refused)).toEqual(["2", "0", null, null]);
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(61);
    expect(Math.ceil(Number(refused.headers.get("retry-after-ms")) / 1_000)).toBe(seconds);
    const { error } = (await refused.json()) as { error: Record<string, unknown> };
    expect(error).toMatchObject({
      code: "rate_limit_exceeded",
      type: "rate_limit_error",
      limit: "requests_per_minute",
      scope: "key",
      scope_name: name,
      limit_value: 2,
      used: 2,
    });
    expect(error.message).toMatch(/allows 2 requests per minute\. 2 are counted\. Try again in \d+ s\./);
    const rows = await gateway.rowsOf(keyId);
    expect(rows.map(({ status, errorCode }) => [status, errorCode])).toEqual([
      [200, null],
      [200, null],
      [429, "rate_limit_exceeded"],
    ]);
    expect(rows.map(({ refusedBy }) => refusedBy)).toEqual([null, null, "requestsPerMinute:key"]);
  });

  test.each(["account", "gate"] as const)(
    "a limit of the %s holds for all of its keys together",
    async (scope) => {
      const { call, accountId } = await callerWith({ [scope]: { requestsPerMinute: 2 } });
      const other = await makeKey(gateway.db, { accountId });
      expect((await call()).status).toBe(200);
      expect((await gateway.chat(`Bearer ${other.secret}`, hello)).status).toBe(200);
      const refused = await gateway.chat(`Bearer ${other.secret}`, hello);
      expect(refused.status).toBe(429);
      expect(await refused.json()).toMatchObject({ error: { scope, limit_value: 2 } });
    },
  );

  test("the tightest of several limits counts, and one that refuses leaves the others uncounted", async () => {
    const { call } = await callerWith({ account: { requestsPerMinute: 3 }, key: { requestsPerMinute: 1 } });
    expect(limitsIn(await call())).toEqual(["1", "0", null, null]);
    for (let time = 0; time < 3; time += 1) expect((await call()).status).toBe(429);
    const response = await call();
    expect(await response.json()).toMatchObject({ error: { scope: "key", used: 1 } });
  });

  test("tokens are counted as they were used, not as they were feared", async () => {
    const { call, keyId } = await callerWith({ key: { tokensPerMinute: 2_000 } });
    const first = await call({ ...hello, max_tokens: 1_500 });
    expect(first.status).toBe(200);
    expect(limitsIn(first)[2]).toBe("2000");
    const [row] = await gateway.rowsOf(keyId);
    const used = (row?.inputTokens ?? 0) + (row?.outputTokens ?? 0);
    expect(used).toBeGreaterThan(0);
    const second = await call({ ...hello, max_tokens: 1_500 });
    expect(second.status).toBe(200);
    const left = 2_000 - used - Number(limitsIn(second)[3]);
    expect(left).toBeGreaterThanOrEqual(1_500);
    expect(left).toBeLessThan(1_550);
  });

  test("a call that asks for more tokens than a minute has is not told to come back", async () => {
    const { call } = await callerWith({ key: { tokensPerMinute: 100 } });
    const refused = await call({ ...hello, max_tokens: 101 });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBeNull();
    expect(refused.headers.get("x-should-retry")).toBe("false");
    expect((await call({ ...hello, max_tokens: 10 })).status).toBe(200);
  });

  test("so many calls run at the same time, and one that ends makes room, however it ends", async () => {
    const { call, authorization } = await callerWith({ key: { concurrentRequests: 1 } });
    const leaving = new AbortController();
    const slow = { ...hello, stream: true };
    const held = await gateway.chat(authorization, slow, { signal: leaving.signal });
    expect(held.status).toBe(200);
    const refused = await call();
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ error: { limit: "concurrent_requests", used: 1 } });
    leaving.abort();
    await expect.poll(async () => (await call()).status).toBe(200);
    expect((await call()).status).toBe(200);
    expect((await call({ model: 7 })).status).toBe(400);
    expect((await call()).status).toBe(200);
  });

  test.each([
    ["requestsPerDay", "requests_per_day", 24],
    ["requestsPerMonth", "requests_per_month", 31 * 24],
  ] as const)(
    "%s are counted until the day or month ends by UTC, and told apart from a minute",
    async (limit, named, hours) => {
      const { call } = await callerWith({ account: { requestsPerMinute: 100, [limit]: 2 } });
      expect((await call()).status).toBe(200);
      expect((await call()).status).toBe(200);
      const refused = await call();
      expect(refused.status).toBe(429);
      const { error } = (await refused.json()) as { error: Record<string, unknown> };
      expect(error).toMatchObject({ limit: named, scope: "account", limit_value: 2, used: 2 });
      // To the minute: the clocks of the answer and of the ledger are two.
      const reset = new Date(Math.round(Date.parse(String(error.reset_at)) / 60_000) * 60_000);
      expect(reset.toISOString()).toMatch(limit === "requestsPerDay" ? /T00:00:00/ : /-01T00:00:00/);
      expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(hours * 3_600 + 1);
      expect(limitsIn(refused)).toEqual(["100", "98", null, null]);
    },
  );

  test("an account whose limit is 0 calls nothing, and is not told to come back", async () => {
    const { call } = await callerWith({ account: { requestsPerMinute: 0 } });
    const refused = await call();
    expect(refused.status).toBe(429);
    expect(refused.headers.get("x-should-retry")).toBe("false");
    expect(await refused.text()).toContain("allows no requests per minute");
  });

  test("the official client backs off by itself until it is served", async () => {
    const { authorization, call, keyId } = await callerWith({ key: { concurrentRequests: 1 } });
    const leaving = new AbortController();
    const slow = { ...hello, stream: true };
    await gateway.chat(authorization, slow, { signal: leaving.signal });
    const client = new OpenAI({
      apiKey: authorization.slice(7),
      baseURL: `${gateway.url}/v1`,
      maxRetries: 5,
    });
    const answer = client.chat.completions.create({
      ...hello,
      messages: [{ role: "user", content: "Say hello" }],
    });
    await expect
      .poll(async () => (await gateway.rowsOf(keyId)).filter(({ status }) => status === 429).length)
      .toBeGreaterThan(0);
    leaving.abort();
    expect((await answer).choices).toHaveLength(1);
    expect((await call()).status).toBe(200);
  });

  return { gateway, provider, callerWith };
}
