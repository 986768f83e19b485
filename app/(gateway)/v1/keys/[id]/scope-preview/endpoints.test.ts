import { afterAll, describe, expect, test } from "vitest";
import { makeGate, makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { newId } from "@/lib/core/ids";
import type { KeyScope } from "@/lib/core/key-scope";
import { HOUR_MS } from "@/lib/core/time";
import { endpointSuite } from "@/lib/testing/endpoint-suite";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { scopePreviewEndpoints } from "./endpoints";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl, { TRUSTED_PROXIES: "127.0.0.1" });
const { db } = gateway;
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  expect(gateway.faults).toEqual([]);
});

const [preview] = scopePreviewEndpoints as [Endpoint];
endpointSuite(preview, {
  db,
  ownId: async ({ accountId }) => (await makeKey(db, { accountId, name: "Mine" })).keyId,
});

type Caller = Awaited<ReturnType<typeof gateway.makeCaller>>;
const previewOf = async (caller: Caller, body: object) => {
  const answer = await gateway.post(`/v1/keys/${caller.keyId}/scope-preview`, caller.authorization, body);
  return { status: answer.status, ...(await answer.json()) };
};

describe("a preview is what the gateway then does", () => {
  const messages = [{ role: "user", content: "hello" }];
  const OFFICE = "203.0.113.7";
  const ELSEWHERE = "198.51.100.1";
  type Call = { path: string; body: object | string; from?: string };
  const calls = (gate: string): Call[] => [
    { path: "/v1/chat/completions", body: { messages } },
    { path: "/v1/chat/completions", body: { messages, max_tokens: 50 } },
    { path: "/v1/chat/completions", body: { messages, max_tokens: 5_000 }, from: ELSEWHERE },
    { path: "/v1/chat/completions", body: { messages, max_completion_tokens: 500, n: 3 } },
    { path: "/v1/chat/completions", body: { messages, max_tokens: -1 } },
    { path: "/v1/chat/completions", body: { messages, model: "gpt-4o", max_tokens: 50 } },
    { path: "/v1/chat/completions", body: { messages, model: "openai/gpt-4o", max_tokens: 50 } },
    { path: "/v1/chat/completions", body: { messages, model: gate, max_tokens: 50 }, from: ELSEWHERE },
    { path: "/v1/chat/completions", body: { messages, gate_id: gate, stream: true } },
    { path: "/v1/chat/completions", body: { messages, model: "unpriced-of-mine", gate_id: gate } },
    { path: "/v1/chat/completions", body: { messages, model: "no-such-model" } },
    { path: "/v1/chat/completions", body: "not json" },
    { path: "/v1/responses", body: { input: "hello", max_output_tokens: 100 } },
    {
      path: "/v1/responses",
      body: { input: "hello", max_output_tokens: 100, tools: [{ type: "web_search" }] },
    },
    { path: "/v1/messages", body: { messages, model: gate, max_tokens: 200 }, from: ELSEWHERE },
    { path: "/v3/chat", body: { data: { messages, maxTokens: 300 } } },
    { path: "/v3/chat", body: { data: { messages } } },
    { path: "/v1/complete", body: { messages, maxTokens: 20 } },
    { path: "/v1/embeddings", body: { input: "hello", model: "text-embedding-3-small" } },
    { path: "/v3/video", body: { data: { prompt: "A cat" } } },
    {
      path: "/v1/gates/test",
      body: { messages, gate: { model: "gpt-4o-mini", maxTokens: 60 }, quickTest: true },
    },
  ];
  const today = ((new Date().getUTCDay() + 6) % 7) + 1;
  const scopes = (gateIds: string[]): Array<[string, KeyScope]> => [
    ["read only", { access: "read" }],
    ["inference only", { access: "inference" }],
    ["one endpoint", { endpoints: ["chat/completions"] }],
    ["one network", { networks: ["203.0.113.0/24"] }],
    [
      "no hours today",
      { hours: { zone: "UTC", windows: [{ days: [((today + 1) % 7) + 1], from: "00:00", to: "24:00" }] } },
    ],
    ["one gate", { gates: gateIds.slice(0, 1) }],
    ["the other gate", { gates: gateIds.slice(1) }],
    ["one model", { models: ["gpt-4o-mini"] }],
    ["the fallback only", { models: ["gpt-4.1-nano"] }],
    ["another provider", { providers: ["anthropic"] }],
    ["a little output", { maxOutputTokens: 99 }],
    ["cheap calls", { maxCallNanoUsd: "70000" }],
    [
      "all at once",
      { networks: ["203.0.113.0/24"], models: ["gpt-4o-mini", "gpt-4.1-nano"], maxOutputTokens: 200 },
    ],
  ];

  test("for every kind of scope and call, one by one", async () => {
    const caller = await gateway.makeCaller("gpt-4o-mini", {
      routingStrategy: "fallback",
      fallbackModels: ["gpt-4.1-nano"],
    });
    const { accountId, authorization, keyId } = caller;
    const other = await makeGate(db, {
      accountId,
      name: "nano",
      isDefault: false,
      settings: { model: "gpt-4.1-nano" },
    });
    const { authorization: admin } = await adminOf(caller);
    const list = calls(other.name);
    const send = async ({ path, body, from = OFFICE }: Call) => {
      const answer = await gateway.post(path, authorization, body, { headers: { "x-forwarded-for": from } });
      return { status: answer.status, text: await answer.text() };
    };
    const codeOf = ({ text }: { text: string }) => /"(scope_[a-z]+)"/.exec(text)?.[1] ?? null;
    const rows: Array<{ id: string; startedAt: Date }> = [];
    for (const call of list) {
      await send(call);
      const [row] = (await gateway.rowsOf(keyId)).slice(-1);
      if (row !== undefined) rows.push(row);
    }
    expect(new Set(rows.map(({ id }) => id)).size).toBe(list.length);
    for (const [kind, scope] of scopes([caller.gateId, other.gateId])) {
      const foreseen = await Promise.all(
        rows.map(async ({ startedAt }) => {
          const from = startedAt.toISOString();
          const to = new Date(startedAt.getTime() + 1).toISOString();
          const told = await gateway.post(`/v1/keys/${keyId}/scope-preview`, admin, { scope, from, to });
          const { byCode, requests, exact } = await told.json();
          expect([requests, exact]).toEqual([1, true]);
          return Object.keys(byCode)[0] ?? null;
        }),
      );
      await patch(admin, keyId, scope);
      const done = [];
      for (const call of list) {
        const answer = await send(call);
        done.push(
          call.path === "/v1/gates/test" && answer.status === 200 ? trialCode(answer.text) : codeOf(answer),
        );
      }
      await patch(admin, keyId, null);
      expect([kind, foreseen]).toEqual([kind, done]);
      const refused = done.filter((code) => code !== null).length;
      expect([kind, refused > 0]).toEqual([kind, true]);
    }
  });

  /** A test of a gate answers 200 and says in words what its calls were told. */
  function trialCode(text: string): string | null {
    const { primary } = JSON.parse(text) as { primary: { error?: string } };
    const words = primary.error ?? "";
    if (/may not use the gate/.test(words)) return "scope_gate";
    if (/may not use models of/.test(words)) return "scope_provider";
    if (/may not use the model/.test(words)) return "scope_model";
    if (/may bring out/.test(words)) return "scope_output";
    return /could cost|what this call costs/.test(words) ? "scope_cost" : null;
  }

  async function adminOf({ accountId }: Caller) {
    const { secret } = await makeKey(db, { accountId, name: "Admin" });
    return { authorization: `Bearer ${secret}` };
  }

  async function patch(authorization: string, keyId: string, scope: KeyScope | null) {
    const answer = await gateway.post(`/v1/keys/${keyId}`, authorization, { scope }, { method: "PATCH" });
    expect((await answer.json()).scope).toEqual(scope);
  }
});

