import { afterAll, describe, expect, test } from "vitest";
import { makeKey } from "@/db/factories";
import { apiKeySecrets } from "@/db/schema/keys";
import { newId, type SecretId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
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
import { keysEndpoints } from "../endpoints";
import { duplicateEndpoints } from "./duplicate/endpoints";
import { keyByIdEndpoints } from "./endpoints";
import { restoreEndpoints } from "./restore/endpoints";
import { rotateEndpoints } from "./rotate/endpoints";
import { secretByIdEndpoints, secretsEndpoints } from "./secrets/endpoints";

const { db, sql } = await appDatabase();

const [listAll, create] = keysEndpoints as [Endpoint, Endpoint];
const [get, update, remove] = keyByIdEndpoints as [Endpoint, Endpoint, Endpoint];
const [rotate] = rotateEndpoints as [Endpoint];
const [list] = secretsEndpoints as [Endpoint];
const [extend, stop] = secretByIdEndpoints as [Endpoint, Endpoint];
const [restore] = restoreEndpoints as [Endpoint];
const [duplicate] = duplicateEndpoints as [Endpoint];

const ownId = async ({ accountId }: TestCaller) => (await makeKey(db, { accountId, name: "Mine" })).keyId;
/** An old secret that still works. */
const ownBelow = async ({ accountId }: TestCaller, keyId: string) => {
  const [own] = await sql`select key_id from api_key_secrets where key_id = ${keyId}`;
  const id = newId<SecretId>(Date.now() - DAY_MS);
  await db.insert(apiKeySecrets).values({
    id,
    accountId,
    keyId: own?.key_id,
    hash: crypto.getRandomValues(new Uint8Array(32)),
    prefix: "layer_0a1b2c",
    lastFour: "0d1e",
    expiresAt: new Date(Date.now() + HOUR_MS),
  });
  return id;
};

const server = await startApiServer();
afterAll(server.end);

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(get, { db, ownId, call });
  endpointSuite(rotate, { db, ownId, call, bodyIsOptional: true });
  endpointSuite(list, { db, ownId, call });
  endpointSuite(extend, { db, ownId, ownBelow, call });
  endpointSuite(stop, { db, ownId, ownBelow, call });
  endpointSuite(restore, { db, ownId, call });
  endpointSuite(duplicate, { db, ownId, call });
});

async function newKey(body: object = {}) {
  const caller = await makeCaller(db);
  const made = await callEndpoint(create, {
    secret: caller.secret,
    body: JSON.stringify({ name: "Shop", ...body }),
  });
  const key = await made.json();
  const send = (endpoint: Endpoint, sent: object = {}) =>
    callEndpoint(endpoint, { secret: caller.secret, id: key.id, ...sent });
  const rotateWith = (given?: object, headers: Record<string, string> = {}) =>
    send(rotate, { headers, ...(given && { body: JSON.stringify(given) }) });
  return { caller, key, send, rotateWith };
}

const works = async (secret: string) => (await callEndpoint(listAll, { secret })).status === 200;

test("a key is rotated, its old secret given more time and stopped, all through the API", async () => {
  const { key, send, rotateWith } = await newKey();
  const rotated = await rotateWith();
  expect(rotated.status).toBe(201);
  const next = await rotated.json();
  expect(next).toMatchObject({ id: key.id, name: "Shop", secret_available: true });
  expect(next.rotatingUntil).not.toBeNull();
  expect([await works(key.key), await works(next.key)]).toEqual([true, true]);
  const { secrets } = await (await send(get)).json();
  expect(secrets.map(({ state }: { state: string }) => state)).toEqual(["newest", "ending"]);
  const below = secrets[1].id;
  const longer = await send(extend, { below, body: '{"endsInSeconds":604800}' });
  const { endsAt } = await longer.json();
  expect(Math.abs(Date.parse(endsAt) - Date.now() - 7 * DAY_MS)).toBeLessThan(HOUR_MS);
  expect((await send(stop, { below })).status).toBe(204);
  expect((await send(stop, { below })).status).toBe(204);
  const refused = await callEndpoint(listAll, { secret: key.key });
  expect((await expectError(listAll, refused, 401, "secret_revoked")).message).toContain("was stopped on");
  expect(await works(next.key)).toBe(true);
  await expectError(stop, await send(stop, { below: secrets[0].id }), 409, "conflict");
  await expectError(stop, await send(stop, { below: newId() }), 404, "not_found");
});

