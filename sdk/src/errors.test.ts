import { afterAll, afterEach, expect, test } from "vitest";
import { makeKey, newSecret } from "@/db/factories";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import {
  APIError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  Layer,
  LayerAdmin,
  LayerError,
  NotFoundError,
  OverloadedError,
  PermissionError,
  ProviderError,
  RateLimitError,
  SpendingLimitError,
} from "./index";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl);
afterEach(() => {
  fake.script = undefined;
});
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  expect(gateway.faults).toEqual([]);
});

const chat = { data: { messages: [{ role: "user" as const, content: "Hi" }] } };
const clientOf = (apiKey: string) => new Layer({ apiKey, baseUrl: gateway.url, maxRetries: 0 });

async function client(settings: Parameters<typeof gateway.makeCaller>[1] = {}) {
  const caller = await gateway.makeCaller("gpt-4o-mini", settings);
  return { ...caller, layer: clientOf(caller.secret) };
}

async function failure(call: Promise<unknown>): Promise<APIError> {
  const thrown = await call.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(APIError);
  return thrown as APIError;
}

async function expectFailure(
  call: Promise<unknown>,
  kind: typeof BadRequestError | typeof RateLimitError,
  facts: object,
): Promise<APIError> {
  const error = await failure(call);
  expect(error).toMatchObject(facts);
  expect(error).toBeInstanceOf(kind);
  expect([error.name, error instanceof LayerError, error instanceof Error]).toEqual([kind.name, true, true]);
  expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(error.docUrl).toBe(`http://layer.test/docs/errors#${error.code}`);
  return error;
}

test("400: the field at fault is named", async () => {
  const { layer } = await client();
  await expectFailure(layer.keys.create({ name: "" }), BadRequestError, { status: 400, param: "name" });
});

test("401: an unknown, a deleted and a mistyped key are told apart", async () => {
  const { layer, secret } = await client();
  const unknown = clientOf(newSecret()).whoami();
  await expectFailure(unknown, AuthenticationError, { status: 401, code: "key_unknown" });
  const typo = `${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`;
  await expectFailure(clientOf(typo).whoami(), AuthenticationError, { code: "key_mistyped" });
  const { id, key } = await layer.keys.create({ name: "Leaked" });
  await layer.keys.delete(id);
  await expectFailure(clientOf(key).chat(chat), AuthenticationError, { code: "key_deleted" });
});

test("402: a spending limit that leaves no room", async () => {
  const { layer } = await client();
  await layer.spending.createLimit({ period: "daily", amountUsd: "0.000000001", enforcement: "block" });
  await expectFailure(layer.chat(chat), SpendingLimitError, { status: 402, code: "spending_limit_exceeded" });
});

test("403: a key that may only read", async () => {
  const { layer } = await client();
  const { key } = await layer.keys.create({ name: "Reader", scope: { access: "read" } });
  await expectFailure(clientOf(key).keys.create({ name: "x" }), PermissionError, {
    status: 403,
    code: "scope_access",
  });
});

test("404 and 409: what is not there, and what is there already", async () => {
  const { layer } = await client();
  await expectFailure(layer.gates.get("nobody"), NotFoundError, { status: 404 });
  await layer.gates.create({ name: "support", model: "gpt-4o-mini" });
  const again = layer.gates.create({ name: "support", model: "gpt-4o-mini" });
  await expectFailure(again, ConflictError, { status: 409, code: "conflict" });
});

test("422: an idempotency key that was used for something else", async () => {
  const { layer } = await client();
  await layer.keys.create({ name: "One" }, { idempotencyKey: "deploy-7" });
  const other = layer.keys.create({ name: "Two" }, { idempotencyKey: "deploy-7" });
  await expectFailure(other, BadRequestError, { status: 422, code: "idempotency_conflict" });
});

test("429: a rate limit says when to come back", async () => {
  const { accountId, layer } = await client();
  const { secret } = await makeKey(gateway.db, { accountId });
  const { id } = await clientOf(secret).whoami();
  await layer.keys.update(id, { limits: { requestsPerMinute: 1 } });
  const limited = clientOf(secret);
  const refused = await failure(limited.chat(chat).then(() => limited.chat(chat)));
  expect(refused).toBeInstanceOf(RateLimitError);
  expect((refused as RateLimitError).retryAfterMs).toBeGreaterThan(0);
});

test("502 and 504: a provider that fails, and one that is too slow", async () => {
  const [{ layer }, hurried] = [await client(), await client({ timeoutMs: 100 })];
  fake.script = () => ({ kind: "status", status: 500 });
  await expectFailure(layer.chat(chat), ProviderError, { status: 502 });
  fake.script = () => ({ kind: "hang" });
  await expectFailure(hurried.layer.chat(chat), ProviderError, { status: 504, code: "provider_timeout" });
});

test("errors on OpenAI's and Anthropic's paths are read as well", async () => {
  const { layer } = await client();
  const body = { model: "nobody/nothing", max_tokens: 5, messages: [{ role: "user", content: "Hi" }] };
  for (const path of ["/v1/chat/completions", "/v1/messages"]) {
    await expectFailure(layer.request({ method: "POST", path, body }), NotFoundError, { status: 404 });
  }
});

test("503: an instance whose database is away, and it is asked again when it is back", async () => {
  const { layer, secret } = await client();
  gateway.databaseDoor.close();
  const error = await failure(layer.whoami());
  expect(error).toBeInstanceOf(OverloadedError);
  expect(error.headers.get("retry-after")).not.toBeNull();
  const patient = new Layer({ apiKey: secret, baseUrl: gateway.url, maxRetries: 5 });
  const later = patient.whoami();
  gateway.databaseDoor.open();
  expect((await later).id).toBeTypeOf("string");
});

test("classes of errors are the same through every way in", async () => {
  const admin = new LayerAdmin({ apiKey: newSecret(), baseUrl: gateway.url });
  await expect(admin.keys.list()).rejects.toBeInstanceOf(AuthenticationError);
  expect(new ConnectionError("x", null)).not.toBeInstanceOf(APIError);
});
