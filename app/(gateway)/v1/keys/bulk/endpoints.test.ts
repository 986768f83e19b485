import { expect, test } from "vitest";
import { makeKey } from "@/db/factories";
import { KEY_DEFECTS, KEY_STATES } from "@/lib/core/key-filter";
import { DAY_MS } from "@/lib/core/time";
import { appDatabase } from "@/lib/testing/app-database";
import { callEndpoint, endpointSuite, makeCaller, type TestCaller } from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { keysEndpoints } from "../endpoints";
import { bulkEndpoints } from "./endpoints";

const { db } = await appDatabase();

const [change] = bulkEndpoints as [Endpoint];
const [list] = keysEndpoints as [Endpoint];
endpointSuite(change, { db });

const listed = async ({ secret }: TestCaller, query: string) => {
  const answer = await callEndpoint(list, { secret, query });
  expect(answer.status, query).toBe(200);
  const keys = (await answer.json()) as Array<{ id: string; name: string }>;
  return { names: keys.map(({ name }) => name), link: answer.headers.get("link") };
};

test("keys are stopped together, told apart, and refused from then on", async () => {
  const [caller, stranger] = [await makeCaller(db), await makeCaller(db)];
  const one = await makeKey(db, { accountId: caller.accountId, name: "One" });
  const foreign = await makeKey(db, { accountId: stranger.accountId });
  const body = JSON.stringify({ ids: [one.keyId, foreign.keyId, "junk"], action: "disable" });
  const answer = await callEndpoint(change, { secret: caller.secret, body });
  expect(await answer.json()).toMatchObject({
    changed: 1,
    data: [
      { id: one.keyId, name: "One", outcome: "changed", error: null },
      { id: foreign.keyId, name: null, outcome: "refused", error: { code: "not_found" } },
      { id: "junk", name: null, outcome: "refused", error: { code: "not_found" } },
    ],
  });
  await expectError(list, await callEndpoint(list, { secret: one.secret }), 401, "key_disabled");
  expect((await callEndpoint(list, { secret: foreign.secret })).status).toBe(200);
});

test("a key with a scope changes none that may do more than itself, and may stop it", async () => {
  const caller = await makeCaller(db, { scope: { access: { keys: "write" } } });
  const { keyId } = await makeKey(db, { accountId: caller.accountId });
  const send = async (action: object) => {
    const body = JSON.stringify({ ids: [keyId], ...action });
    return (await callEndpoint(change, { secret: caller.secret, body })).json();
  };
  expect(await send({ action: "setExpiry", expiresAt: null })).toMatchObject({
    changed: 0,
    data: [{ outcome: "refused", error: { code: "scope_access" } }],
  });
  expect(await send({ action: "disable" })).toMatchObject({ changed: 1 });
});

test("the list of keys is narrowed by what is asked, and the next page knows it", async () => {
  const caller = await makeCaller(db);
  const { accountId } = caller;
  const soon = new Date(Date.now() + 3 * DAY_MS);
  await makeKey(db, { accountId, name: "Blue", tags: ["a & b"], expiresAt: soon });
  await makeKey(db, { accountId, name: "Red", disabledAt: soon, scope: { access: "read" } });
  await makeKey(db, { accountId, name: "Gone", deletedAt: new Date() });
  const cases = {
    "?tag=a%20%26%20b": ["Blue"],
    "?status=disabled": ["Red"],
    "?status=deleted": ["Gone"],
    "?status=expiring": ["Blue"],
    "?health=expiresSoon": ["Blue"],
    "?scope=read": ["Red"],
    "?expires=true": ["Blue"],
    "?search=lue&expires=false": [],
  };
  for (const [query, names] of Object.entries(cases))
    expect((await listed(caller, query)).names, query).toEqual(names);
  for (const status of KEY_STATES) await listed(caller, `?status=${status}`);
  for (const health of KEY_DEFECTS) await listed(caller, `?health=${health}`);
  const { link } = await listed(caller, "?status=active&limit=1");
  expect(link).toMatch(/^<\/v1\/keys\?status=active&limit=1&after=[0-9a-f-]{36}>; rel="next"$/);
});

test.each([
  "status=odd",
  "health=",
  "scope=all",
  "expires=1",
  "createdBy=me",
  "tag=",
  `search=${"a".repeat(101)}`,
])("a filter that is not known is refused: %s", async (query) => {
  const { secret } = await makeCaller(db);
  await expectError(list, await callEndpoint(list, { secret, query: `?${query}` }), 400, "invalid_field");
});
