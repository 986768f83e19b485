import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { makeKey, makeOwner, newSecret } from "@/db/factories";
import type { AccountId, KeyId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { expectError } from "./expect-error";

export type TestCaller = { accountId: AccountId; keyId: KeyId; secret: string };
type Sent = {
  secret?: string;
  id?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
};

/** An account with an owner, a gate and a key to call with. */
export async function makeCaller(
  db: Database,
  key: Parameters<typeof makeKey>[1] | object = {},
): Promise<TestCaller> {
  const { accountId } = await makeOwner(db);
  const { keyId, secret } = await makeKey(db, { ...key, accountId });
  return { accountId, keyId, secret };
}

type OwnId = (caller: TestCaller) => Promise<string>;
type SuiteOptions = {
  db: Database;
  ownId?: OwnId;
  call?: Call;
  anyId?: string;
  cacheControl?: string;
  bodyIsOptional?: boolean;
};
type Call = (endpoint: Endpoint, sent: Sent) => Promise<Response>;

/** Calls an endpoint's handler; `{id}` in its path becomes `id`. */
export const callEndpoint: Call = (endpoint, sent) =>
  endpoint.handler(requestOf("http://layer.test", endpoint, sent), {
    params: Promise.resolve(sent.id === undefined ? {} : { id: sent.id }),
  });

/** Calls the same endpoints through a server. */
export const callOver =
  (url: string): Call =>
  (endpoint, sent) =>
    fetch(requestOf(url, endpoint, sent));

function requestOf(url: string, { operation }: Endpoint, sent: Sent): Request {
  const path = operation.path.replace("{id}", encodeURIComponent(sent.id ?? ""));
  return new Request(`${url}${path}${sent.query ?? ""}`, {
    method: operation.method,
    headers: {
      ...(sent.secret === undefined ? {} : { authorization: `Bearer ${sent.secret}` }),
      ...(sent.body === undefined ? {} : { "content-type": "application/json" }),
      ...sent.headers,
    },
    ...(sent.body === undefined ? {} : { body: sent.body }),
  });
}

/**
 * What every endpoint of the public API owes its callers, whatever it does: the refusals of keys, ids, bodies and fields, and
 * an answer as documented. `ownId` makes a thing of the caller's whose id goes into the path; `anyId` is an id that every
 * account has. `call` is `callEndpoint` or `callOver` a server; `cacheControl` is for answers without an account's data.
 */
export function endpointSuite(endpoint: Endpoint, options: SuiteOptions): void {
  const { operation } = endpoint;
  const {
    db,
    ownId,
    call = callEndpoint,
    anyId,
    cacheControl = "no-store",
    bodyIsOptional = false,
  } = options;
  const send: Send = (sent) => call(endpoint, sent);
  const validBody =
    operation.bodyExample === undefined ? {} : { body: JSON.stringify(operation.bodyExample) };
  const valid = async (caller: TestCaller) => ({
    secret: caller.secret,
    ...(ownId === undefined ? {} : { id: await ownId(caller) }),
    ...(anyId === undefined ? {} : { id: anyId }),
    ...validBody,
  });

  describe(`${operation.method} ${operation.path}`, () => {
    test("answers a good request as it documents", async () => {
      const answer = await send(await valid(await makeCaller(db)));
      const documented = operation.responses[answer.status];
      expect(documented, `status ${answer.status}`).toBeDefined();
      const body = await answer.text();
      if (documented?.schema === null) expect(body).toBe("");
      else expect(documented?.schema.safeParse(JSON.parse(body)).error).toBeUndefined();
      expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(answer.headers.get("request-id")).toBe(answer.headers.get("x-request-id"));
      expect(answer.headers.get("cache-control")).toBe(cacheControl);
    });

    if (operation.auth) keyTests(endpoint, { db, valid, send });
    if (operation.params !== undefined && ownId !== undefined)
      idTests(endpoint, { db, ownId, validBody, send });
    if (operation.body !== undefined) bodyTests(endpoint, { db, valid, send }, bodyIsOptional);

    test("refuses a query parameter it does not have, or ignores all of them", async () => {
      const sent = { ...(await valid(await makeCaller(db))), query: "?surprise=1" };
      const answer = await send(sent);
      if (operation.query === undefined) expect(operation.responses[answer.status]).toBeDefined();
      else await expectError(endpoint, answer, 400, "unknown_field");
    });
  });
}

type Send = (sent: Sent) => Promise<Response>;
type Tools = { db: Database; valid: (caller: TestCaller) => Promise<Sent>; send: Send };

function keyTests(endpoint: Endpoint, { db, valid, send }: Tools): void {
  const past = new Date(Date.now() - 1_000);
  test.each([
    ["no key", "key_missing", null],
    ["an unknown key", "key_unknown", newSecret()],
    ["a mistyped key", "key_mistyped", newSecret().replace(/.$/, (digit) => (digit === "0" ? "1" : "0"))],
    ["half a key", "key_wrong_length", newSecret().slice(0, 40)],
    ["SQL for a key", "key_malformed", "'or/**/1=1--"],
  ])("refuses %s as %s", async (_case, code, secret) => {
    const { secret: _, ...rest } = await valid(await makeCaller(db));
    const answer = await send(secret === null ? rest : { ...rest, secret });
    await expectError(endpoint, answer, 401, code);
  });

  test.each([
    ["key_deleted", { deletedAt: past }],
    ["key_disabled", { disabledAt: past }],
    ["key_expired", { expiresAt: past }],
  ])("tells the holder of a genuine key %s", async (code, moments) => {
    const answer = await send(await valid(await makeCaller(db, moments)));
    await expectError(endpoint, answer, 401, code);
  });

  test("takes the key from x-api-key too", async () => {
    const { secret = "", ...rest } = await valid(await makeCaller(db));
    const answer = await send({ ...rest, headers: { "x-api-key": secret } });
    expect(endpoint.operation.responses[answer.status]).toBeDefined();
  });
}

function idTests(
  endpoint: Endpoint,
  { db, send, ownId, validBody }: Omit<Tools, "valid"> & { ownId: OwnId; validBody: Sent },
): void {
  test("answers another account's id, a random one and junk alike, and the victim notices nothing", async () => {
    const [caller, victim] = [await makeCaller(db), await makeCaller(db)];
    const foreign = await ownId(victim);
    for (const id of [foreign, newId(), "junk", "%00", "../key", "1 or 1=1", "a".repeat(5_000)]) {
      const answer = await send({ secret: caller.secret, id, ...validBody });
      await expectError(endpoint, answer, 404, "not_found");
    }
    const untouched = await send({ secret: victim.secret, id: foreign, ...validBody });
    expect(endpoint.operation.responses[untouched.status]).toBeDefined();
  });
}

function bodyTests(endpoint: Endpoint, { db, valid, send }: Tools, bodyIsOptional: boolean): void {
  const example = endpoint.operation.bodyExample as Record<string, unknown>;
  const withField = (field: string) => `{${JSON.stringify(field)}:1,${JSON.stringify(example).slice(1)}`;
  const empty: [string, number, string, BodyInit] = ["an empty body", 400, "invalid_field", ""];
  const cases: Array<[string, number, string, BodyInit]> = [
    ...(bodyIsOptional ? [] : [empty]),
    ["broken JSON", 400, "invalid_json", '{"name": '],
    ["invalid UTF-8", 400, "invalid_json", new Uint8Array([0x22, 0xff, 0x22])],
    ["a NUL byte", 400, "invalid_json", '{"name":"\0"}'],
    ["100,000 levels", 400, "invalid_json", "[".repeat(100_000)],
    ["a list", 400, "invalid_field", "[]"],
    ["null", 400, "invalid_field", "null"],
    ["too long a body", 413, "payload_too_large", `"${"a".repeat(1024 * 1024)}"`],
  ];
  test.each(cases)("refuses %s with %i %s", async (_case, status, code, body) => {
    const answer = await send({ ...(await valid(await makeCaller(db))), body });
    await expectError(endpoint, answer, status, code);
  });

  test("refuses another content type than JSON", async () => {
    const sent = await valid(await makeCaller(db));
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    await expectError(endpoint, await send({ ...sent, headers }), 415, "unsupported_media_type");
  });

  test("refuses a compressed body, and says so", async () => {
    const sent = await valid(await makeCaller(db));
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const answer = await send({ ...sent, headers, body: new Uint8Array(gzipSync("{}")) });
    await expectError(endpoint, answer, 415, "unsupported_media_type");
  });

  test.each([
    "id",
    "userId",
    "accountId",
    "role",
    "plan",
    "createdAt",
    "keyHash",
    "constructor",
    "__proto__",
  ])("refuses the field %s, which is not one to set", async (field) => {
    const sent = { ...(await valid(await makeCaller(db))), body: withField(field) };
    const body = await expectError(endpoint, await send(sent), 400, "unknown_field");
    expect(body.param).toBe(field);
  });
}
