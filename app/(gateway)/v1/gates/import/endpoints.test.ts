import { afterAll, describe, expect, test } from "vitest";
import { makeGate } from "@/db/factories";
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

const [list] = gatesEndpoints as [Endpoint];
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

test("the gates go from one account to another as a file", async () => {
  const [from, to] = [await makeCaller(db), await makeCaller(db)];
  const settings = {
    fallbackModels: ["openai/b", "openai/a"],
    allowOverrides: false,
    systemPrompt: "One.\n\nTwo.",
  };
  await makeGate(db, { accountId: from.accountId, name: "été: 100%", isDefault: false, settings });
  const file = await callOver(server.url)(exported, { secret: from.secret });
  expect(file.headers.get("content-type")).toBe("application/yaml; charset=utf-8");
  expect(file.headers.get("content-disposition")).toContain("layer.config.yaml");
  const yaml = await file.text();

  const before = await gatesOf(to);
  const plan = await (await send(to, { yaml, dryRun: true })).json();
  expect(plan).toEqual({
    dryRun: true,
    created: [{ id: null, name: "été: 100%", version: 1 }],
    updated: [],
    unchanged: [{ id: before[0].id, name: "default", version: 1 }],
  });
  expect(await gatesOf(to)).toEqual(before);

  const done = await (await send(to, { yaml })).json();
  expect(done).toMatchObject({ dryRun: false, created: [{ id: expect.any(String), name: "été: 100%" }] });
  const [made] = await gatesOf(to);
  expect(made).toMatchObject({ ...settings, name: "été: 100%", isDefault: false, version: 1 });
  expect(await (await callEndpoint(exported, { secret: to.secret })).text()).toBe(yaml);
  expect(await (await send(to, { yaml })).json()).toMatchObject({ created: [], updated: [] });
});

test("a dry run shows what would change, and its versions keep others' changes from being lost", async () => {
  const caller = await makeCaller(db);
  const yaml = "gates:\n  - name: default\n    model: sandbox/echo\n    temperature: 0.5\n";
  const { updated } = await (await send(caller, { yaml, dryRun: true })).json();
  expect(updated).toMatchObject([
    {
      version: 1,
      changedFields: ["temperature"],
      before: { temperature: null },
      after: { temperature: 0.5 },
    },
  ]);
  const expectedVersions = { [updated[0].id]: updated[0].version };
  const done = await (await send(caller, { yaml, expectedVersions })).json();
  expect(done.updated).toEqual([
    { id: updated[0].id, name: "default", version: 2, changedFields: ["temperature"] },
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
    "model",
    "No provider knows",
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
