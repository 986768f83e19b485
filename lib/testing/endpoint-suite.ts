import { describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { makeKey, makeOwner, newSecret } from "@/db/factories";
import type { AccountId, KeyId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { bodyTests, type Sent } from "./endpoint-bodies";
import { expectError } from "./expect-error";

export type TestCaller = { accountId: AccountId; keyId: KeyId; secret: string };

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
type OwnBody = (caller: TestCaller, id: string) => Promise<object>;
type OwnBelow = (caller: TestCaller, id: string) => Promise<string>;
type SuiteOptions = {
  db: Database;
  ownId?: OwnId;
  ownBody?: OwnBody;
  ownBelow?: OwnBelow;
  call?: Call;
  anyId?: string;
  cacheControl?: string;
  bodyIsOptional?: boolean;
};
type Call = (endpoint: Endpoint, sent: Sent) => Promise<Response>;

/** The parameters of a path: `{id}`, `{name}`. */
const PARAMETERS = /\{(\w+)\}/g;

/** Calls an endpoint's handler; the parameters of its path become `id` and `below`. */
export const callEndpoint: Call = (endpoint, sent) => {
  const [name = "id", nameBelow = ""] = [...endpoint.operation.path.matchAll(PARAMETERS)].map(
    ([, name]) => name,
  );
  const params = {
    ...(sent.id !== undefined && { [name]: sent.id }),
    ...(sent.below !== undefined && { [nameBelow]: sent.below }),
  };
  return endpoint.handler(requestOf("http://layer.test", endpoint, sent), {
    params: Promise.resolve(params),
  });
};

/** Calls the same endpoints through a server. */
export const callOver =
  (url: string): Call =>
  (endpoint, sent) =>
    fetch(requestOf(url, endpoint, sent));

function requestOf(url: string, { operation }: Endpoint, sent: Sent): Request {
  const values = [sent.id, sent.below];
  const path = operation.path.replace(PARAMETERS, () => encodeURIComponent(values.shift() ?? ""));
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
 * an answer as documented. `ownId` makes a thing of the caller's whose id goes into the path, `ownBody` a body that names what
 * belongs to it, `ownBelow` the id of what belongs to it and goes into the path after its own; `anyId` is an id that every account has. `call` is `callEndpoint` or `callOver` a server; `cacheControl` is
 * for answers without an account's data.
 */
export function endpointSuite(endpoint: Endpoint, options: SuiteOptions): void {
  const { operation } = endpoint;
  const {
    db,
    ownId,
    ownBody,
    ownBelow,
    call = callEndpoint,
    anyId,
    cacheControl = "no-store",
    bodyIsOptional = false,
  } = options;
  const send: Send = (sent) => call(endpoint, sent);
  const bodyFor = async (caller: TestCaller, id: string) => {
    const body = (await ownBody?.(caller, id)) ?? operation.bodyExample;
    const below = await ownBelow?.(caller, id);
    return {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(below === undefined ? {} : { below }),
    };
  };
  const valid = async (caller: TestCaller) => {
    const id = anyId ?? (await ownId?.(caller));
    const body = await bodyFor(caller, id ?? "");
    return { secret: caller.secret, ...(id === undefined ? {} : { id }), ...body };
  };

  describe(`${operation.method} ${operation.path}`, () => {
    test("answers a good request as it documents", async () => {
      const answer = await send(await valid(await makeCaller(db)));
      const documented = operation.responses[answer.status];
      expect(documented, `status ${answer.status}`).toBeDefined();
      const body = await answer.text();
      const said = documented?.contentType ?? "application/json";
      if (documented?.schema === null) expect(body).toBe("");
      else {
        expect(answer.headers.get("content-type")).toContain(said);
        const value = said === "application/json" ? JSON.parse(body) : body;
        expect(documented?.schema.safeParse(value).error).toBeUndefined();
      }
      expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(answer.headers.get("request-id")).toBe(answer.headers.get("x-request-id"));
      expect(answer.headers.get("cache-control")).toBe(cacheControl);
    });

    if (operation.auth) keyTests(endpoint, { db, valid, send });
    if (operation.params !== undefined && ownId !== undefined)
      idTests(endpoint, { db, ownId, bodyFor, send });
    if (operation.body !== undefined && operation.bodyIsRaw !== true) {
      bodyTests(endpoint, { send, fresh: async () => valid(await makeCaller(db)), bodyIsOptional });
    }

    test("refuses a query parameter it does not have, or ignores all of them", async () => {
      const sent = { ...(await valid(await makeCaller(db))), query: "?surprise=1" };
      const answer = await send(sent);
      if (operation.query === undefined) expect(operation.responses[answer.status]).toBeDefined();
      else await expectError(endpoint, answer, 400, "unknown_field");
    });
  });
}

type Send = (sent: Sent) => Promise<Response>;
type BodyFor = (caller: TestCaller, id: string) => Promise<Sent>;
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
  { db, send, ownId, bodyFor }: Omit<Tools, "valid"> & { ownId: OwnId; bodyFor: BodyFor },
): void {
  test("answers another account's id, a random one and junk alike, and the victim notices nothing", async () => {
    const [caller, victim] = [await makeCaller(db), await makeCaller(db)];
    const foreign = await ownId(victim);
    const validBody = await bodyFor(victim, foreign);
    for (const id of [foreign, newId(), "junk", "%00", "../key", "1 or 1=1", "a".repeat(5_000)]) {
      const answer = await send({ secret: caller.secret, id, ...validBody });
      await expectError(endpoint, answer, 404, "not_found");
    }
    const untouched = await send({ secret: victim.secret, id: foreign, ...validBody });
    expect(endpoint.operation.responses[untouched.status]).toBeDefined();
  });
}
