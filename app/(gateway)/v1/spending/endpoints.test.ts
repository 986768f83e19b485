import { afterAll, describe, expect, test } from "vitest";
import { makeGate, makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { newId } from "@/lib/core/ids";
import { newSpendingLimit } from "@/lib/spending/contract";
import { createSpendingLimit } from "@/lib/spending/create-spending-limit";
import { setAccountSpending } from "@/lib/spending/set-account-spending";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { bodyTests } from "@/lib/testing/endpoint-bodies";
import {
  callEndpoint,
  callOver,
  endpointSuite,
  makeCaller,
  type TestCaller,
} from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { alertsEndpoints } from "../alerts/endpoints";
import { keyEndpoints } from "../key/endpoints";
import { limitsEndpoints } from "../limits/endpoints";
import { enforcementEndpoints, resetEndpoints, setLimitEndpoints, spendingEndpoints } from "./endpoints";
import { raiseEndpoints, spendingLimitEndpoints, spendingLimitsEndpoints } from "./limits/endpoints";
import { testAlertEndpoints } from "./test-alert/endpoints";

const { db, sql } = await appDatabase();
const server = await startApiServer();
afterAll(server.end);

const [getSpending] = spendingEndpoints as [Endpoint];
const [setLimit] = setLimitEndpoints as [Endpoint];
const [setEnforcement] = enforcementEndpoints as [Endpoint];
const [reset] = resetEndpoints as [Endpoint];
const [listLimits, createLimit] = spendingLimitsEndpoints as [Endpoint, Endpoint];
const [getLimit, updateLimit, deleteLimit] = spendingLimitEndpoints as [Endpoint, Endpoint, Endpoint];
const [raise] = raiseEndpoints as [Endpoint];
const [testAlert] = testAlertEndpoints as [Endpoint];
const [listAlerts] = alertsEndpoints as [Endpoint];
const [whoAmI] = keyEndpoints as [Endpoint];
const [readLimits] = limitsEndpoints as [Endpoint];

const contextOf = ({ accountId }: TestCaller) => testContext(db, accountId);
const parsed = (given: object = {}) =>
  newSpendingLimit.parse({ period: "monthly", amountUsd: "5", enforcement: "block", ...given });
const ownLimit = async (caller: TestCaller) => (await createSpendingLimit(contextOf(caller), parsed())).id;
/** Gives the account a limit that bodies and resets are about. */
const withLimit = async (caller: TestCaller, body: object) => {
  await setAccountSpending(contextOf(caller), 5_000_000_000n);
  return body;
};

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(getSpending, { db, call });
  endpointSuite(setLimit, { db, call });
  endpointSuite(setEnforcement, {
    db,
    call,
    ownBody: (caller) => withLimit(caller, { enforcementType: "block" }),
  });
  endpointSuite(reset, { db, call, ownId: async (caller) => `${await withLimit(caller, {})}` });
  endpointSuite(testAlert, { db, call });
  endpointSuite(listLimits, { db, call });
  endpointSuite(createLimit, { db, call });
  for (const endpoint of [getLimit, updateLimit, raise])
    endpointSuite(endpoint, { db, call, ownId: ownLimit });
  endpointSuite(deleteLimit, { db, call, ownId: ownLimit });
  describe("PUT /v1/spending/limit reads its body by itself and", () => {
    bodyTests(setLimit, {
      send: (sent) => call(setLimit, sent),
      fresh: async () => ({ secret: (await makeCaller(db)).secret, body: JSON.stringify({ limit: 100 }) }),
      bodyIsOptional: false,
    });
  });
});

async function account() {
  const { secret, ...caller } = await makeCaller(db);
  const { accountId, keyId } = caller;
  const send = (endpoint: Endpoint, body?: object | string, more: object = {}) =>
    callEndpoint(endpoint, {
      secret,
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      ...more,
    });
  const read = async () => (await send(getSpending)).json();
  const [row] = await sql`select id from api_key_secrets where key_id = ${keyId}`;
  const spend = (costNanoUsd: bigint, more: object = {}) =>
    makeRequests(db, { accountId, keyId, secretId: row?.id }, [{ costNanoUsd, ...more }]);
  return { ...caller, secret, send, read, spend };
}