describe("rows that do not know everything", () => {
  test("those from before routes were kept are judged by the model that answered, and counted as unsure", async () => {
    const caller = await gateway.makeCaller();
    const attempts = [
      {
        provider: "openai",
        model: "gpt-4o",
        status: 200,
        latencyMs: 1,
        providerRequestId: null,
        error: null,
      },
    ];
    const row = {
      modelUsed: "gpt-4o",
      modelAsked: null,
      provider: "openai",
      attempts,
      gateId: caller.gateId,
    };
    await makeRequests(db, caller, [row, row, { ...row, modelUsed: "gpt-4o-mini" }]);
    const models = await previewOf(caller, { scope: { models: ["gpt-4o-mini"] } });
    expect(models).toMatchObject({
      requests: 3,
      refused: 2,
      byCode: { scope_model: 2 },
      exact: true,
      unsure: 0,
    });
    const output = await previewOf(caller, { scope: { maxOutputTokens: 5 } });
    expect(output).toMatchObject({ requests: 3, refused: 0, exact: false, unsure: 3 });
  });

  test("what an earlier scope refused, or a key that did not work, is no refusal of this one", async () => {
    const caller = await gateway.makeCaller();
    const refused = { status: 403, errorCode: "scope_network", modelUsed: null, provider: null };
    const expired = { status: 401, errorCode: "key_expired", network: "198.51.100.1" };
    await makeRequests(db, caller, [refused, expired]);
    const networks = await previewOf(caller, { scope: { networks: ["198.51.100.0/24"], models: ["x"] } });
    expect(networks).toMatchObject({ requests: 2, refused: 1, byCode: { scope_network: 1 } });
    expect(await previewOf(caller, { scope: { models: ["x"] } })).toMatchObject({ refused: 0, unsure: 1 });
  });
});

