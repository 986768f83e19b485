import { afterAll, describe, expect, test } from "vitest";
import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { MINUTE_MS } from "@/lib/core/time";
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
import { keyByIdEndpoints } from "./[id]/endpoints";
import { keysEndpoints } from "./endpoints";

const { db, sql } = await appDatabase();

const [list, create] = keysEndpoints as [Endpoint, Endpoint];
const [, update, remove] = keyByIdEndpoints as [Endpoint, Endpoint, Endpoint];
const ownId = async ({ accountId }: TestCaller) => (await makeKey(db, { accountId, name: "Mine" })).keyId;

const server = await startApiServer();
afterAll(server.end);

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(list, { db, call });
  endpointSuite(create, { db, call });
  endpointSuite(update, { db, ownId, call });
  endpointSuite(remove, { db, ownId, call });
});

const listed = async (caller: TestCaller, query = "") => {
  const answer = await callEndpoint(list, { secret: caller.secret, query });
  return { keys: (await answer.json()) as Array<Record<string, unknown>>, link: answer.headers.get("link") };
};

describe("the life of a key through the API", () => {
  test("a key is created, works, is renamed, deleted, and refused from then on", async () => {
    const caller = await makeCaller(db);
    const made = await callEndpoint(create, { secret: caller.secret, body: '{"name":" Zoe\u0308 🔑 "}' });
    expect(made.status).toBe(201);
    const { id, key, keyPrefix } = await made.json();
    expect(key).toMatch(/^layer_[0-9a-f]{64}$/);
    expect(keyPrefix).toBe(key.slice(0, 12));
    expect((await callEndpoint(list, { secret: key })).status).toBe(200);
    const renamed = await callEndpoint(update, { secret: key, id, body: '{"name":"CI"}' });
    expect(await renamed.json()).toMatchObject({ id, name: "CI", status: "active" });
    const deleted = await callEndpoint(remove, { secret: key, id });
    expect([deleted.status, await deleted.text()]).toEqual([204, ""]);
    const refused = await expectError(list, await callEndpoint(list, { secret: key }), 401, "key_deleted");
    expect(refused.message).toMatch(/deleted on \d{4}-/);
    expect((await callEndpoint(remove, { secret: caller.secret, id })).status).toBe(204);
  });

  test("a key is disabled, refused at once, enabled, and works again; name and state change in one request", async () => {
    const caller = await makeCaller(db);
    const { keyId: id, secret } = await makeKey(db, { accountId: caller.accountId, name: "CI" });
    const change = (body: object) =>
      callEndpoint(update, { secret: caller.secret, id, body: JSON.stringify(body) });
    expect(await (await change({ disabled: true })).json()).toMatchObject({ name: "CI", status: "disabled" });
    await expectError(list, await callEndpoint(list, { secret }), 401, "key_disabled");
    const both = await change({ name: "CI, again", disabled: false });
    expect(await both.json()).toMatchObject({ name: "CI, again", status: "active" });
    expect((await callEndpoint(list, { secret })).status).toBe(200);
    for (const body of [{}, { disabled: "yes" }, { disabled: null }]) {
      await expectError(update, await change(body), 400, "invalid_field");
    }
  });

  test("the whole key is in the answer that made it and in no other", async () => {
    const caller = await makeCaller(db);
    const { key } = await (
      await callEndpoint(create, { secret: caller.secret, body: '{"name":"Once"}' })
    ).json();
    const rest = key.slice(12, -4);
    expect(JSON.stringify(await listed(caller))).not.toContain(rest);
    const [dump] = await sql`select string_agg(k::text || s::text, '') as text
      from api_keys k join api_key_secrets s on s.key_id = k.id`;
    expect(dump?.text).not.toContain(rest);
  });

  test("20 equal requests at once make one key, and its secret is shown to one of them", async () => {
    const caller = await makeCaller(db);
    const headers = { "idempotency-key": "deploy-7" };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        callEndpoint(create, { secret: caller.secret, headers, body: '{"name":"Once"}' }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(1);
    const repeated = bodies.filter(({ secret_available }) => secret_available === false);
    expect(repeated.map(({ key }) => key)).toEqual(Array(19).fill(null));
    const other = await callEndpoint(create, { secret: caller.secret, headers, body: '{"name":"Other"}' });
    await expectError(create, other, 422, "idempotency_conflict");
  });

  test.each([
    ["missing", "{}"],
    ["empty", '{"name":"  "}'],
    ["a number", '{"name":7}'],
    ["101 characters", `{"name":"${"a".repeat(101)}"}`],
    ["with a NUL", '{"name":"a\\u0000b"}'],
    ["with half a character", '{"name":"a\\ud83d"}'],
    ["with a bidi override", '{"name":"a\\u202eb"}'],
  ])("a name that is %s is refused with a sentence about the name", async (_case, body) => {
    const caller = await makeCaller(db);
    const answer = await callEndpoint(create, { secret: caller.secret, body });
    expect((await expectError(create, answer, 400, "invalid_field")).param).toBe("name");
    expect((await listed(caller)).keys).toHaveLength(1);
  });
});

describe("the list of keys", () => {
  test("is a bare array, newest first, with the original's fields and the usage behind them", async () => {
    const caller = await makeCaller(db);
    const { keyId, secretId } = await makeKey(db, { accountId: caller.accountId, name: "Newer" });
    const rows = [{ costNanoUsd: 892_800_001n }, { costNanoUsd: null, status: 502 }];
    await makeRequests(db, { accountId: caller.accountId, keyId, secretId }, rows);
    const { keys, link } = await listed(caller);
    expect(link).toBeNull();
    expect(keys.map(({ id }) => id)).toEqual([keyId, caller.keyId]);
    const [owner] = await sql`select id from users where account_id = ${caller.accountId}`;
    expect(keys[0]).toMatchObject({ userId: owner?.id, name: "Newer" });
    expect(new Date(String(keys[0]?.lastUsedAt)).getTime()).toBeGreaterThan(Date.now() - MINUTE_MS);
    const usage = { requests: 2, errors: 1, unpriced: 1, costUsd: "0.892800001", cost_nano_usd: "892800001" };
    expect(keys[0]?.usage).toEqual(usage);
  });

  test("an unknown cost is null and never 0", async () => {
    const caller = await makeCaller(db);
    const { keyId, secretId } = await makeKey(db, { accountId: caller.accountId });
    await makeRequests(db, { accountId: caller.accountId, keyId, secretId }, [{ costNanoUsd: null }]);
    const [newest, unused] = (await listed(caller)).keys;
    expect(newest?.usage).toMatchObject({ unpriced: 1, costUsd: null, cost_nano_usd: null });
    expect(unused?.usage).toMatchObject({ requests: 0, costUsd: "0", cost_nano_usd: "0" });
  });

  test("pages through all keys once by following its links", async () => {
    const caller = await makeCaller(db);
    for (let n = 0; n < 4; n += 1) await makeKey(db, { accountId: caller.accountId });
    const seen: unknown[] = [];
    let query = "?limit=2";
    for (;;) {
      const { keys, link } = await listed(caller, query);
      seen.push(...keys.map(({ id }) => id));
      const next = link?.match(/^<\/v1\/keys(\?.+)>; rel="next"$/)?.[1];
      if (next === undefined) break;
      query = next;
    }
    expect(seen).toEqual((await listed(caller)).keys.map(({ id }) => id));
    expect(new Set(seen).size).toBe(5);
  });

  test.each(["limit=0", "limit=1001", "limit=x", "limit=", "limit=1.5", "after=x", "limit=1&limit=2"])(
    "refuses %s",
    async (query) => {
      const answer = await callEndpoint(list, { secret: (await makeCaller(db)).secret, query: `?${query}` });
      await expectError(list, answer, 400, "invalid_field");
    },
  );

  test("notes that the calling key was used", async () => {
    const caller = await makeCaller(db);
    const [self] = (await listed(caller)).keys;
    expect(Date.now() - Date.parse(String(self?.lastUsedAt))).toBeLessThan(60_000);
  });
});
