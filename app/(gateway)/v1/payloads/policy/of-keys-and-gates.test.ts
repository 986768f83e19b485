import { expect, test } from "vitest";
import { appDatabase } from "@/lib/testing/app-database";
import { callEndpoint, makeCaller } from "@/lib/testing/endpoint-suite";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { gateByIdEndpoints } from "../../gates/[id]/endpoints";
import { exportEndpoints } from "../../gates/export/endpoints";
import { keyByIdEndpoints } from "../../keys/[id]/endpoints";

const { db, sql } = await appDatabase();
const [, updateKey] = keyByIdEndpoints as [Endpoint, Endpoint];
const updateGate = gateByIdEndpoints.find(({ operation }) => operation.method === "PATCH") as Endpoint;
const [exportGates] = exportEndpoints as [Endpoint];

const payloads = { store: true, keepDays: 9, redact: ["ssn"] };
const WRONG = [{}, "on", { ...payloads, keepDays: 0 }, { ...payloads, ceiling: true }, { store: true }];

test("a key says what is kept of its requests, and null follows the gate or the account again", async () => {
  const { secret, keyId: id } = await makeCaller(db);
  const change = (given: unknown) =>
    callEndpoint(updateKey, { secret, id, body: JSON.stringify({ payloads: given }) });
  expect(await (await change(payloads)).json()).toMatchObject({ id, payloads });
  // What says nothing of it changes nothing.
  const renamed = await callEndpoint(updateKey, { secret, id, body: '{"name":"Other"}' });
  expect(await renamed.json()).toMatchObject({ payloads });
  for (const wrong of WRONG) await refused(await change(wrong));
  expect(await (await change(null)).json()).toMatchObject({ payloads: null });
});

test("a gate does too, without a new version, and what is exported says it", async () => {
  const { secret, accountId } = await makeCaller(db);
  const [gate] = await sql`select id from gates where account_id = ${accountId}`;
  const id = gate?.id as string;
  const change = (body: object) => callEndpoint(updateGate, { secret, id, body: JSON.stringify(body) });
  const read = async (answer: Response) => {
    const body = await answer.json();
    return body.gate ?? body;
  };
  const exported = async () => (await callEndpoint(exportGates, { secret })).text();
  expect(await exported()).not.toMatch(/^ +payloads:/m);
  expect(await read(await change({ payloads }))).toMatchObject({ id, payloads, version: 1 });
  expect(await exported()).toMatch(/^ +payloads:\n +store:/m);
  expect(await read(await change({ temperature: 0.5 }))).toMatchObject({ payloads, version: 2 });
  for (const wrong of WRONG) await refused(await change({ payloads: wrong }));
  expect(await read(await change({ payloads: null }))).toMatchObject({ payloads: null, version: 2 });
});

async function refused(answer: Response) {
  expect(answer.status).toBe(400);
  expect((await answer.json()).param).toMatch(/^payloads/);
}
