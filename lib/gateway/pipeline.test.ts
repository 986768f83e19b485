import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { makeGate, newSecret, setGate } from "@/db/factories";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import { ERRORS, type ErrorCode } from "@/lib/core/errors";
import { PRICE_SOURCE } from "@/lib/prices/price-book";
import { setPrice } from "@/lib/prices/set-price";
import { testContext } from "@/lib/testing/context";
import { PROVIDER_KEY, startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";

const provider = await startRawProvider();
const gateway = await startGatewayServer(provider.baseUrl);
const { db, chat, makeCaller, rowsOf } = gateway;
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});

const messages = [{ role: "user", content: "hello there" }];
const COMPLETION =
  '{ "id":"x", "choices":[{"index":0,"message":{"role":"assistant","content":"\\u0068i \\/ 😀"}}],' +
  ' "seed": 12345678901234567890, "usage":{"prompt_tokens":11,"completion_tokens":7,' +
  '"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":2}}, "e":1E+400 }';

beforeEach(() => {
  provider.received.length = 0;
  provider.answer = (request, response) => {
    const ids = ["gpt-4o-mini", "my-own-model"];
    if (request.method === "GET") return response.end(JSON.stringify({ data: ids.map((id) => ({ id })) }));
    response.writeHead(200, { "content-type": "application/json", "x-request-id": "req_1" }).end(COMPLETION);
  };
});

describe("prices of the account's own", () => {
  test("hold from the very next call on, for that account alone, and the row names the price", async () => {
    const [caller, other] = [await makeCaller(), await makeCaller()];
    const costOf = async (authorization: string) =>
      (await chat(authorization, { messages })).headers.get("x-layer-cost-usd");
    const list = await costOf(caller.authorization);
    const prices = { inputUsdPerMillion: "1000", cachedInputUsdPerMillion: "100", outputUsdPerMillion: "10" };
    const ctx = testContext(db, caller.accountId);
    const price = await setPrice(ctx, { provider: "openai", model: "gpt-4o-mini", ...prices });
    // 7 new, 4 cached and 7 output tokens.
    expect(await costOf(caller.authorization)).toBe("0.00747");
    expect(await costOf(other.authorization)).toBe(list);
    const rows = await rowsOf(caller.keyId);
    expect(rows.map(({ priceVersion }) => priceVersion)).toEqual([PRICE_SOURCE, `override:${price.id}`]);
  });

  test("a class without a price makes the cost unknown, never 0", async () => {
    const { authorization, accountId, keyId } = await makeCaller();
    const prices = { inputUsdPerMillion: "1", outputUsdPerMillion: "2" };
    await setPrice(testContext(db, accountId), { provider: "openai", model: "gpt-4o-mini", ...prices });
    const answer = await chat(authorization, { messages });
    expect(answer.headers.get("x-layer-cost-usd")).toBeNull();
    const [row] = await rowsOf(keyId);
    expect(row).toMatchObject({ costNanoUsd: null, settlement: "unpriced" });
  });

  test("sound is logged in its own classes", async () => {
    const { authorization, keyId } = await makeCaller("gpt-audio");
    provider.answer = (_request, response) => {
      const usage = {
        prompt_tokens: 10,
        completion_tokens: 20,
        prompt_tokens_details: { audio_tokens: 8 },
        completion_tokens_details: { audio_tokens: 15 },
      };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ usage }));
    };
    const answer = await chat(authorization, { messages });
    const [row] = await rowsOf(keyId);
    const counted = { inputTokens: 2, audioInputTokens: 8, outputTokens: 5, audioOutputTokens: 15 };
    expect(row).toMatchObject(counted);
    // 2.50 and 10 for text, 32 and 64 for sound, per million.
    expect(answer.headers.get("x-layer-cost-usd")).toBe("0.001271");
  });
});

