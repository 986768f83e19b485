import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { apiKeys } from "@/db/schema/keys";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { KeyScope } from "@/lib/core/key-scope";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";

const [first, second] = [await startRawProvider(), await startRawProvider()];
const gateway = await startGatewayServer(second.baseUrl, {
  LAYER_PLATFORM_PROVIDERS: JSON.stringify([
    { name: "first", baseUrl: first.baseUrl, apiKey: "first-key-0001" },
  ]),
  TRUSTED_PROXIES: "127.0.0.1",
});
const { chat, post, rowsOf } = gateway;
afterAll(async () => {
  await gateway.stop();
  await first.stop();
  await second.stop();
  expect(gateway.faults).toEqual([]);
});

const messages = [{ role: "user", content: "hello" }];
type Answer = typeof first.answer;
const answers: Answer = (request, response) => {
  if (request.method === "GET") {
    return response.writeHead(200, { "content-type": "application/json" }).end('{"data":[]}');
  }
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const choices = [{ index: 0, message: { role: "assistant", content: "hi" }, finish_reason: "stop" }];
  const { model } = JSON.parse(request.body.toString());
  response
    .writeHead(200, { "content-type": "application/json" })
    .end(JSON.stringify({ id: "c", object: "chat.completion", created: 1, model, choices, usage }));
};
const fails: Answer = (_request, response) =>
  response.writeHead(500, { "content-type": "application/json" }).end('{"error":{"message":"no"}}');
const sent = (provider: typeof first) => JSON.parse(provider.received.at(-1)?.toString() ?? "{}");

beforeEach(() => {
  for (const provider of [first, second]) {
    provider.answer = answers;
    provider.received.length = 0;
  }
});

const FALLBACK: Partial<GateSettings> = { routingStrategy: "fallback", fallbackModels: ["gpt-4o-mini"] };

async function scoped(scope: KeyScope, settings: Partial<GateSettings> = {}, model = "first/a") {
  const caller = await gateway.makeCaller(model, settings);
  await gateway.db.update(apiKeys).set({ scope }).where(eq(apiKeys.id, caller.keyId));
  return caller;
}
const codeOf = async (answer: Response) => (answer.status === 200 ? null : (await answer.json()).error.code);

describe("models that a key may not use", () => {
  test("the fallback of a gate is never asked, not even when the first fails", async () => {
    first.answer = fails;
    const { authorization, keyId } = await scoped({ models: ["first/a"] }, FALLBACK);
    expect((await chat(authorization, { messages })).status).toBe(502);
    expect([first.received.length, second.received.length]).toEqual([1, 0]);
    const [row] = await rowsOf(keyId);
    // The log keeps the whole route, so that another scope can be judged by it.
    expect(row?.route).toEqual([
      ["first", "first/a"],
      ["openai", "gpt-4o-mini"],
    ]);
    expect(row?.attempts).toHaveLength(1);
  });

  test("the first is passed over for a fallback that the key may use", async () => {
    const { authorization, keyId } = await scoped({ providers: ["openai"] }, FALLBACK);
    const answer = await chat(authorization, { messages });
    expect([answer.status, answer.headers.get("x-layer-model")]).toEqual([200, "gpt-4o-mini"]);
    expect([first.received.length, second.received.length]).toEqual([0, 1]);
    expect((await rowsOf(keyId))[0]).toMatchObject({ modelUsed: "gpt-4o-mini", provider: "openai" });
  });

  test("one that the request names is refused and not replaced", async () => {
    const { authorization } = await scoped({ models: ["gpt-4o-mini"] }, FALLBACK);
    expect(await codeOf(await chat(authorization, { model: "first/a", messages }))).toBe("scope_model");
    expect(await codeOf(await chat(authorization, { model: "first/other", messages }))).toBe("scope_model");
    expect(await codeOf(await chat(authorization, { model: "default", messages }))).toBeNull();
    expect(first.received.length).toBe(0);
  });

  test("of a gate that shares its calls, only the allowed ones are asked", async () => {
    const { authorization } = await scoped(
      { models: ["gpt-4o-mini"] },
      { ...FALLBACK, routingStrategy: "round-robin" },
    );
    for (let n = 0; n < 4; n += 1) expect((await chat(authorization, { messages })).status).toBe(200);
    expect([first.received.length, second.received.length]).toEqual([0, 4]);
  });
});

