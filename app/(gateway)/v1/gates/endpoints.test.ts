import { afterAll, describe, expect, test } from "vitest";
import { makeGate, makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { DEFAULT_GATE_SETTINGS } from "@/lib/core/gate-settings";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import {
  callEndpoint,
  callOver,
  endpointSuite,
  makeCaller,
  type TestCaller,
} from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { gateByIdEndpoints } from "./[id]/endpoints";
import { gatesEndpoints } from "./endpoints";
import { gateByNameEndpoints } from "./name/[name]/endpoints";

const { db, sql } = await appDatabase();

const [list, create] = gatesEndpoints as [Endpoint, Endpoint];
const [read, update, remove] = gateByIdEndpoints as [Endpoint, Endpoint, Endpoint];
const [readNamed, updateNamed, removeNamed] = gateByNameEndpoints as [Endpoint, Endpoint, Endpoint];
let count = 0;
const ownGate = ({ accountId }: TestCaller) => {
  count += 1;
  return makeGate(db, { accountId, name: `gate ${count} / 100%`, isDefault: false });
};
const ownId = async (caller: TestCaller) => (await ownGate(caller)).gateId;
const ownName = async (caller: TestCaller) => (await ownGate(caller)).name;

const server = await startApiServer();
afterAll(server.end);

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(list, { db, call });
  endpointSuite(create, { db, call });
  for (const endpoint of [read, update, remove]) endpointSuite(endpoint, { db, ownId, call });
  for (const endpoint of [readNamed, updateNamed, removeNamed])
    endpointSuite(endpoint, { db, ownId: ownName, call });
});

const make = (caller: TestCaller, body: object) =>
  callEndpoint(create, { secret: caller.secret, body: JSON.stringify(body) });
const change = (caller: TestCaller, id: string, body: object, headers: Record<string, string> = {}) =>
  callEndpoint(update, { secret: caller.secret, id, headers, body: JSON.stringify(body) });