describe("bytes pass through", () => {
  test("a body that needs no change reaches the provider byte for byte", async () => {
    const { authorization } = await makeCaller();
    const body = `{ "messages": ${JSON.stringify(messages)},\n\t"model":"gpt-4o-mini" , "seed":12345678901234567890, "\\u0078":"\\u00e9\\/", "x":1.0, "x":-0 }`;
    expect((await chat(authorization, body)).status).toBe(200);
    expect(provider.received[0]?.toString()).toBe(body);
  });

  test("only the model and our own fields are changed; unknown fields, long numbers and duplicates stay", async () => {
    const { authorization } = await makeCaller("openai/gpt-4o-mini");
    const rest = `"messages": ${JSON.stringify(messages)},"seed": 12345678901234567890,"top_k":  5,"u":{"gate":"inner","model":"inner"}`;
    const body = `{"gate_id":"default", "model":"ignored", ${rest}, "gate":"default","gateId":"default"}`;
    expect((await chat(authorization, body)).status).toBe(200);
    expect(provider.received[0]?.toString()).toBe(`{${rest},"model":"gpt-4o-mini"}`);
  });

  test("the answer comes back byte for byte, with what it cost", async () => {
    const { authorization, keyId } = await makeCaller();
    const answer = await chat(authorization, { messages });
    expect(await answer.text()).toBe(COMPLETION);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "content-length": String(Buffer.byteLength(COMPLETION)),
      "cache-control": "no-store",
      "x-layer-gate": "default",
      "x-layer-model": "gpt-4o-mini",
      "x-layer-provider": "openai",
      "x-layer-attempts": "1",
      // 7 x 150 + 4 x 75 + 7 x 600 nano-dollars
      "x-layer-cost-usd": "0.00000555",
    });
    const [row, ...others] = await rowsOf(keyId);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      id: answer.headers.get("x-request-id"),
      endpoint: "chat/completions",
      modelAsked: null,
      modelUsed: "gpt-4o-mini",
      provider: "openai",
      streamed: false,
      inputTokens: 7,
      cachedInputTokens: 4,
      outputTokens: 7,
      reasoningTokens: 2,
      costNanoUsd: 5_550n,
      settlement: "final",
      status: 200,
      errorCode: null,
      attempts: [
        { provider: "openai", model: "gpt-4o-mini", status: 200, providerRequestId: "req_1", error: null },
      ],
    });
  });

  test("the client's key never reaches the provider, and the provider's never the client", async () => {
    const { authorization, secret } = await makeCaller();
    const heads: string[] = [];
    const { answer } = provider;
    provider.answer = (request, response) => {
      heads.push(JSON.stringify(request.headers));
      return answer(request, response);
    };
    const response = await chat(
      authorization,
      { messages },
      { headers: { "x-api-key": secret, cookie: "a=b" } },
    );
    expect(heads[0]).toContain(`Bearer ${PROVIDER_KEY}`);
    expect(heads[0]).not.toContain(secret);
    expect(heads[0]).not.toContain("cookie");
    expect(JSON.stringify(Object.fromEntries(response.headers))).not.toContain(PROVIDER_KEY);
  });
});