describe("the most output of a key", () => {
  test.each<[string, object, Partial<GateSettings>, object | string]>([
    ["is put where nobody names one", {}, {}, { max_tokens: 40 }],
    ["leaves what asks for less", { max_tokens: 30 }, {}, { max_tokens: 30 }],
    ["refuses what asks for more", { max_tokens: 41 }, {}, "scope_output"],
    ["refuses more by the other name", { max_completion_tokens: 41 }, {}, "scope_output"],
    ["refuses the larger of two", { max_tokens: 1, max_completion_tokens: 41 }, {}, "scope_output"],
    ["counts every answer", { n: 3, max_tokens: 14 }, {}, "scope_output"],
    ["is shared by the answers", { n: 3 }, {}, { n: 3, max_tokens: 13 }],
    ["refuses more answers than tokens", { n: 41 }, {}, "scope_output"],
    ["takes the place of none", { max_tokens: -1 }, {}, { max_tokens: 40 }],
    ["takes the place of text", { max_tokens: "9000" }, {}, { max_tokens: 40 }],
    ["takes the place of none by either name", { max_completion_tokens: -1 }, {}, { max_tokens: 40 }],
    ["leaves the gate's", {}, { maxTokens: 20 }, { max_tokens: 20 }],
    ["refuses the gate's when it is more", {}, { maxTokens: 41 }, "scope_output"],
    [
      "holds where the gate locks its own",
      { max_tokens: 9_000 },
      { maxTokens: 20, allowOverrides: false },
      { max_tokens: 20 },
    ],
    ["holds where the gate locks none", { max_tokens: 9_000 }, { allowOverrides: false }, { max_tokens: 40 }],
  ])("%s", async (_case, fields, settings, outcome) => {
    const { authorization } = await scoped({ maxOutputTokens: 40 }, settings);
    const code = await codeOf(await chat(authorization, { messages, ...fields }));
    if (typeof outcome === "string") {
      expect([code, first.received.length]).toEqual([outcome, 0]);
      return;
    }
    expect(code).toBeNull();
    const { model: _, messages: _m, ...rest } = sent(first);
    expect(rest).toEqual(outcome);
  });

  test("cannot be passed by naming a field twice", async () => {
    const { authorization } = await scoped({ maxOutputTokens: 40 });
    const body = `{"messages":${JSON.stringify(messages)},"max_tokens":9000,"max_tokens":5}`;
    expect((await chat(authorization, body)).status).toBe(200);
    expect(first.received.at(-1)?.toString()).not.toContain("9000");
  });

  test("holds in every format of a client", async () => {
    const { authorization } = await scoped({ maxOutputTokens: 40 }, {}, "gpt-4o-mini");
    const calls: Array<[string, object, number]> = [
      ["/v1/responses", { input: "hello" }, 200],
      ["/v1/responses", { input: "hello", max_output_tokens: 41 }, 403],
      ["/v3/chat", { data: { messages } }, 200],
      ["/v3/chat", { data: { messages, maxTokens: 41 } }, 403],
      ["/v1/complete", { messages }, 200],
      ["/v1/complete", { messages, maxTokens: 41 }, 403],
      ["/v1/messages", { messages, max_tokens: 41, model: "default" }, 403],
    ];
    for (const [path, body, status] of calls) {
      const before = second.received.length;
      expect([path, (await post(path, authorization, body)).status]).toEqual([path, status]);
      if (status !== 200) continue;
      expect(second.received.length).toBe(before + 1);
      const { max_output_tokens, max_completion_tokens, max_tokens } = sent(second);
      expect([max_output_tokens, max_completion_tokens, max_tokens].filter(Boolean)).toEqual([40]);
    }
  });
});