test("without a limit it is told what was spent in thirty days, and a limit counts that too", async () => {
  const { send, read, spend } = await account();
  const day = 86_400_000;
  await spend(1_500_000_001n, { startedAt: new Date(Date.now() - 29 * day) });
  await spend(9_000_000_000n, { startedAt: new Date(Date.now() - 31 * day) });
  const free = await read();
  expect(free).toEqual({
    currentSpending: 1.500000001,
    limit: null,
    periodStart: expect.stringMatching(/:00:00\.000Z$/),
    status: "active",
    limitEnforcementType: "alert_only",
    percentUsed: null,
    current_spending_usd: "1.500000001",
    current_spending_nano_usd: "1500000001",
    limit_usd: null,
    limit_nano_usd: null,
    limits: [],
  });
  const set = await send(setLimit, { limit: 3 });
  expect([set.status, await set.json()]).toEqual([200, { success: true, limit: 3 }]);
  const held = await read();
  expect(held).toMatchObject({
    currentSpending: 1.500000001,
    limit: 3,
    periodStart: free.periodStart,
    percentUsed: 50,
    limit_usd: "3",
    limit_nano_usd: "3000000000",
    limits: [{ scope: "account", period: "rolling_30_days", enforcement: "alert_only" }],
  });
  const blocked = await send(setEnforcement, { enforcementType: "block" });
  expect([blocked.status, await blocked.json()]).toEqual([200, { success: true, enforcementType: "block" }]);
  await send(setLimit, { limit: 1 });
  expect(await read()).toMatchObject({
    status: "suspended",
    limitEnforcementType: "block",
    percentUsed: 150,
  });
  const anew = await send(reset);
  expect([anew.status, await anew.json()]).toEqual([200, { success: true, message: expect.any(String) }]);
  expect(await read()).toMatchObject({ currentSpending: 0, status: "active", percentUsed: 0 });
  expect(await (await send(setLimit, { limit: null })).json()).toEqual({ success: true, limit: null });
  expect(await read()).toMatchObject({ limit: null, currentSpending: 1.500000001, limits: [] });
  expect((await send(setLimit, { limit: null })).status).toBe(200);
  await expectError(
    setEnforcement,
    await send(setEnforcement, { enforcementType: "block" }),
    409,
    "conflict",
  );
  await expectError(reset, await send(reset), 409, "conflict");
});

test.each([
  ["0", "0"],
  ["25", "25000000000"],
  ["0.000000001", "1"],
  ["1e-9", "1"],
  ["2.5e1", "25000000000"],
  ["123456789.123456789", "123456789123456789"],
  ["999999999.999999999", "999999999999999999"],
  ["25.0000000000000", "25000000000"],
])("a limit of %s is kept to the last digit", async (text, nano) => {
  const { send, read } = await account();
  const answer = await send(setLimit, `{"limit": ${text} }`);
  expect([answer.status, (await answer.json()).limit]).toEqual([200, Number(text)]);
  expect((await read()).limit_nano_usd).toBe(nano);
});

test("a limit of 0 allows nothing, and none is another thing", async () => {
  const { send, read } = await account();
  await send(setLimit, { limit: 0 });
  await send(setEnforcement, { enforcementType: "block" });
  expect(await read()).toMatchObject({ limit: 0, percentUsed: null, status: "suspended" });
});

test.each([
  ["-1", "invalid_field"],
  ["-0", "invalid_field"],
  ["-0.000000001", "invalid_field"],
  ["1e20", "invalid_field"],
  ["100000000000000000000", "invalid_field"],
  ["1e999", "invalid_field"],
  ["1000000000", "invalid_field"],
  ["0.0000000001", "invalid_field"],
  ["1.2345678901", "invalid_field"],
  ["1e-10", "invalid_field"],
  ['"25.00"', "invalid_field"],
  ["true", "invalid_field"],
  ["{}", "invalid_field"],
  ["[25]", "invalid_field"],
  ["NaN", "invalid_json"],
  ["Infinity", "invalid_json"],
])("a limit of %s is refused", async (text, code) => {
  const { send, read } = await account();
  const answer = await send(setLimit, `{"limit":${text}}`);
  const body = await expectError(setLimit, answer, 400, code);
  if (code === "invalid_field") expect(body.param).toBe("limit");
  expect((await read()).limit).toBeNull();
});