describe("which gate and model answer", () => {
  const modelSent = () => JSON.parse(provider.received.at(-1)?.toString() ?? "{}").model;

  test("gate_id, gateId, gate, the header and model name a gate, in that order", async () => {
    const { authorization, accountId } = await makeCaller();
    for (const n of [1, 2, 3, 4, 5]) {
      await makeGate(db, { accountId, name: `g${n}`, settings: { model: `model-${n}` }, isDefault: false });
    }
    const fields: Array<[string, string]> = [
      ["gate_id", "g1"],
      ["gateId", "g2"],
      ["gate", "g3"],
      ["header", "g4"],
      ["model", "g5"],
    ];
    for (let from = 0; from < fields.length; from++) {
      const { header, ...body } = Object.fromEntries(fields.slice(from));
      const headers: Record<string, string> = header === undefined ? {} : { "x-layer-gate-id": header };
      const answer = await chat(authorization, { ...body, messages }, { headers });
      expect(answer.headers.get("x-layer-gate")).toBe(`g${from + 1}`);
      expect(modelSent()).toBe(`model-${from + 1}`);
    }
    await chat(authorization, { model: "layer/g2", messages });
    expect(modelSent()).toBe("model-2");
  });

  test("a known model without a gate runs on the default gate, where its overrides permit", async () => {
    const { authorization, gateId } = await makeCaller();
    for (const model of ["gpt-4o", "openai/gpt-4o", "my-own-model"]) {
      expect((await chat(authorization, { model, messages })).status).toBe(200);
      expect(modelSent()).toBe(model.replace("openai/", ""));
    }
    const locked: Array<boolean | Record<string, boolean>> = [false, { temperature: true }, { model: false }];
    for (const allowOverrides of locked) {
      await setGate(db, gateId, { model: "gpt-4o-mini", allowOverrides });
      await expectRefusal(
        await chat(authorization, { model: "gpt-4o", messages }),
        "override_not_allowed",
        "model",
      );
    }
    await setGate(db, gateId, { model: "gpt-4o-mini", allowOverrides: { model: true } });
    expect((await chat(authorization, { model: "gpt-4o", messages })).status).toBe(200);
  });

  test("a gate that locks its model sends no other one, however often the body names it", async () => {
    const { authorization, gateId } = await makeCaller();
    await setGate(db, gateId, { model: "gpt-4o-mini", allowOverrides: false });
    const body = `{"model":"gpt-4o","model":"gpt-4o-mini","messages":${JSON.stringify(messages)}}`;
    expect((await chat(authorization, body)).status).toBe(200);
    // A provider that reads the first of two equal names must not find another model there.
    expect(provider.received[0]?.toString().match(/"model":/g)).toHaveLength(1);
    expect(modelSent()).toBe("gpt-4o-mini");
  });

  test("the log tells the gate and version that answered and the model that was asked for", async () => {
    const { authorization, keyId, gateId } = await makeCaller();
    await db.update(gates).set({ version: 7 }).where(eq(gates.id, gateId));
    await chat(authorization, { model: "openai/gpt-4o", messages });
    expect(await rowsOf(keyId)).toMatchObject([
      { gateId, gateVersion: 7, modelAsked: "openai/gpt-4o", modelUsed: "openai/gpt-4o" },
    ]);
  });
});