describe("a gate on the wire", () => {
  test("is made with the original's fields and defaults, and with ours", async () => {
    const caller = await makeCaller(db);
    const answer = await make(caller, { name: " support ", model: "sandbox/echo" });
    const gate = await answer.json();
    expect(answer.status).toBe(201);
    expect(answer.headers.get("etag")).toBe('"1"');
    expect(answer.headers.get("location")).toBe(`/v1/gates/${gate.id}`);
    const [owner] = await sql`select id from users where account_id = ${caller.accountId}`;
    const now = new Date();
    expect(gate).toEqual({
      ...DEFAULT_GATE_SETTINGS,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      userId: owner?.id,
      name: "support",
      model: "sandbox/echo",
      maxCostPer_1kTokens: null,
      maxLatencyMs: null,
      spendingLimit: null,
      spendingLimitPeriod: "monthly",
      spendingEnforcement: "alert_only",
      spendingCurrent: "0.00",
      spendingPeriodStart: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)).toISOString(),
      spendingStatus: "active",
      spending_limit_nano_usd: null,
      spending_current_nano_usd: "0",
      isDefault: false,
      payloads: null,
      limits: null,
      version: 1,
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: gate.createdAt,
      deletedAt: null,
    });
  });

  test("takes every field that can be set, and gives it back", async () => {
    const caller = await makeCaller(db);
    const schema = { type: "json_schema", json_schema: { name: "a", schema: { type: "object" } } };
    const body = {
      name: "all",
      description: "All",
      taskType: "chat",
      taskSubtype: "code",
      model: "sandbox/echo",
      systemPrompt: "Be brief.",
      systemPromptMode: "prepend",
      allowOverrides: { model: false, topP: true },
      temperature: 0.25,
      topP: 0.9,
      maxTokens: 64,
      tags: ["b", "a"],
      routingStrategy: "weighted",
      fallbackModels: ["openai/z", "openai/a"],
      weights: { "sandbox/echo": 3, "openai/a": 1 },
      timeoutMs: 5_000,
      costWeight: 0.1,
      latencyWeight: 0.2,
      qualityWeight: 0.7,
      analysisMethod: "cost",
      taskAnalysis: { taskType: "chat", primary: "a", alternatives: [], reasoning: "Because." },
      reanalysisPeriod: "weekly",
      autoApplyRecommendations: true,
      responseFormatEnabled: true,
      responseFormatType: "json_schema",
      responseFormatSchema: schema,
      isDefault: true,
    };
    const spending = {
      spendingLimit: null,
      spendingLimitPeriod: "monthly",
      spendingEnforcement: "alert_only",
    };
    const { id, ...made } = await (await make(caller, { ...body, ...spending })).json();
    expect(made).toMatchObject(body);
    const listed = await (await callEndpoint(list, { secret: caller.secret })).json();
    expect(listed.map((gate: { name: string }) => gate.name)).toEqual(["all", "default"]);
    expect(listed[0]).toEqual({ id, ...made });
    expect(listed.map((gate: { isDefault: boolean }) => gate.isDefault)).toEqual([true, false]);
    expect(await (await callEndpoint(read, { secret: caller.secret, id: "all" })).json()).toEqual(listed[0]);
  });

  test.each([
    [{ fallbackModels: ["openai/a"] }, "fallback"],
    [{ fallbackModels: ["openai/a"], routingStrategy: null }, "fallback"],
    [{ fallbackModels: ["openai/a"], routingStrategy: "single" }, "single"],
    [{ fallbackModels: null }, "single"],
  ])("made with %j has the strategy %s", async (body, strategy) => {
    const gate = await (
      await make(await makeCaller(db), { name: "x", model: "sandbox/echo", ...body })
    ).json();
    expect(gate.routingStrategy).toBe(strategy);
  });

  test.each([
    [false, false],
    [true, true],
    [null, true],
    [["model", "topP"], { model: true, topP: true }],
    [{ model: true }, { model: true }],
  ])("made with the overrides %j keeps %j", async (allowOverrides, kept) => {
    const caller = await makeCaller(db);
    const { id } = await (await make(caller, { name: "x", model: "sandbox/echo", allowOverrides })).json();
    const gate = await (await callEndpoint(read, { secret: caller.secret, id })).json();
    expect(gate.allowOverrides).toEqual(kept);
  });

  test("tells what was spent this month, and null for what nobody knows", async () => {
    const caller = await makeCaller(db);
    const { gateId } = await ownGate(caller);
    const spendingOf = async () => {
      const gate = await (await callEndpoint(read, { secret: caller.secret, id: gateId })).json();
      return [gate.spendingCurrent, gate.spending_current_nano_usd];
    };
    const { accountId, keyId } = caller;
    const given = { accountId, keyId, secretId: caller.keyId as never, gateId };
    await makeRequests(db, given, [{ costNanoUsd: null }]);
    expect(await spendingOf()).toEqual(["0.00", null]);
    await makeRequests(db, given, [{ costNanoUsd: 1_500_000_000n }, { costNanoUsd: 1n }]);
    const lastMonth = new Date(Date.now() - 40 * 86_400_000);
    await makeRequests(db, given, [{ costNanoUsd: 9_000_000_000n, startedAt: lastMonth }]);
    expect(await spendingOf()).toEqual(["1.500000001", "1500000001"]);
  });
});

