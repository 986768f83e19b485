import { describe, expect, test } from "vitest";
import { makeKey } from "@/db/factories";
import { duplicateGate } from "@/lib/gates/duplicate-gate";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { callEndpoint, makeCaller } from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { gateByIdEndpoints } from "../gates/[id]/endpoints";
import { gatesEndpoints } from "../gates/endpoints";
import { exportEndpoints } from "../gates/export/endpoints";
import { duplicateEndpoints } from "../keys/[id]/duplicate/endpoints";
import { keyByIdEndpoints } from "../keys/[id]/endpoints";
import { rotateEndpoints } from "../keys/[id]/rotate/endpoints";
import { keysEndpoints } from "../keys/endpoints";

const { db, sql } = await appDatabase();
const [listKeys, createKey] = keysEndpoints as [Endpoint, Endpoint];
const [getKey, updateKey] = keyByIdEndpoints as [Endpoint, Endpoint];
const [duplicateKey] = duplicateEndpoints as [Endpoint];
const [rotateKey] = rotateEndpoints as [Endpoint];
const [listGates, createGate] = gatesEndpoints as [Endpoint, Endpoint];
const [getGate, updateGate] = gateByIdEndpoints as [Endpoint, Endpoint];
const [exportGates] = exportEndpoints as [Endpoint];

const limits = { requestsPerMinute: 60, tokensPerMinute: 0 };
const WRONG = [
  ["limits.requestsPerMinute", "invalid_field", { requestsPerMinute: -1 }],
  ["limits.requestsPerMinute", "invalid_field", { requestsPerMinute: 1.5 }],
  ["limits.requestsPerMinute", "invalid_field", { requestsPerMinute: 10 ** 20 }],
  ["limits.requestsPerMinute", "invalid_field", { requestsPerMinute: "60" }],
  ["limits.requestsPerMinute", "invalid_field", { requestsPerMinute: null }],
  ["limits.requestsPerHour", "unknown_field", { requestsPerHour: 60 }],
  ["limits.keys", "unknown_field", { keys: 3 }],
  ["limits", "invalid_field", 60],
  ["limits", "invalid_field", [60]],
  ["limits", "invalid_field", "none"],
] as const;

const text = (body: unknown) => JSON.stringify(body);
const trailOf = (id: string) =>
  sql`select before, after from audit_entries where subject_id = ${id} order by sequence`;

describe("a key", () => {
  test("has rate limits of its own from its creation on, in every answer that shows it", async () => {
    const { secret } = await makeCaller(db);
    const made = await callEndpoint(createKey, { secret, body: text({ name: "Batch", limits }) });
    const { id, ...key } = await made.json();
    expect([made.status, key.limits]).toEqual([201, limits]);
    expect(await (await callEndpoint(getKey, { secret, id })).json()).toMatchObject({ limits });
    const listed = await (await callEndpoint(listKeys, { secret })).json();
    expect(listed.find((one: { id: string }) => one.id === id)).toMatchObject({ limits });
    const rotated = await callEndpoint(rotateKey, { secret, id });
    expect(await rotated.json()).toMatchObject({ id, limits });
    const copy = await callEndpoint(duplicateKey, { secret, id });
    expect(await copy.json()).toMatchObject({ name: "Batch copy", limits });
  });

  test("has its limits changed and taken back, and nothing else; the trail has both", async () => {
    const { secret, keyId: id } = await makeCaller(db);
    const change = (body: object) => callEndpoint(updateKey, { secret, id, body: text(body) });
    expect(await (await change({ limits })).json()).toMatchObject({ id, limits });
    expect(await (await change({ name: "Other" })).json()).toMatchObject({ limits });
    expect(await (await change({ limits: {} })).json()).toMatchObject({ limits: null });
    const [row] = await sql`select limits is null as none from api_keys where id = ${id}`;
    expect(row?.none).toBe(true);
    const [first, , last, ...more] = await trailOf(id);
    expect([first?.before.limits, first?.after.limits]).toEqual([null, limits]);
    expect([last?.before.limits, last?.after.limits]).toEqual([limits, null]);
    expect((await change({ limits: null })).status).toBe(200);
    expect([more.length, (await trailOf(id)).length]).toEqual([0, 3]);
  });

  test.each(WRONG)("is refused wrong limits by their name: %s %s %j", async (param, code, wrong) => {
    const { secret, keyId: id } = await makeCaller(db);
    const updated = await callEndpoint(updateKey, { secret, id, body: text({ limits: wrong }) });
    expect(await expectError(updateKey, updated, 400, code)).toMatchObject({ param });
    const made = await callEndpoint(createKey, { secret, body: text({ name: "A", limits: wrong }) });
    expect(await expectError(createKey, made, 400, code)).toMatchObject({ param });
  });

  test("with a scope may not lift what it is held to, nor what another is", async () => {
    const { secret, keyId: id, accountId } = await makeCaller(db, { scope: { access: { keys: "write" } } });
    const other = await makeKey(db, { accountId, scope: { access: { keys: "write" } } });
    for (const keyId of [id, other.keyId]) {
      const answer = await callEndpoint(updateKey, { secret, id: keyId, body: text({ limits }) });
      const error = await expectError(updateKey, answer, 403, "scope_access");
      expect(error.param).toBe("limits");
    }
  });

  test("made twice with one idempotency key is the same only with the same limits", async () => {
    const { secret } = await makeCaller(db);
    const make = (given: object) =>
      callEndpoint(createKey, {
        secret,
        body: text({ name: "A", ...given }),
        headers: { "idempotency-key": "limits-1" },
      });
    expect([(await make({ limits })).status, (await make({ limits })).status]).toEqual([201, 200]);
    await expectError(createKey, await make({}), 422, "idempotency_conflict");
  });
});