describe("the most that one call may cost", () => {
  // gpt-4o-mini: $0.15 per million input and $0.60 per million output tokens.
  const scope = { maxCallNanoUsd: "610000" };

  test("counts the output at most and the body as input", async () => {
    const { authorization, keyId } = await scoped(scope, {}, "gpt-4o-mini");
    expect(await codeOf(await chat(authorization, { messages, max_tokens: 1_000 }))).toBeNull();
    expect(await codeOf(await chat(authorization, { messages, max_tokens: 1_020 }))).toBe("scope_cost");
    const long = [{ role: "user", content: "hello ".repeat(500) }];
    expect(await codeOf(await chat(authorization, { messages: long, max_tokens: 1_000 }))).toBe("scope_cost");
    const [row] = await rowsOf(keyId);
    expect(row?.maxOutputTokens).toBe(1_000);
    const bytes = Buffer.byteLength(JSON.stringify({ messages, max_tokens: 1_000 }));
    expect(row?.worstCostNanoUsd).toBe(BigInt(Math.ceil(bytes / 4) * 150 + 1_000 * 600));
  });

  test("refuses what has no bound or no price, and says which", async () => {
    const { authorization } = await scoped(scope, {}, "gpt-4o-mini");
    const unbounded = await (await chat(authorization, { messages })).json();
    expect(unbounded.error).toMatchObject({ code: "scope_cost", message: expect.stringContaining("bounds") });
    const unpriced = await scoped(scope);
    const answer = await (await chat(unpriced.authorization, { messages, max_tokens: 1 })).json();
    expect(answer.error).toMatchObject({ code: "scope_cost", message: expect.stringContaining("price") });
    expect(second.received.length + first.received.length).toBe(0);
  });

  test("takes the key's own most of output for a call that names none", async () => {
    const { authorization } = await scoped({ ...scope, maxOutputTokens: 900 }, {}, "gpt-4o-mini");
    expect(await codeOf(await chat(authorization, { messages }))).toBeNull();
    expect(sent(second).max_tokens ?? sent(second).max_completion_tokens).toBe(900);
  });

  test("counts only the models that the key may use", async () => {
    const both = { ...FALLBACK, fallbackModels: ["first/unpriced"] };
    const all = await scoped(scope, both, "gpt-4o-mini");
    expect(await codeOf(await chat(all.authorization, { messages, max_tokens: 10 }))).toBe("scope_cost");
    const one = await scoped({ ...scope, providers: ["openai"] }, both, "gpt-4o-mini");
    expect(await codeOf(await chat(one.authorization, { messages, max_tokens: 10 }))).toBeNull();
  });
});

describe("the network of a call", () => {
  const from = (authorization: string, forwarded: string) =>
    chat(authorization, { messages }, { headers: { "x-forwarded-for": forwarded } });

  test("is the nearest address that is no trusted proxy, so that a forged one changes nothing", async () => {
    const { authorization } = await scoped({ networks: ["203.0.113.0/24"] });
    expect(await codeOf(await from(authorization, "203.0.113.7"))).toBeNull();
    expect(await codeOf(await from(authorization, "198.51.100.1, 203.0.113.7"))).toBeNull();
    expect(await codeOf(await from(authorization, "203.0.113.7, 198.51.100.1"))).toBe("scope_network");
    expect(await codeOf(await chat(authorization, { messages }))).toBe("scope_network");
  });

  test.each(["::ffff:203.0.113.7", "[::ffff:203.0.113.7]:443", "::ffff:cb00:7107"])(
    "is IPv4 however it is written: %s",
    async (address) => {
      const { authorization } = await scoped({ networks: ["203.0.113.0/24"] });
      expect(await codeOf(await from(authorization, address))).toBeNull();
    },
  );
});

test("a large body of a key that may not call is not waited for", async () => {
  const { authorization } = await scoped({ access: "read" });
  const big = [{ role: "user", content: "x".repeat(300 * 1024) }];
  expect(await codeOf(await chat(authorization, { messages: big }))).toBe("scope_access");
});

test("a key without a scope has what its calls come to noted all the same", async () => {
  const { authorization, keyId } = await gateway.makeCaller("gpt-4o-mini");
  expect((await chat(authorization, { messages, max_tokens: 7 })).status).toBe(200);
  expect((await chat(authorization, { messages })).status).toBe(200);
  const [bounded, unbounded] = await rowsOf(keyId);
  expect([bounded?.maxOutputTokens, unbounded?.maxOutputTokens]).toEqual([7, null]);
  expect([bounded?.worstCostNanoUsd === null, unbounded?.worstCostNanoUsd]).toEqual([false, null]);
});

test("a key is shown only the gates and models that it may use", async () => {
  const scope = { gates: ["01a20f71-a177-72a2-852d-60c55590328c"], models: ["sandbox/echo"] };
  const { authorization } = await scoped({ access: "inference", ...scope });
  const answer = await fetch(`${gateway.url}/v1/models`, { headers: { authorization } });
  const { data } = await answer.json();
  expect(data.map(({ id }: { id: string }) => id)).toEqual(["sandbox/echo"]);
});