describe("the spending limit of a gate", () => {
  const change = async (secret: string, id: string, body: object) => {
    const answer = await callEndpoint(update, { secret, id, body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
    return answer.json();
  };
  const fields = (gate: Record<string, unknown>) => [
    gate.spendingLimit,
    gate.spendingLimitPeriod,
    gate.spendingEnforcement,
    gate.spending_limit_nano_usd,
  ];

  test("is made with the gate, changed, moved to another period and removed by its fields", async () => {
    const caller = await makeCaller(db);
    const { secret, accountId, keyId } = caller;
    const body = { name: "x", model: "sandbox/echo", spendingLimit: "5.00", spendingEnforcement: "block" };
    const gate = await (await make(caller, body)).json();
    expect(fields(gate)).toEqual(["5.00", "monthly", "block", "5000000000"]);
    expect([gate.spendingCurrent, gate.spending_current_nano_usd, gate.spendingStatus]).toEqual([
      "0.00",
      "0",
      "active",
    ]);
    const given = { accountId, keyId, secretId: keyId as never, gateId: gate.id };
    await makeRequests(db, given, [{ costNanoUsd: 1_500_000_001n }]);
    const same = await change(secret, gate.id, {
      spendingLimit: "5.00",
      spendingLimitPeriod: "monthly",
      spendingEnforcement: "block",
    });
    expect([same.hasChanges, same.changedFields]).toEqual([false, []]);
    const less = await change(secret, gate.id, { spendingLimit: 1.5 });
    expect([fields(less.gate), less.changedFields]).toEqual([
      ["1.50", "monthly", "block", "1500000000"],
      ["spendingLimit"],
    ]);
    expect([less.gate.spendingCurrent, less.gate.spendingStatus]).toEqual(["1.500000001", "suspended"]);
    const daily = await change(secret, gate.id, {
      spendingLimitPeriod: "daily",
      spendingEnforcement: "alert_only",
    });
    expect(fields(daily.gate)).toEqual(["1.50", "daily", "alert_only", "1500000000"]);
    expect(daily.changedFields).toEqual(["spendingLimitPeriod", "spendingEnforcement"]);
    expect([daily.gate.spendingStatus, daily.gate.version]).toEqual(["active", gate.version]);
    const listed = await (await callEndpoint(list, { secret })).json();
    expect(fields(listed.find(({ id }: { id: string }) => id === gate.id))).toEqual(fields(daily.gate));
    const none = await change(secret, gate.id, { spendingLimit: null });
    expect([fields(none.gate), none.changedFields]).toEqual([
      [null, "monthly", "alert_only", null],
      ["spendingLimit", "spendingLimitPeriod"],
    ]);
    expect(await sql`select from spending_limits where account_id = ${accountId}`).toHaveLength(0);
    expect((await change(secret, gate.id, { spendingLimit: null })).hasChanges).toBe(false);
  });

  test("0 allows nothing that costs", async () => {
    const caller = await makeCaller(db);
    const body = { name: "x", model: "sandbox/echo", spendingLimit: 0, spendingEnforcement: "block" };
    const gate = await (await make(caller, body)).json();
    expect([gate.spendingLimit, gate.spendingStatus]).toEqual(["0.00", "suspended"]);
  });

  test("is not for a key with a scope, which changes nothing else by trying", async () => {
    const caller = await makeCaller(db);
    const body = { name: "x", model: "sandbox/echo", spendingLimit: "5", spendingEnforcement: "block" };
    const { id } = await (await make(caller, body)).json();
    const scope = { access: { gates: "write" } } as const;
    const { secret } = await makeKey(db, { accountId: caller.accountId, scope });
    for (const change of [
      { spendingLimit: "9" },
      { spendingLimit: null },
      { spendingEnforcement: "alert_only" },
    ]) {
      const sent = { secret, id, body: JSON.stringify({ name: "y", ...change }) };
      await expectError(update, await callEndpoint(update, sent), 403, "scope_access");
    }
    const made = await callEndpoint(create, { secret, body: JSON.stringify({ ...body, name: "z" }) });
    await expectError(create, made, 403, "scope_access");
    const names = (await (await callEndpoint(list, { secret })).json()).map(
      ({ name }: { name: string }) => name,
    );
    expect(names).toEqual(["x", "default"]);
    const back = { secret, id, body: JSON.stringify({ name: "y", spendingLimit: "5.00" }) };
    expect((await callEndpoint(update, back)).status).toBe(200);
  });
});

describe("what cannot be made", () => {
  test.each([
    ["name", { model: "sandbox/echo" }],
    ["model", { name: "x" }],
    ["model", { name: "x", model: null }],
    ["model", { name: "x", model: "no-such-model" }],
    ["fallbackModels", { name: "x", model: "sandbox/echo", fallbackModels: ["no-such-model"] }],
    ["name", { name: "a\0b", model: "sandbox/echo" }],
    ["name", { name: "x".repeat(101), model: "sandbox/echo" }],
    ["spendingLimit", { name: "x", model: "sandbox/echo", spendingLimit: -1 }],
    ["spendingLimit", { name: "x", model: "sandbox/echo", spendingLimit: 1e20 }],
    ["spendingLimit", { name: "x", model: "sandbox/echo", spendingLimit: 123_456_789.123_456_78 }],
    ["spendingLimit", { name: "x", model: "sandbox/echo", spendingLimit: "-5.00" }],
    ["spendingLimit", { name: "x", model: "sandbox/echo", spendingLimit: "0.0000000001" }],
    ["spendingLimit", { name: "x", model: "sandbox/echo", spendingLimit: "five" }],
    ["spendingLimit", { name: "x", model: "sandbox/echo", spendingLimit: true }],
    ["spendingLimitPeriod", { name: "x", model: "sandbox/echo", spendingLimitPeriod: "weekly" }],
    ["spendingEnforcement", { name: "x", model: "sandbox/echo", spendingEnforcement: "maybe" }],
    ["spendingLimitPeriod", { name: "x", model: "sandbox/echo", spendingLimitPeriod: "daily" }],
    ["spendingEnforcement", { name: "x", model: "sandbox/echo", spendingEnforcement: "block" }],
    ["temperature", { name: "x", model: "sandbox/echo", temperature: 3 }],
    ["isDefault", { name: "x", model: "sandbox/echo", isDefault: false }],
    ["responseFormatSchema", { name: "x", model: "sandbox/echo", responseFormatSchema: { a: 1 } }],
  ])("is refused with a sentence about %s: %j", async (param, body) => {
    const caller = await makeCaller(db);
    const refused = await expectError(create, await make(caller, body), 400, "invalid_field");
    expect(refused.param).toBe(param);
    expect(await (await callEndpoint(list, { secret: caller.secret })).json()).toHaveLength(1);
  });

  test.each([
    "api_base",
    "base_url",
    "api_key",
    "extra_headers",
    "fallbacks",
    "spent",
    "gateType",
    "maxLatencyMs",
  ])("is refused for the unknown field %s", async (field) => {
    const body = { name: "x", model: "sandbox/echo", [field]: "http://127.0.0.1:1" };
    const refused = await expectError(create, await make(await makeCaller(db), body), 400, "unknown_field");
    expect(refused.param).toBe(field);
  });

  test("is a second gate of a name: of twelve at once exactly one is made", async () => {
    const caller = await makeCaller(db);
    const names = ["Zo\u00eb", "Zoe\u0308"];
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => make(caller, { name: names[n % 2], model: "sandbox/echo" })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect((await expectError(create, answer, 409, "conflict")).param).toBe("name");
      expect(answer.headers.get("x-should-retry")).toBe("false");
    }
  });
});

describe("a change of a gate", () => {
  test("answers with the gate, whether and what changed, and its new ETag", async () => {
    const caller = await makeCaller(db);
    const { gateId } = await ownGate(caller);
    const first = await change(caller, gateId, {
      temperature: 0.5,
      fallbackModels: ["openai/b", "openai/a"],
    });
    expect(first.headers.get("etag")).toBe('"2"');
    const body = await first.json();
    expect(body).toMatchObject({ hasChanges: true, changedFields: ["fallbackModels", "temperature"] });
    expect(body.gate).toMatchObject({
      version: 2,
      temperature: 0.5,
      fallbackModels: ["openai/b", "openai/a"],
    });
    const same = await change(caller, gateId, { temperature: 0.5, fallbackModels: ["openai/b", "openai/a"] });
    expect(same.headers.get("etag")).toBe('"2"');
    expect(await same.json()).toEqual({ gate: body.gate, hasChanges: false, changedFields: [] });
    expect(await (await change(caller, gateId, {})).json()).toMatchObject({ hasChanges: false });
  });

  test("takes what is null back to its default", async () => {
    const caller = await makeCaller(db);
    const { id, ...plain } = await (await make(caller, { name: "x", model: "sandbox/echo" })).json();
    const set = {
      description: "Old",
      systemPrompt: "Old",
      temperature: 1,
      tags: ["a"],
      allowOverrides: false,
      fallbackModels: ["openai/a"],
      routingStrategy: "fallback",
      costWeight: 1,
      taskType: "ocr",
      timeoutMs: 500,
    };
    await change(caller, id, set);
    const nothing = Object.fromEntries(Object.keys(set).map((field) => [field, null]));
    const { gate, changedFields } = await (await change(caller, id, nothing)).json();
    expect(gate).toEqual({ ...plain, id, version: 3, updatedAt: gate.updatedAt });
    expect(changedFields.toSorted()).toEqual(Object.keys(set).toSorted());
  });

  test("with an old ETag is refused and told who saved when; with the newest it goes through", async () => {
    const caller = await makeCaller(db);
    const { gateId } = await ownGate(caller);
    const { gate } = await (await change(caller, gateId, { topP: 0.5 }, { "if-match": '"1"' })).json();
    const answer = await change(caller, gateId, { topP: 0.6 }, { "if-match": '"1"' });
    const details = { version: 2, by: "Test key", savedAt: gate.updatedAt };
    expect(await answer.clone().json()).toMatchObject({ error: "conflict", details });
    const refused = await expectError(update, answer, 409, "conflict");
    expect(refused.message).toContain(`Test key saved this gate at ${gate.updatedAt}`);
    for (const [at, etag] of ['W/"2"', '"3"', "*"].entries()) {
      expect((await change(caller, gateId, { topP: at / 10 }, { "if-match": etag })).status).toBe(200);
    }
    for (const etag of ["2", '"x"', '"2", "3"', '""']) {
      const junk = await change(caller, gateId, { topP: 0.1 }, { "if-match": etag });
      expect((await expectError(update, junk, 400, "invalid_field")).param).toBe("if-match");
    }
    const headers = { "if-match": '"1"' };
    const kept = await callEndpoint(remove, { secret: caller.secret, id: gateId, headers });
    await expectError(remove, kept, 409, "conflict");
    const gone = await callEndpoint(remove, {
      secret: caller.secret,
      id: gateId,
      headers: { "if-match": '"5"' },
    });
    expect(gone.status).toBe(204);
  });

  test("of ten with the same ETag at once goes through exactly once", async () => {
    const caller = await makeCaller(db);
    const { gateId } = await ownGate(caller);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        change(caller, gateId, { maxTokens: n + 1 }, { "if-match": '"1"' }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array(9).fill(409)]);
  });

  test("to a name that another gate has is refused, and to the default one moves the default", async () => {
    const caller = await makeCaller(db);
    const { gateId } = await ownGate(caller);
    expect(
      (await expectError(update, await change(caller, gateId, { name: "default" }), 409, "conflict")).param,
    ).toBe("name");
    const moved = await (await change(caller, gateId, { isDefault: true })).json();
    expect(moved).toMatchObject({
      hasChanges: true,
      changedFields: ["isDefault"],
      gate: { isDefault: true, version: 1 },
    });
    const [former] =
      await sql`select is_default from gates where name = 'default' and account_id = ${caller.accountId}`;
    expect(former).toEqual({ is_default: false });
  });
});