describe("the span", () => {
  test("is the last 24 hours unless told, and half-open", async () => {
    const caller = await gateway.makeCaller();
    const at = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
    await makeRequests(db, caller, [{ startedAt: at(1) }, { startedAt: at(25) }, { startedAt: at(50) }]);
    const scope = { access: "read" };
    expect(await previewOf(caller, { scope })).toMatchObject({ requests: 1, refused: 1 });
    expect(await previewOf(caller, { scope, from: at(60), to: at(20) })).toMatchObject({ requests: 2 });
    expect(await previewOf(caller, { scope: null, from: at(60) })).toMatchObject({ requests: 3, refused: 0 });
  });

  test.each([
    ["ends before it begins", { from: "2026-11-22T00:00:00Z", to: "2026-11-21T00:00:00Z" }, "from"],
    ["is longer than 31 days", { from: "2026-01-01T00:00:00Z", to: "2026-02-02T00:00:00Z" }, "from"],
    ["is no time", { from: "yesterday" }, "from"],
  ])("is refused when it %s", async (_case, span, param) => {
    const answer = await previewOf(await gateway.makeCaller(), { scope: null, ...span });
    expect(answer).toMatchObject({ status: 400, error: "invalid_field", param });
  });
});

test("every call counts once over several pages, and each code has its latest examples", async () => {
  const caller = await gateway.makeCaller();
  const ids = await makeRequests(db, caller, 11_000);
  const { requests, refused, examples } = await previewOf(caller, { scope: { access: "read" } });
  expect([requests, refused]).toEqual([11_000, 11_000]);
  expect(examples.map(({ id }: { id: string }) => id)).toEqual(ids.toSorted().reverse().slice(0, 5));
});

test("an unknown gate in the scope is told with its place", async () => {
  const answer = await previewOf(await gateway.makeCaller(), { scope: { gates: [newId()] } });
  expect(answer).toMatchObject({ status: 400, error: "invalid_field", param: "scope.gates.0" });
});
