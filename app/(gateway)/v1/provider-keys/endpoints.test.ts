import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProviderKeyInput } from "@/lib/provider-keys/contract";
import { createProviderKey } from "@/lib/provider-keys/create-provider-key";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import {
  callEndpoint,
  callOver,
  endpointSuite,
  makeCaller,
  type TestCaller,
} from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import { type FakeOpenAI, startFakeOpenAI } from "@/lib/testing/fake-openai";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import {
  providerKeyByIdEndpoints,
  providerKeysEndpoints,
  testProviderKeyEndpoints,
  toggleProviderKeyEndpoints,
} from "./endpoints";

const { db, sql } = await appDatabase();
const KEY = "your-provider-key";
let fake: FakeOpenAI;
beforeAll(async () => {
  fake = await startFakeOpenAI({ apiKey: KEY });
});
afterAll(() => fake.stop());

const [list, create] = providerKeysEndpoints as [Endpoint, Endpoint];
const [update, remove] = providerKeyByIdEndpoints as [Endpoint, Endpoint];
const [toggle] = toggleProviderKeyEndpoints as [Endpoint];
const [check] = testProviderKeyEndpoints as [Endpoint];

const stored = ({ accountId }: TestCaller, given: object = {}) => {
  const input = { provider: "openai", apiKey: KEY, baseUrl: fake.baseUrl, ...given };
  return createProviderKey(testContext(db, accountId), createProviderKeyInput.parse(input));
};
const ownId = async (caller: TestCaller) => (await stored(caller)).id;

/** The documented example names an address that does not exist; the fake stands in for it. */
const atTheFake =
  (call: typeof callEndpoint): typeof callEndpoint =>
  (endpoint, sent) => {
    if (typeof sent.body !== "string") return call(endpoint, sent);
    return call(endpoint, {
      ...sent,
      body: sent.body.replace("https://models.example.com/v1", fake.baseUrl),
    });
  };

const server = await startApiServer();
afterAll(server.end);

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, mounted) => {
  const call = atTheFake(mounted);
  endpointSuite(list, { db, call });
  endpointSuite(create, { db, call });
  endpointSuite(update, { db, call, ownId });
  endpointSuite(remove, { db, call, ownId });
  endpointSuite(toggle, { db, call, ownId });
  endpointSuite(check, { db, call, ownId, bodyIsOptional: true });
});

const send = async (
  endpoint: Endpoint,
  { secret }: TestCaller,
  sent: { id?: string; body?: object } = {},
) => {
  const { body, ...rest } = sent;
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await callEndpoint(endpoint, { secret, ...rest, ...text });
  return { answer, json: answer.status === 204 ? null : await answer.clone().json() };
};
const openai = () => ({ provider: "openai", apiKey: KEY, baseUrl: fake.baseUrl });

test("a key is added, listed, tested, changed, disabled and deleted by its provider's name", async () => {
  const caller = await makeCaller(db);
  const made = await send(create, caller, { body: openai() });
  expect(made.answer.status).toBe(201);
  expect(made.json).toMatchObject({
    provider: "openai",
    kind: "openai",
    keyPrefix: "you…ey",
    deletedAt: null,
  });
  expect((await send(list, caller)).json).toEqual([made.json]);
  expect((await send(check, caller, { id: "openai" })).json).toMatchObject({ valid: true, problem: null });
  const tried = await send(check, caller, { id: "openai", body: { apiKey: "sk-wrong-0123456789" } });
  expect(tried.json).toMatchObject({ valid: false, problem: "key_refused", modelsAvailable: null });
  const [owner] = await sql`select id from users where account_id = ${caller.accountId}`;
  const off = await send(toggle, caller, { id: "openai", body: { isActive: false } });
  expect(off.json).toMatchObject({ isActive: false, userId: owner?.id });
  const renamed = await send(update, caller, { id: "openai", body: { apiKey: KEY, label: "Team" } });
  expect(renamed.json).toMatchObject({ label: "Team", isActive: false });
  expect((await send(remove, caller, { id: "openai" })).answer.status).toBe(204);
  expect((await send(list, caller)).json).toEqual([]);
  const again = await send(remove, caller, { id: "openai" });
  await expectError(remove, again.answer, 404, "not_found");
});

test("a provider that has a key is 409, and its name means no single one of several", async () => {
  const caller = await makeCaller(db);
  const { id } = await stored(caller);
  await expectError(create, (await send(create, caller, { body: openai() })).answer, 409, "conflict");
  const second = await send(create, caller, { body: { ...openai(), additional: true } });
  expect(second.json).toMatchObject({ position: 1, label: "OpenAI 2" });
  const byName = await send(update, caller, { id: "openai", body: { label: "Which?" } });
  await expectError(update, byName.answer, 409, "conflict");
  await expectError(check, (await send(check, caller, { id: "openai" })).answer, 409, "conflict");
  expect((await send(update, caller, { id, body: { position: 1 } })).json).toMatchObject({ id, position: 1 });
  await send(toggle, caller, { id: "openai", body: { isActive: false } });
  expect((await send(list, caller)).json).toMatchObject([{ isActive: false }, { isActive: false }]);
});

test.each([
  ["a wrong key", { apiKey: "sk-wrong-0123456789" }, 400, "invalid_field", "apiKey"],
  ["an inner address", { baseUrl: "http://169.254.169.254/v1" }, 400, "invalid_field", "baseUrl"],
  ["a server nobody runs", { baseUrl: "http://127.0.0.1:9/v1" }, 400, "invalid_field", "baseUrl"],
])("%s is refused with a sentence and not stored", async (_what, given, status, code, param) => {
  const caller = await makeCaller(db);
  const { answer } = await send(create, caller, { body: { ...openai(), ...given } });
  expect((await expectError(create, answer, status, code)).param).toBe(param);
  expect((await send(list, caller)).json).toEqual([]);
});

test("neither the key nor what it is encrypted as is in any answer", async () => {
  const caller = await makeCaller(db);
  const { id } = await stored(caller);
  const answers = [
    await send(list, caller),
    await send(check, caller, { id }),
    await send(update, caller, { id, body: { apiKey: KEY } }),
    await send(toggle, caller, { id, body: { isActive: true } }),
    await send(create, caller, { body: { ...openai(), additional: true } }),
  ];
  const text = JSON.stringify(answers.map(({ json }) => json));
  expect(text).not.toContain(KEY);
  expect(text).not.toMatch(/encrypted/i);
});

test("a change of nothing is refused", async () => {
  const caller = await makeCaller(db);
  const { id } = await stored(caller);
  const { answer } = await send(update, caller, { id, body: {} });
  await expectError(update, answer, 400, "invalid_field");
});