describe("a gate's place", () => {
  test("is its id, its name and its name behind /name, also when it is called like a path", async () => {
    const caller = await makeCaller(db);
    const over = callOver(server.url);
    for (const name of [
      "history",
      "export",
      "name",
      "a/b c?d#é%20",
      "..",
      "00000000-0000-4000-8000-000000000000",
    ]) {
      const { id } = await (await make(caller, { name, model: "sandbox/echo" })).json();
      const found = [
        await over(read, { secret: caller.secret, id }),
        // A path segment of two dots is taken away by every client.
        ...(name === ".." ? [] : [await over(readNamed, { secret: caller.secret, id: name })]),
      ];
      for (const answer of found) expect(await answer.json()).toMatchObject({ id, name });
    }
    const byName = await over(read, { secret: caller.secret, id: "a/b c?d#é%20" });
    expect(await byName.json()).toMatchObject({ name: "a/b c?d#é%20" });
  });

  test("is empty after its deletion; deleting it again by id is answered alike, by name not", async () => {
    const caller = await makeCaller(db);
    const { gateId, name } = await ownGate(caller);
    const gone = (id: string) => callEndpoint(remove, { secret: caller.secret, id });
    expect([(await gone(gateId)).status, (await gone(gateId)).status]).toEqual([204, 204]);
    await expectError(remove, await gone(name), 404, "not_found");
    await expectError(
      read,
      await callEndpoint(read, { secret: caller.secret, id: gateId }),
      404,
      "not_found",
    );
    const named = await callEndpoint(removeNamed, { secret: caller.secret, id: name });
    await expectError(removeNamed, named, 404, "not_found");
    expect((await make(caller, { name, model: "sandbox/echo" })).status).toBe(201);
  });

  test("answers an older client's change by name with the bare gate", async () => {
    const caller = await makeCaller(db);
    const { gateId, name } = await ownGate(caller);
    const sent = { secret: caller.secret, id: name, body: '{"topP":0.5}', headers: { "if-match": '"1"' } };
    const answer = await callEndpoint(updateNamed, sent);
    expect(await answer.json()).toMatchObject({ id: gateId, topP: 0.5, version: 2 });
    await expectError(updateNamed, await callEndpoint(updateNamed, sent), 409, "conflict");
  });
});
