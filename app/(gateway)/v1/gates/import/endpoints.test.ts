import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { anyGateBeside } from "@/lib/testing/any-gate-beside";
import { anyGateSettings } from "@/lib/testing/any-gate-settings";
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
import { gatesEndpoints } from "../endpoints";
import { exportEndpoints } from "../export/endpoints";
import { importEndpoints } from "./endpoints";

const { db } = await appDatabase();

const [list, create] = gatesEndpoints as [Endpoint, Endpoint];
const [exported] = exportEndpoints as [Endpoint];
const [imported] = importEndpoints as [Endpoint];
const server = await startApiServer();
afterAll(server.end);

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(exported, { db, call });
  endpointSuite(imported, { db, call });
});

const send = (caller: TestCaller, body: object) =>
  callEndpoint(imported, { secret: caller.secret, body: JSON.stringify(body) });
const gatesOf = async (caller: TestCaller) => (await callEndpoint(list, { secret: caller.secret })).json();

/** Gates by their names, without what differs between two that are set alike. */
const bare = (gates: Array<Record<string, unknown>>) =>
  gates
    .toSorted((one, other) => (String(one.name) < String(other.name) ? -1 : 1))
    .map((gate) => ({ ...gate, id: 0, userId: 0, version: 0, createdAt: 0, updatedAt: 0 }));

const anyGate = fc.record({ settings: anyGateSettings, beside: fc.option(anyGateBeside, { nil: {} }) });

test("any gates come into another account as a file: the same gates, the same file, and no more to import", async () => {
  const names = ["été: 100%", "#c", "a"];
  const survives = async (made: Array<typeof anyGate extends fc.Arbitrary<infer Made> ? Made : never>) => {
    const [from, to] = [await makeCaller(db), await makeCaller(db)];
    for (const [at, { settings, beside }] of made.entries()) {
      const body = { name: names[at], ...settings, ...beside, ...(at === 0 && { isDefault: true }) };
      const answer = await callEndpoint(create, { secret: from.secret, body: JSON.stringify(body) });
      expect(answer.status).toBe(201);
    }
    const exportedBy = async ({ secret }: TestCaller) => (await callEndpoint(exported, { secret })).text();
    const yaml = await exportedBy(from);
    expect(await (await send(to, { yaml })).json()).toMatchObject({ dryRun: false });
    expect(bare(await gatesOf(to))).toEqual(bare(await gatesOf(from)));
    expect(await exportedBy(to)).toBe(yaml);
    expect(await (await send(to, { yaml })).json()).toMatchObject({ created: [], updated: [] });
  };
  await fc.assert(fc.asyncProperty(fc.tuple(anyGate, anyGate, anyGate), survives), {
    numRuns: 2,
    endOnFailure: true,
  });
});

test("a file is told by its type and name, by the names of its gates, and a dry run changes nothing", async () => {
  const [from, to] = [await makeCaller(db), await makeCaller(db)];
  for (const name of ["z", "a"])
    await callEndpoint(create, {
      secret: from.secret,
      body: JSON.stringify({ name, model: "sandbox/echo", limits: { requestsPerDay: 5 } }),
    });
  const file = await callOver(server.url)(exported, { secret: from.secret });
  expect(file.headers.get("content-type")).toBe("application/yaml; charset=utf-8");
  expect(file.headers.get("content-disposition")).toContain("layer.config.yaml");
  const yaml = await file.text();
  expect(yaml.match(/(?<=- name: ).*/g)).toEqual(["a", "default", "z"]);
  const before = await gatesOf(to);
  expect(await (await send(to, { yaml, dryRun: true })).json()).toEqual({
    dryRun: true,
    created: [
      { id: null, name: "a", version: 1 },
      { id: null, name: "z", version: 1 },
    ],
    updated: [],
    unchanged: [{ id: before[0].id, name: "default", version: 1 }],
  });
  expect(await gatesOf(to)).toEqual(before);
});

test("a dry run shows what would change, and its versions keep others' changes from being lost", async () => {
  const caller = await makeCaller(db);
  const yaml =
    "gates:\n  - name: default\n    model: sandbox/echo\n    temperature: 0.5\n    spendingLimit: 25\n";
  const { updated } = await (await send(caller, { yaml, dryRun: true })).json();
  expect(updated).toMatchObject([
    {
      version: 1,
      changedFields: ["temperature", "spendingLimit"],
      before: { temperature: null, spendingLimit: null },
      after: { temperature: 0.5, spendingLimit: "25.00" },
    },
  ]);
  const expectedVersions = { [updated[0].id]: updated[0].version };
  const done = await (await send(caller, { yaml, expectedVersions })).json();
  expect(done.updated).toEqual([
    { id: updated[0].id, name: "default", version: 2, changedFields: ["temperature", "spendingLimit"] },
  ]);
  const other = yaml.replace("0.5", "0.6");
  await expectError(imported, await send(caller, { yaml: other, expectedVersions }), 409, "conflict");
  expect((await gatesOf(caller))[0]).toMatchObject({ temperature: 0.5, version: 2 });
});

test.each([
  ["yaml", "Line 1: ", "nothing"],
  [
    "gates.1.temperature",
    "Line 6: ",
    "gates:\n  - name: new\n    model: sandbox/echo\n  - name: b\n    model: c\n    temperature: 9",
  ],
  [
    "gates.1.model",
    "Line 5: No provider knows",
    "gates:\n  - name: new\n    model: sandbox/echo\n  - name: b\n    model: no-such-model",
  ],
])("a file that is wrong at %s changes nothing and is told where", async (param, start, yaml) => {
  const caller = await makeCaller(db);
  for (const dryRun of [true, false]) {
    const refused = await expectError(imported, await send(caller, { yaml, dryRun }), 400, "invalid_field");
    expect(refused.param).toBe(param);
    expect(refused.message.startsWith(start), refused.message).toBe(true);
  }
  expect(await gatesOf(caller)).toHaveLength(1);
});