describe("a gate", () => {
  test("has rate limits without a new version, and what is exported says them", async () => {
    const { secret, accountId } = await makeCaller(db);
    const body = text({ name: "support", model: "sandbox/echo", limits });
    const made = await callEndpoint(createGate, { secret, body });
    const { id, ...gate } = await made.json();
    expect([made.status, gate.limits, gate.version]).toEqual([201, limits, 1]);
    const exported = async () => (await callEndpoint(exportGates, { secret })).text();
    const change = async (given: object) => {
      const answer = await callEndpoint(updateGate, { secret, id, body: text(given) });
      return answer.json();
    };
    expect(await change({ limits: { concurrentRequests: 2 } })).toMatchObject({
      gate: { limits: { concurrentRequests: 2 }, version: 1 },
      hasChanges: true,
      changedFields: ["limits"],
    });
    expect(await exported()).toMatch(/^ +limits:\n +concurrentRequests: 2\n/m);
    expect(await change({ temperature: 0.5 })).toMatchObject({
      gate: { limits: { concurrentRequests: 2 }, version: 2 },
    });
    const copy = await duplicateGate(testContext(db, accountId), { gateId: id });
    expect(copy).toMatchObject({ name: "support copy", limits: { concurrentRequests: 2 } });
    expect(await change({ limits: {} })).toMatchObject({ gate: { limits: null }, changedFields: ["limits"] });
    expect(await change({ limits: null })).toMatchObject({ hasChanges: false });
    expect(await (await callEndpoint(getGate, { secret, id })).json()).toMatchObject({ limits: null });
    const listed = await (await callEndpoint(listGates, { secret })).json();
    expect(listed.map((one: { limits: unknown }) => one.limits)).toEqual([
      { concurrentRequests: 2 },
      null,
      null,
    ]);
    const trail = (await trailOf(id)).filter(({ after }) => "limits" in after);
    expect(trail.map((entry) => [entry.before?.limits, entry.after.limits])).toEqual([
      [null, limits],
      [limits, { concurrentRequests: 2 }],
      [{ concurrentRequests: 2 }, null],
    ]);
  });

  test.each(WRONG)("is refused wrong limits by their name: %s %s %j", async (param, code, wrong) => {
    const { secret, accountId } = await makeCaller(db);
    const [gate] = await sql`select id from gates where account_id = ${accountId}`;
    const updated = await callEndpoint(updateGate, { secret, id: gate?.id, body: text({ limits: wrong }) });
    expect(await expectError(updateGate, updated, 400, code)).toMatchObject({ param });
    const body = text({ name: "A", model: "sandbox/echo", limits: wrong });
    const made = await callEndpoint(createGate, { secret, body });
    expect(await expectError(createGate, made, 400, code)).toMatchObject({ param });
  });
});