describe("a refusal has OpenAI's shape, names what is wrong and is one row of the log", () => {
  const good = JSON.stringify(messages);
  test.each<[string, string | Uint8Array, ErrorCode, string | null]>([
    ["broken JSON", '{"messages": [', "invalid_json", null],
    ["nothing", "", "invalid_json", null],
    ["a list", "[]", "invalid_json", null],
    ["null", "null", "invalid_json", null],
    ["invalid UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), "invalid_json", null],
    ["a NUL byte", `{"messages":${good},"a":"\0"}`, "invalid_json", null],
    [
      "deep nesting",
      `{"messages":${good},"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
      "invalid_json",
      null,
    ],
    ["no messages", "{}", "invalid_field", "messages"],
    ["messages that are no list", '{"messages":"hi"}', "invalid_field", "messages"],
    ["no message", '{"messages":[]}', "invalid_field", "messages"],
    ["a message that is no object", '{"messages":[{"role":"user"},7]}', "invalid_field", "messages.1"],
    ["a message without a role", '{"messages":[{"content":"x"}]}', "invalid_field", "messages.0.role"],
    ["a stream that is no boolean", `{"messages":${good},"stream":"yes"}`, "invalid_field", "stream"],
    [
      "stream options that are no object",
      `{"messages":${good},"stream_options":1}`,
      "invalid_field",
      "stream_options",
    ],
    ["a model that is no text", `{"messages":${good},"model":["gpt-4o"]}`, "invalid_field", "model"],
    ["an empty model", `{"messages":${good},"model":""}`, "invalid_field", "model"],
    ["an over-long model", `{"messages":${good},"model":"${"m".repeat(301)}"}`, "invalid_field", "model"],
    ["a model with NUL", `{"messages":${good},"model":"gpt-5-nano-\\u0000"}`, "invalid_field", "model"],
    [
      "a model with half a character",
      `{"messages":${good},"model":"gpt-5-nano-\\ud800"}`,
      "invalid_field",
      "model",
    ],
    ["a gate that is no text", `{"messages":${good},"gate_id":7}`, "invalid_field", "gate_id"],
    ["an unknown gate", `{"messages":${good},"gate_id":"nope"}`, "gate_not_found", "gate_id"],
    ["an unknown gate in model", `{"messages":${good},"model":"layer/nope"}`, "gate_not_found", "model"],
    ["a gate with NUL", `{"messages":${good},"gate":"\\u0000"}`, "gate_not_found", "gate_id"],
    [
      "an over-long gate",
      `{"messages":${good},"gate":"${"g".repeat(100_000)}"}`,
      "gate_not_found",
      "gate_id",
    ],
    ["an unknown model", `{"messages":${good},"model":"never-heard-of"}`, "model_not_found", "model"],
    ["a prototype's name", `{"messages":${good},"model":"__proto__"}`, "model_not_found", "model"],
  ])("%s", async (_what, body, code, param) => {
    const { authorization, keyId } = await makeCaller();
    const answer = await chat(authorization, "", { body: body as BodyInit });
    const { message, requestId } = await expectRefusal(answer, code, param);
    expect(await rowsOf(keyId)).toMatchObject([
      {
        id: requestId,
        status: ERRORS[code].status,
        errorCode: code,
        errorMessage: message,
        costNanoUsd: 0n,
        attempts: [],
      },
    ]);
    expect(provider.received).toEqual([]);
    expect((await chat(authorization, { messages })).status).toBe(200);
  });

  test("an account without a default gate is told to name one", async () => {
    const { authorization, gateId } = await makeCaller();
    await db.update(gates).set({ isDefault: false }).where(eq(gates.id, gateId));
    await expectRefusal(await chat(authorization, { messages }), "gate_not_given", "gate_id");
  });

  test.each<[ErrorCode, Partial<typeof apiKeys.$inferInsert>]>([
    ["key_deleted", { deletedAt: new Date() }],
    ["key_disabled", { disabledAt: new Date() }],
    ["key_expired", { expiresAt: new Date() }],
  ])("%s", async (code, state) => {
    const { authorization, keyId } = await makeCaller();
    await db.update(apiKeys).set(state).where(eq(apiKeys.id, keyId));
    const answer = await chat(authorization, { messages });
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    await expectRefusal(answer, code);
    expect(await rowsOf(keyId)).toMatchObject([{ status: 401, errorCode: code, costNanoUsd: 0n }]);
    expect(provider.received).toEqual([]);
  });
});

test("a caller without a known key leaves no row and reaches no provider", async () => {
  const [before] = await gateway.sql`select count(*) as rows from requests`;
  const secret = newSecret();
  for (const [authorization, code] of [
    ["", "key_missing"],
    ["Basic eDp5", "key_wrong_scheme"],
    [`Bearer ${secret}`, "key_unknown"],
    [`Bearer ${secret.slice(0, 58)}`, "key_wrong_length"],
  ] as const) {
    const answer = await chat(authorization, { messages });
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    await expectRefusal(answer, code);
  }
  const [after] = await gateway.sql`select count(*) as rows from requests`;
  expect(after).toEqual(before);
  expect(provider.received).toEqual([]);
});

test("a secret is never a part of a statement's text or of an error", async () => {
  const { secret } = await makeCaller();
  for (const sent of [secret, newSecret()]) {
    const answer = await chat(`Bearer ${sent}`, { messages });
    const hash = createHash("sha256").update(sent).digest("hex");
    const statements =
      await gateway.sql`select query from pg_stat_activity where datname = current_database()`;
    for (const text of [await answer.text(), JSON.stringify(statements)]) {
      expect(text).not.toContain(sent.slice(6, 20));
      expect(text).not.toContain(hash.slice(0, 20));
    }
  }
});

/** Checks a refusal against the shape that OpenAI's clients read. */
async function expectRefusal(answer: Response, code: ErrorCode, param: string | null = null) {
  const requestId = answer.headers.get("x-request-id") ?? "";
  const body = await answer.json();
  expect(body, body.error?.message).toEqual({
    error: expect.objectContaining({
      type: ERRORS[code].openai,
      code,
      param,
      doc_url: `http://layer.test/docs/errors#${code}`,
      request_id: requestId,
      message: expect.stringMatching(/^[A-Z].+\.$/s),
    }),
  });
  expect(answer.status).toBe(ERRORS[code].status);
  expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect(answer.headers.get("request-id")).toBe(requestId);
  expect(requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  return { message: body.error.message as string, requestId };
}