test("a rotation whose answer was lost is repeated: one secret, shown once", async () => {
  const { key, rotateWith } = await newKey();
  const headers = { "idempotency-key": "rotation-1" };
  const answers = await Promise.all(Array.from({ length: 20 }, () => rotateWith({}, headers)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const bodies = await Promise.all(answers.map((answer) => answer.json()));
  const repeated = bodies.filter(({ secret_available }) => !secret_available);
  expect(repeated.map(({ key: secret }) => secret)).toEqual(Array(19).fill(null));
  const other = await rotateWith({ oldSecretEnds: "now" }, headers);
  await expectError(rotate, other, 422, "idempotency_conflict");
  const [counted] = await sql`select count(*)::int as n from api_key_secrets where key_id = ${key.id}`;
  expect(counted?.n).toBe(2);
});

test("a rotation that begins during another one is told whose that is, and may end it", async () => {
  const { rotateWith } = await newKey();
  await rotateWith({ oldSecretEnds: new Date(Date.now() + HOUR_MS).toISOString() });
  const late = await expectError(rotate, await rotateWith(), 409, "rotation_conflict");
  expect(late.message).toMatch(/^This key is being rotated already: Test key did so a moment ago/);
  expect((await rotateWith({ oldSecretEnds: "now" })).status).toBe(201);
  const wrong = await rotateWith({ oldSecretEnds: "now", replaces: newId() });
  await expectError(rotate, wrong, 409, "rotation_conflict");
});

test.each([
  ["oldSecretEnds", { oldSecretEnds: "soon" }],
  ["oldSecretEnds", { oldSecretEnds: 0 }],
  ["oldSecretEnds", { oldSecretEnds: 1.5 }],
  ["oldSecretEnds", { oldSecretEnds: null }],
  ["oldSecretEnds", { oldSecretEnds: 91 * 86_400 }],
  ["oldSecretEnds", { oldSecretEnds: "2027-02-21T14:00:00" }],
  ["oldSecretEnds", { oldSecretEnds: "2020-01-01T00:00:00Z" }],
  ["replaces", { replaces: "x" }],
])("a rotation with a wrong %s is refused", async (param, body) => {
  const { rotateWith } = await newKey();
  const error = await expectError(rotate, await rotateWith(body), 400, "invalid_field");
  expect(error.param).toBe(param);
});

test.each([
  ["endsAt", {}],
  ["endsAt", { endsAt: "2027-02-21T14:00:00Z", endsInSeconds: 60 }],
  ["endsAt", { endsAt: "tomorrow" }],
  ["endsAt", { endsAt: "2020-01-01T00:00:00Z" }],
  ["endsInSeconds", { endsInSeconds: 0 }],
  ["endsInSeconds", { endsInSeconds: "60" }],
])("an end of a secret with a wrong %s is refused", async (param, body) => {
  const { caller, key, send } = await newKey();
  const below = await ownBelow(caller, key.id);
  const answer = await send(extend, { below, body: JSON.stringify(body) });
  expect((await expectError(extend, answer, 400, "invalid_field")).param).toBe(param);
});

test("description, tags and expiry are set, changed and taken back", async () => {
  const expiresAt = new Date(Date.now() + 90 * DAY_MS).toISOString();
  const { key, send } = await newKey({ description: " The shop ", tags: [" web "], expiresAt });
  expect(key).toMatchObject({ description: "The shop", tags: ["web"], expiresAt });
  const change = (body: object) => send(update, { body: JSON.stringify(body) });
  expect(await (await change({ tags: [], disabled: true })).json()).toMatchObject({
    description: "The shop",
    tags: [],
    expiresAt,
    status: "disabled",
  });
  expect(await (await change({ description: null, expiresAt: null })).json()).toMatchObject({
    description: null,
    expiresAt: null,
  });
  for (const [param, body] of [
    ["tags", { tags: ["a", "a"] }],
    ["tags", { tags: "a" }],
    ["tags.0", { tags: [7] }],
    ["description", { description: "a".repeat(501) }],
    ["expiresAt", { expiresAt: "2027-02-21T14:00:00" }],
    ["expiresAt", { expiresAt: new Date().toISOString() }],
  ] as const) {
    expect((await expectError(update, await change(body), 400, "invalid_field")).param).toBe(param);
  }
});

test("a deletion is undone within its minute, and the same secret works again", async () => {
  const { key, send } = await newKey();
  await send(remove);
  expect(await (await send(get)).json()).toMatchObject({ status: "deleted" });
  expect(await works(key.key)).toBe(false);
  expect(await (await send(restore)).json()).toMatchObject({ id: key.id, status: "active", deletedAt: null });
  expect(await works(key.key)).toBe(true);
  await send(remove);
  await sql`update api_keys set deleted_at = deleted_at - interval '61 seconds' where id = ${key.id}`;
  await expectError(restore, await send(restore), 409, "conflict");
});

test("a duplicate has the settings and a secret of its own; repeated, it is the same one", async () => {
  const { key, send } = await newKey({ description: "The shop", tags: ["web"] });
  const headers = { "idempotency-key": "copy-1" };
  const made = await send(duplicate, { headers });
  const copy = await made.json();
  expect([made.status, copy.name, copy.description, copy.tags]).toEqual([
    201,
    "Shop copy",
    "The shop",
    ["web"],
  ]);
  expect([copy.key === key.key, await works(copy.key)]).toEqual([false, true]);
  const again = await send(duplicate, { headers });
  expect([again.status, await again.json()]).toEqual([
    200,
    expect.objectContaining({ id: copy.id, key: null, secret_available: false }),
  ]);
});

test("the secrets of a key page through all of them once", async () => {
  const { key, send, rotateWith } = await newKey();
  for (let n = 0; n < 4; n += 1) await rotateWith({ oldSecretEnds: "now" });
  const seen: string[] = [];
  for (let after = ""; ; ) {
    const page = await (await send(list, { query: `?limit=2${after}` })).json();
    expect(page.first_id).toBe(page.data[0].id);
    seen.push(...page.data.map(({ id }: { id: string }) => id));
    if (!page.has_more) break;
    after = `&after=${page.last_id}`;
  }
  const stored = await sql`select id from api_key_secrets where key_id = ${key.id} order by id desc`;
  expect(seen).toEqual(stored.map(({ id }) => id));
  for (const query of ["?limit=0", "?limit=101", "?after=x"]) {
    await expectError(list, await send(list, { query }), 400, "invalid_field");
  }
});