test("limits are made, read, changed, raised, listed and removed", async () => {
  const { send, keyId, accountId } = await account();
  const { gateId } = await makeGate(db, { accountId, name: "answers", isDefault: false });
  const made = await send(createLimit, { keyId, period: "daily", amountUsd: "0.0004", enforcement: "block" });
  const limit = await made.json();
  expect([made.status, made.headers.get("location")]).toEqual([201, `/v1/spending/limits/${limit.id}`]);
  expect(limit).toMatchObject({
    object: "spending_limit",
    scope: "key",
    keyId,
    gateId: null,
    period: "daily",
    zone: "UTC",
    amountUsd: "0.0004",
    amount_nano_usd: "400000",
    alertPercents: [80, 100],
    fenceUsd: null,
    countsOwnKeys: true,
    now: { spentUsd: "0", remaining_nano_usd: "400000", percentUsed: 0, status: "active", refusedAt: null },
  });
  const id = limit.id;
  const read = await send(getLimit, undefined, { id });
  expect([read.headers.get("etag"), await read.json()]).toEqual([made.headers.get("etag"), limit]);
  const changed = await send(
    updateLimit,
    { amountUsd: "1", alertPercents: [90, 50], countsOwnKeys: false },
    { id },
  );
  expect(await changed.json()).toMatchObject({
    amountUsd: "1",
    countsOwnKeys: false,
    alertPercents: [50, 90],
    period: "daily",
  });
  const raised = await (await send(raise, { amountUsd: "2.50" }, { id })).json();
  expect(raised).toMatchObject({ amountUsd: "1", raisedUsd: "2.5", now: { remainingUsd: "3.5" } });
  expect(Date.parse(raised.raisedUntil)).toBeGreaterThan(Date.now());
  await send(createLimit, { gateId, period: "weekly", amountUsd: "1", enforcement: "alert_only" });
  await send(createLimit, { period: "lifetime", amountUsd: "1", enforcement: "alert_only", fenceUsd: "0.5" });
  const page = await (await send(listLimits, undefined, { query: "?limit=2" })).json();
  expect([page.data.map(({ scope }: { scope: string }) => scope), page.has_more]).toEqual([
    ["account", "gate"],
    true,
  ]);
  const rest = await (await send(listLimits, undefined, { query: `?after=${page.last_id}` })).json();
  expect([rest.data.map(({ scope }: { scope: string }) => scope), rest.has_more]).toEqual([["key"], false]);
  const nowhere = await (await send(listLimits, undefined, { query: `?after=${newId()}` })).json();
  expect(nowhere.data).toEqual([]);
  expect((await send(deleteLimit, undefined, { id })).status).toBe(204);
  await expectError(getLimit, await send(getLimit, undefined, { id }), 404, "not_found");
});

test("a change for a limit that somebody has changed since is refused", async () => {
  const { send } = await account();
  const made = await send(createLimit, { period: "monthly", amountUsd: "1", enforcement: "block" });
  const { id } = await made.json();
  const seen = { id, headers: { "if-match": made.headers.get("etag") ?? "" } };
  const changed = await send(updateLimit, { amountUsd: "2" }, seen);
  expect([changed.status, changed.headers.get("etag")]).toEqual([
    200,
    expect.not.stringContaining(seen.headers["if-match"]),
  ]);
  await expectError(updateLimit, await send(updateLimit, { amountUsd: "3" }, seen), 409, "conflict");
  await expectError(deleteLimit, await send(deleteLimit, undefined, seen), 409, "conflict");
  for (const wrong of ["1", '"abc"', `"${"9".repeat(17)}"`]) {
    const answer = await send(updateLimit, { amountUsd: "3" }, { id, headers: { "if-match": wrong } });
    await expectError(updateLimit, answer, 400, "invalid_field");
  }
  const huge = { id, headers: { "if-match": `"${"9".repeat(16)}"` } };
  await expectError(updateLimit, await send(updateLimit, { amountUsd: "3" }, huge), 409, "conflict");
  const any = { id, headers: { "if-match": "*" } };
  expect((await send(deleteLimit, undefined, any)).status).toBe(204);
});

