import { afterAll, expect, test } from "vitest";
import { makeKey } from "@/db/factories";
import { makePayload } from "@/db/factories-payloads";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { callEndpoint, callOver, endpointSuite, makeCaller } from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { payloadsEndpoints } from "./endpoints";
import { payloadPolicyEndpoints } from "./policy/endpoints";

const { db } = await appDatabase();
const [stored, remove] = payloadsEndpoints as [Endpoint, Endpoint];
const [get, put] = payloadPolicyEndpoints as [Endpoint, Endpoint];
const server = await startApiServer();
afterAll(server.end);

for (const endpoint of [stored, remove, get, put])
  endpointSuite(endpoint, { db, call: callOver(server.url) });

test("a policy is set whole and read back, and what is wrong is told by its name", async () => {
  const { secret } = await makeCaller(db);
  const set = (body: object) => callEndpoint(put, { secret, body: JSON.stringify(body) });
  const off = { store: false, keepDays: 7, redact: [], ceiling: false };
  expect(await (await callEndpoint(get, { secret })).json()).toEqual(off);
  const policy = { store: true, keepDays: 30, redact: [" ssn", "card", "card"], ceiling: true };
  const expected = { ...policy, redact: ["ssn", "card"] };
  expect(await (await set(policy)).json()).toEqual(expected);
  expect(await (await callEndpoint(get, { secret })).json()).toEqual(expected);
  for (const wrong of [
    { keepDays: 0 },
    { keepDays: 91 },
    { keepDays: 1.5 },
    { store: "yes" },
    { redact: [""] },
    { redact: ["a\u0000"] },
    { redact: Array(51).fill("a") },
    { ceiling: null },
  ]) {
    await expectError(put, await set({ ...policy, ...wrong }), 400, "invalid_field");
  }
  const { ceiling: _, ...partial } = policy;
  await expectError(put, await set(partial), 400, "invalid_field");
});

test("what is stored is counted and deleted, of one key or of all, and never another account's", async () => {
  const [caller, other] = [await makeCaller(db), await makeCaller(db)];
  const second = await makeKey(db, { accountId: caller.accountId });
  await makePayload(db, caller, { request: "12345", response: "678" });
  await makePayload(db, { ...caller, keyId: second.keyId }, { request: null, response: null });
  await makePayload(db, caller, { expiresAt: new Date(0) });
  await makePayload(db, other);
  const { secret } = caller;
  const count = async () => (await (await callEndpoint(stored, { secret })).json()).count;
  expect(await (await callEndpoint(stored, { secret })).json()).toMatchObject({ count: 2, bytes: 8 });
  const gone = (query = "") => callEndpoint(remove, { secret, query }).then((answer) => answer.json());
  expect(await gone(`?keyId=${second.keyId}`)).toEqual({ deleted: 1 });
  expect(await gone(`?keyId=${other.keyId}`)).toEqual({ deleted: 0 });
  expect(await count()).toBe(1);
  // With the one whose time is over.
  expect(await gone()).toEqual({ deleted: 2 });
  expect(await count()).toBe(0);
  const left = await callEndpoint(stored, { secret: other.secret });
  expect(await left.json()).toMatchObject({ count: 1 });
  await expectError(remove, await callEndpoint(remove, { secret, query: "?keyId=x" }), 400, "invalid_field");
});
