import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { accounts } from "@/db/schema/accounts";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import type { KeyScope } from "@/lib/core/key-scope";
import type { RateLimits } from "@/lib/core/rate-limits";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";

const provider = await startFakeOpenAI();
const gateway = await startGatewayServer(provider.baseUrl, { LAYER_RATE_LIMIT_HEADERS: "openai+ietf" });
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});

const hello = { model: "gpt-4o-mini", messages: [{ role: "user", content: "Say hello" }] };
const ofRequests = ({ headers }: Response) =>
  ["limit", "remaining"].map((name) => headers.get(`x-ratelimit-${name}-requests`));

type Given = { account?: RateLimits; key?: RateLimits; gate?: RateLimits; scope?: KeyScope };

async function callerWith({ account, key, gate, scope }: Given) {
  const caller = await gateway.makeCaller();
  const { accountId, keyId, gateId, authorization } = caller;
  await gateway.db
    .update(accounts)
    .set({ limits: account ?? null })
    .where(eq(accounts.id, accountId));
  await gateway.db
    .update(apiKeys)
    .set({ limits: key ?? null, scope: scope ?? null })
    .where(eq(apiKeys.id, keyId));
  await gateway.db
    .update(gates)
    .set({ limits: gate ?? null })
    .where(eq(gates.id, gateId));
  const send = (method: string, path: string, body?: object) =>
    fetch(gateway.url + path, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const get = (path: string) => send("GET", path);
  const limits = async (query = "") => (await (await get(`/v1/limits${query}`)).json()).data;
  return { ...caller, send, get, limits, call: () => gateway.chat(authorization, hello) };
}

test("every limit in force is told with what is used of it, and reading it uses nothing", async () => {
  const { call, limits, get, keyId, accountId, gateId, name } = await callerWith({
    account: { requestsPerMinute: 100, tokensPerMinute: 5_000 },
    key: { requestsPerMinute: 10 },
    gate: { requestsPerMinute: 4, concurrentRequests: 2 },
  });
  expect((await call()).status).toBe(200);
  const read = await limits();
  const [row] = await gateway.rowsOf(keyId);
  const tokens = (row?.inputTokens ?? 0) + (row?.outputTokens ?? 0);
  expect(read).toMatchObject([
    { limit: "requests_per_minute", scope: "account", scope_id: accountId, value: 100, used: 1 },
    { limit: "tokens_per_minute", scope: "account", used: tokens, remaining: 5_000 - tokens, tightest: true },
    { limit: "requests_per_minute", scope: "key", scope_id: keyId, scope_name: name, value: 10, used: 1 },
  ]);
  expect(read[2]).toMatchObject({ remaining: 9, tightest: true });
  expect(read[0].tightest).toBe(false);
  const resetMs = Date.parse(read[2].reset_at) - Date.now();
  expect(resetMs).toBeGreaterThan(50_000);
  expect(resetMs).toBeLessThanOrEqual(61_000);
  expect((await limits()).map(({ used }: { used: number }) => used)).toEqual([1, tokens, 1]);
  const through = await limits(`?gate=${gateId}`);
  expect(through.slice(3)).toMatchObject([
    { limit: "requests_per_minute", scope: "gate", scope_id: gateId, remaining: 3, tightest: true },
    { limit: "concurrent_requests", scope: "gate", value: 2, used: 0, reset_at: null, tightest: true },
  ]);
  expect(through[2].tightest).toBe(false);
  const own = (await (await get("/v1/key")).json()).limits;
  expect(own.map(({ scope, used }: { scope: string; used: number }) => [scope, used])).toEqual([
    ["account", 1],
    ["account", tokens],
    ["key", 1],
  ]);
});

test("a gate is found by its name too; one that is not there or not the key's is not told of", async () => {
  const { get, limits, accountId } = await callerWith({ gate: { requestsPerMinute: 4 } });
  expect(await limits("?gate=default")).toMatchObject([{ scope: "gate", scope_name: "default" }]);
  expect((await get("/v1/limits?gate=nothing")).status).toBe(404);
  const other = await callerWith({ gate: { requestsPerMinute: 4 } });
  expect((await get(`/v1/limits?gate=${other.gateId}`)).status).toBe(404);
  expect(await limits()).toEqual([]);
  for (const [code, scope] of [
    ["scope_gate", { gates: [crypto.randomUUID()] }],
    ["scope_access", { access: { inference: "none" } }],
  ] as const) {
    await gateway.db
      .update(apiKeys)
      .set({ scope: scope as unknown as KeyScope })
      .where(eq(apiKeys.accountId, accountId));
    const refused = await get("/v1/limits?gate=default");
    expect([refused.status, (await refused.json()).error]).toEqual([403, code]);
    expect((await get("/v1/limits")).status).toBe(200);
  }
});

test("a program that has used up its minute can still read its limits and delete a key", async () => {
  const { call, limits, send, keyId } = await callerWith({ key: { requestsPerMinute: 2 } });
  expect([(await call()).status, (await call()).status, (await call()).status]).toEqual([200, 200, 429]);
  expect(await limits()).toMatchObject([{ used: 2, remaining: 0 }]);
  expect((await send("DELETE", `/v1/keys/${keyId}`)).status).toBe(204);
});

test("requests that call no model are counted by account and key, apart from calls, and told so in every answer", async () => {
  const { get, call, send, name } = await callerWith({
    account: { requestsPerMinute: 100 },
    key: { requestsPerMinute: 3 },
  });
  expect(ofRequests(await get("/v1/key"))).toEqual(["3", "2"]);
  const missing = await get(`/v1/keys/${crypto.randomUUID()}`);
  expect([missing.status, ...ofRequests(missing)]).toEqual([404, "3", "1"]);
  const bad = await send("POST", "/v1/gates", { name: 7 });
  expect([bad.status, ...ofRequests(bad)]).toEqual([400, "3", "0"]);
  const refused = await get("/v1/gates");
  expect([refused.status, ...ofRequests(refused)]).toEqual([429, "3", "0"]);
  const seconds = Number(refused.headers.get("retry-after"));
  expect(seconds).toBeGreaterThan(50);
  expect(Math.ceil(Number(refused.headers.get("retry-after-ms")) / 1_000)).toBe(seconds);
  expect(refused.headers.get("x-ratelimit-reset-requests")).toMatch(/^\d+s$/);
  expect(await refused.json()).toMatchObject({
    error: "rate_limit_exceeded",
    details: { limit: "requests_per_minute", scope: "key", scope_name: name, limit_value: 3, used: 3 },
  });
  const called = await call();
  expect([called.status, ...ofRequests(called)]).toEqual([200, "3", "2"]);
});

test("a key that is allowed none is not told to come back, and one without limits is told of none", async () => {
  const none = await callerWith({ key: { requestsPerMinute: 0 } });
  const refused = await none.get("/v1/key");
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBeNull();
  expect(refused.headers.get("x-should-retry")).toBe("false");
  const free = await callerWith({});
  const answer = await free.get("/v1/key");
  const told = [...answer.headers.keys()].filter((header) => header.includes("ratelimit"));
  expect([answer.status, told]).toEqual([200, []]);
});

test("Anthropic's clients are told in their own headers, before and after a refusal", async () => {
  const { authorization } = await callerWith({
    key: { requestsPerMinute: 2, tokensPerMinute: 1_000 },
  });
  const body = { model: "sandbox/echo", max_tokens: 50, messages: hello.messages };
  const ask = () => gateway.post("/v1/messages", authorization, body);
  const first = await ask();
  const read = (answer: Response, name: string) => answer.headers.get(`anthropic-ratelimit-${name}`);
  expect([first.status, read(first, "requests-limit"), read(first, "requests-remaining")]).toEqual([
    200,
    "2",
    "1",
  ]);
  expect(read(first, "tokens-limit")).toBe("1000");
  expect(Number(read(first, "tokens-remaining"))).toBeLessThan(950);
  for (const name of ["requests-reset", "tokens-reset"]) {
    const moment = read(first, name) ?? "";
    expect(moment).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Date.parse(moment) - Date.now()).toBeGreaterThan(50_000);
    expect(Date.parse(moment) - Date.now()).toBeLessThanOrEqual(62_000);
  }
  await ask();
  const refused = await ask();
  expect([refused.status, read(refused, "requests-remaining")]).toEqual([429, "0"]);
  expect(refused.headers.get("x-ratelimit-remaining-requests")).toBe("0");
});

test("the pair that is to be a standard tells every limit per minute", async () => {
  const { call, get } = await callerWith({
    account: { requestsPerMinute: 100 },
    key: { requestsPerMinute: 60, tokensPerMinute: 2_000 },
  });
  const { headers } = await call();
  expect(headers.get("ratelimit-policy")).toBe(
    '"account";q=100;w=60, "key";q=60;w=60, "key-tokens";q=2000;qu="tokens";w=60',
  );
  expect(headers.get("ratelimit")).toMatch(
    /^"account";r=99;t=(60|61), "key";r=59;t=(60|61), "key-tokens";r=19\d\d;t=(60|61)$/,
  );
  const { headers: ofKey } = await get("/v1/key");
  expect(ofKey.get("ratelimit")).toMatch(/^"account";r=99;t=(60|61), "key";r=59;t=(60|61)$/);
  expect(ofKey.get("anthropic-ratelimit-requests-limit")).toBeNull();
});