const GOOD = { period: "monthly", amountUsd: "5", enforcement: "block" };
test.each([
  ["amountUsd", "invalid_field", { ...GOOD, amountUsd: "-1" }],
  ["amountUsd", "invalid_field", { ...GOOD, amountUsd: "0.0000000001" }],
  ["amountUsd", "invalid_field", { ...GOOD, amountUsd: "100000000000000000000" }],
  ["amountUsd", "invalid_field", { ...GOOD, amountUsd: "1e3" }],
  ["amountUsd", "invalid_field", { ...GOOD, amountUsd: "NaN" }],
  ["amountUsd", "invalid_field", { ...GOOD, amountUsd: " 5" }],
  ["amountUsd", "invalid_field", { ...GOOD, amountUsd: 5 }],
  ["amountUsd", "invalid_field", { ...GOOD, amountUsd: null }],
  ["amountUsd", "invalid_field", { period: "monthly", enforcement: "block" }],
  ["period", "invalid_field", { ...GOOD, period: "yearly" }],
  ["enforcement", "invalid_field", { ...GOOD, enforcement: "maybe" }],
  ["zone", "invalid_field", { ...GOOD, zone: "Mars/Olympus" }],
  ["zone", "invalid_field", { ...GOOD, zone: "+02:00" }],
  ["alertPercents", "invalid_field", { ...GOOD, alertPercents: [50, 50] }],
  ["alertPercents.0", "invalid_field", { ...GOOD, alertPercents: [0] }],
  ["alertPercents.0", "invalid_field", { ...GOOD, alertPercents: [101] }],
  ["fenceUsd", "invalid_field", { ...GOOD, fenceUsd: "-1" }],
  ["countsOwnKeys", "invalid_field", { ...GOOD, countsOwnKeys: "no" }],
  ["countsOwnKeys", "invalid_field", { ...GOOD, countsOwnKeys: null }],
  ["gateId", "invalid_field", { ...GOOD, gateId: "no-id" }],
  ["gateId", "invalid_field", { ...GOOD, gateId: newId(), keyId: newId() }],
  ["scope", "unknown_field", { ...GOOD, scope: "account" }],
  ["countsFrom", "unknown_field", { ...GOOD, countsFrom: "2026-01-01T00:00:00Z" }],
])("a new limit with a wrong %s is refused as %s: %j", async (param, code, body) => {
  const { send, read } = await account();
  expect((await expectError(createLimit, await send(createLimit, body), 400, code)).param).toBe(param);
  expect((await read()).limits).toEqual([]);
});

test("another account's gate or key is answered like a random one, and a second limit of a period names the first", async () => {
  const [mine, theirs] = [await account(), await account()];
  const { gateId } = await makeGate(db, { accountId: theirs.accountId, name: "theirs", isDefault: false });
  const ids = [{ gateId }, { gateId: newId() }, { keyId: theirs.keyId }, { keyId: newId() }];
  const answers = [];
  for (const holder of ids) {
    const answer = await mine.send(createLimit, { ...GOOD, ...holder });
    const { requestId: _, ...body } = await expectError(createLimit, answer, 404, "not_found");
    answers.push(JSON.stringify(body));
  }
  expect([answers[0], answers[2]]).toEqual([answers[1], answers[3]]);
  const first = await (await mine.send(createLimit, GOOD)).json();
  const second = await mine.send(createLimit, GOOD);
  expect(await second.clone().json()).toMatchObject({ details: { limit_id: first.id } });
  await expectError(createLimit, second, 409, "conflict");
});

test.each([
  ["until", { amountUsd: "1", until: "2020-01-01T00:00:00Z" }],
  ["until", { amountUsd: "1", until: "0000-01-01T00:00:00Z" }],
  ["until", { amountUsd: "1", until: new Date(Date.now() + 32 * 86_400_000).toISOString() }],
  ["until", { amountUsd: "1", until: "tomorrow" }],
  ["amountUsd", { amountUsd: "-1" }],
  ["amountUsd", {}],
])("a raise with a wrong %s is refused: %j", async (param, body) => {
  const caller = await account();
  const id = await ownLimit(caller);
  const answer = await caller.send(raise, body, { id });
  expect((await expectError(raise, answer, 400, "invalid_field")).param).toBe(param);
});

test("keys with a scope read spending where they may read keys, and change nothing of it", async () => {
  const caller = await makeCaller(db);
  const id = await ownLimit(caller);
  await withLimit(caller, {});
  const scopes = [
    { access: "inference" },
    { access: "read" },
    { access: { keys: "read" } },
    { access: { keys: "write" } },
    { networks: ["127.0.0.0/8", "::1/128"] },
  ] as const;
  for (const scope of scopes) {
    const { secret } = await makeKey(db, {
      accountId: caller.accountId,
      name: JSON.stringify(scope),
      scope: scope as unknown as { access: "read" },
    });
    const mayRead = "access" in scope && scope.access !== "inference";
    if ("access" in scope) {
      expect((await callEndpoint(getSpending, { secret })).status).toBe(mayRead ? 200 : 403);
      expect((await callEndpoint(getLimit, { secret, id })).status).toBe(mayRead ? 200 : 403);
    }
    const writes: Array<[Endpoint, object | undefined, object]> = [
      [setLimit, { limit: 1 }, {}],
      [setEnforcement, { enforcementType: "alert_only" }, {}],
      [reset, undefined, {}],
      [testAlert, undefined, {}],
      [createLimit, { ...GOOD, period: "daily" }, {}],
      [updateLimit, { amountUsd: "9" }, { id }],
      [raise, { amountUsd: "9" }, { id }],
      [deleteLimit, undefined, { id }],
    ];
    for (const [endpoint, body, more] of writes) {
      const sent = { secret, ...(body && { body: JSON.stringify(body) }), ...more };
      const answer = await callOver(server.url)(endpoint, sent);
      expect([endpoint.operation.operationId, answer.status]).toEqual([endpoint.operation.operationId, 403]);
    }
  }
  const { secret } = caller;
  const { limit, limits } = await (await callEndpoint(getSpending, { secret })).json();
  expect([limit, limits.length]).toEqual([5, 2]);
});

test("a program sends the test alert that the page sends, once a minute", async () => {
  const caller = await account();
  await createWebhook(contextOf(caller), { url: "https://example.com/all", events: ["*"] });
  await createWebhook(contextOf(caller), { url: "https://example.com/keys", events: ["key.*"] });
  const sent = await caller.send(testAlert);
  expect([sent.status, await sent.json()]).toEqual([
    200,
    {
      success: true,
      mailedTo: null,
      webhooks: [{ id: expect.any(String), url: "https://example.com/all" }],
      otherWebhooks: 1,
    },
  ]);
  const { data } = await (await caller.send(listAlerts)).json();
  expect(data).toMatchObject([{ type: "spend.threshold", data: { isTest: true } }]);
  const again = await caller.send(testAlert);
  // The clock may have turned the minute between the two; it does not do so twice.
  await expectError(testAlert, again.status === 200 ? await caller.send(testAlert) : again, 409, "conflict");
});

test("a program reads what is left of the limits that hold its own calls", async () => {
  const { send, accountId, keyId, spend } = await account();
  const { gateId } = await makeGate(db, { accountId, name: "answers", isDefault: false });
  const { keyId: another } = await makeKey(db, { accountId, name: "Another" });
  for (const holder of [{}, { gateId }, { keyId }, { keyId: another }])
    await send(createLimit, { ...GOOD, ...holder });
  await spend(1_250_000_000n);
  const { spending } = await (await send(whoAmI)).json();
  expect(spending).toMatchObject([
    { scope: "account", scope_id: accountId, spent_usd: "1.25", remaining_nano_usd: "3750000000" },
    {
      scope: "key",
      scope_id: keyId,
      period: "monthly",
      limit_usd: "5",
      status: "active",
      reset_at: expect.any(String),
    },
  ]);
  expect((await (await send(readLimits)).json()).spending).toEqual(spending);
  const through = await (await send(readLimits, undefined, { query: "?gate=answers" })).json();
  expect(through.spending.map(({ scope }: { scope: string }) => scope)).toEqual(["account", "gate", "key"]);
  expect(through.spending[1]).toMatchObject({ scope_id: gateId, scope_name: "answers", spent_usd: "0" });
});
