import { afterAll, describe, expect, test } from "vitest";
import { makeGate, makeKey } from "@/db/factories";
import { type GivenRequest, makeRequests } from "@/db/factories-requests";
import { requestPayloads } from "@/db/schema/requests";
import type { AccountId, SecretId } from "@/lib/core/ids";
import { newId } from "@/lib/core/ids";
import { systemClock } from "@/lib/core/time";
import { createExport } from "@/lib/exports/create-export";
import { writeExports } from "@/lib/exports/write-exports";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { callOver, endpointSuite, makeCaller, type TestCaller } from "@/lib/testing/endpoint-suite";
import { exportEndpoints, exportFileEndpoints, exportsEndpoints } from "../exports/endpoints";
import { logEndpoints, logsEndpoints } from "./endpoints";
import { exportLogsEndpoints } from "./export/endpoints";
import { logsGateEndpoints } from "./gate/[gateId]/endpoints";
import { overviewEndpoints } from "./overview/endpoints";

const { db } = await appDatabase();
const api = await startApiServer();
const call = callOver(api.url);
afterAll(api.end);

async function makeLog(caller: TestCaller, rows: number | GivenRequest[]) {
  const { accountId, keyId } = caller;
  return makeRequests(db, { accountId: accountId as AccountId, keyId, secretId: newId<SecretId>() }, rows);
}
const ownLog = async (caller: TestCaller) => (await makeLog(caller, 1))[0] ?? "";
const ownGate = async ({ accountId }: TestCaller) =>
  (await makeGate(db, { accountId, name: newId(), isDefault: false })).gateId;
async function ownExport({ accountId }: TestCaller): Promise<string> {
  const filter = { from: new Date(START), to: new Date(START + 60_000) };
  const ctx = testContext(db, accountId);
  return (await createExport(ctx, { filter, zone: "UTC", format: "csv" })).export.id;
}
async function ownFile(caller: TestCaller): Promise<string> {
  const id = await ownExport(caller);
  await writeExports(db, systemClock, new Date(Date.now() + 60_000));
  return id;
}

for (const endpoint of [...logsEndpoints, ...overviewEndpoints]) endpointSuite(endpoint, { db, call });
for (const endpoint of logEndpoints) endpointSuite(endpoint, { db, call, ownId: ownLog });
for (const endpoint of logsGateEndpoints) endpointSuite(endpoint, { db, call, ownId: ownGate });
for (const endpoint of exportsEndpoints) endpointSuite(endpoint, { db, call });
for (const endpoint of exportEndpoints) endpointSuite(endpoint, { db, call, ownId: ownExport });

async function send(caller: TestCaller, path: string, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${caller.secret}`, "content-type": "application/json" };
  const answer = await fetch(`${api.url}/v1/${path}`, { ...init, headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
const json = async (caller: TestCaller, path: string, init?: RequestInit) =>
  JSON.parse((await send(caller, path, init)).text);

const START = Date.parse("2026-11-01T00:00:00Z");
const calls = (count: number, more: GivenRequest = {}) =>
  Array.from({ length: count }, (_, n) => ({ startedAt: new Date(START + n * 60_000), ...more }));

describe("the list of an existing client", () => {
  test("has the fields, the limits and the pages it knows", async () => {
    const caller = await makeCaller(db);
    const gateId = await ownGate(caller);
    const ids = await makeLog(caller, [...calls(60), { status: 429, gateId, costNanoUsd: null }]);
    const { logs, pagination } = await json(caller, "logs");
    expect(pagination).toMatchObject({
      total: 61,
      total_is_exact: true,
      limit: 50,
      offset: 0,
      hasMore: true,
    });
    expect(logs.map(({ id }: { id: string }) => id)).toEqual(ids.toReversed().slice(0, 50));
    expect(logs[0]).toMatchObject({
      gateId,
      success: false,
      costUsd: null,
      cost_usd: null,
      requestPayload: {},
    });
    expect(logs[1]).toMatchObject({
      gateId: null,
      modelRequested: "sandbox/echo",
      promptTokens: 12,
      completionTokens: 30,
      costUsd: 0.000072,
      cost_usd: "0.000072",
      cost_nano_usd: "72000",
      responsePayload: null,
    });
    const rest = await json(caller, "logs?limit=0&offset=50");
    expect([rest.logs.length, rest.pagination.hasMore]).toEqual([11, false]);
    for (const junk of ["limit=junk", "limit=-3", "limit=", "offset=junk&limit=1.5"])
      expect((await json(caller, `logs?${junk}`)).pagination).toMatchObject({ limit: 50, offset: 0 });
    const count = async (query: string) => (await json(caller, `logs?${query}`)).pagination.total;
    expect(await count(`gate=${gateId}`)).toBe(1);
    expect(await count("success=true")).toBe(60);
    expect(await count("success=nonsense")).toBe(1);
    expect(await count("since=2026-11-01T00:30:00Z&success=true")).toBe(30);
  });

  test("pages by id where offsets end, and meets every row once", async () => {
    const caller = await makeCaller(db);
    const ids = await makeLog(caller, calls(23));
    const seen: string[] = [];
    for (let query = "limit=5", more = true; more; ) {
      const { logs, pagination } = await json(caller, `logs?${query}`);
      seen.push(...logs.map(({ id }: { id: string }) => id));
      more = pagination.hasMore;
      query = `limit=5&before=${pagination.next}`;
    }
    expect(seen).toEqual(ids.toReversed());
    const newer = await json(caller, `logs?limit=2&after=${ids[10]}`);
    expect(newer.logs.map(({ id }: { id: string }) => id)).toEqual([ids[12], ids[11]]);
    expect(newer.pagination).toMatchObject({ hasMore: true, next: ids[12] });
  });

  test.each([
    ["limit=1001", "limit"],
    ["limit=101&payloads=true", "limit"],
    ["offset=10001", "offset"],
    ["before=junk", "before"],
    [`before=${newId()}&after=${newId()}`, "after"],
    ["since=yesterday", "since"],
    ["gate=junk", "gate"],
    ["key=1", "key"],
    ["status=6xx", "status"],
    ["error=A%20B", "error"],
    ["certainty=perhaps", "certainty"],
    ["fallback=yes", "fallback"],
    ["min_cost=-1x", "min_cost"],
    ["min_latency=1.5", "min_latency"],
    [`q=${"%25".repeat(300)}`, "q"],
    ["q=%00", "q"],
    ["range=2d", "range"],
    ["range=custom", "range"],
    ["from=2026-11-01", "from"],
    ["from=2026-02-30&to=2026-03-01", "from"],
    ["range=7d&from=2026-11-01&to=2026-11-02", "range"],
    ["zone=%2B05:30", "zone"],
    ["success=true&failed=true", "failed"],
  ])("refuses %s and names %s", async (query, param) => {
    const { status, text } = await send(await makeCaller(db), `logs?${query}`);
    expect([status, JSON.parse(text)]).toMatchObject([400, { error: "invalid_field", param }]);
  });
});

test("one request tells each attempt and what is kept of it, and nobody else's", async () => {
  const [caller, other] = [await makeCaller(db), await makeCaller(db)];
  const attempt = {
    provider: "openai",
    model: "gpt-4o",
    status: 200,
    latencyMs: 1,
    providerRequestId: null,
    error: null,
  };
  const [id = newId()] = await makeLog(caller, [{ attempts: [attempt] }]);
  await db.insert(requestPayloads).values({
    requestId: id as never,
    accountId: caller.accountId,
    request: '{"model":"a","messages":[]}',
    response: "data: [DONE]",
    requestBytes: 1,
    responseBytes: 1,
    redactions: 0,
    expiresAt: new Date(Date.now() + 60_000),
  });
  const log = await json(caller, `logs/${id}`);
  expect(log).toMatchObject({
    attempts: [attempt],
    requestPayload: { model: "a", messages: [] },
    responsePayload: { streamed: true, text: "data: [DONE]" },
  });
  expect((await json(caller, "logs?payloads=true")).logs[0]).toEqual(log);
  expect((await json(caller, "logs")).logs[0]).toMatchObject({ requestPayload: {}, responsePayload: null });
  expect((await send(other, `logs/${id}`)).status).toBe(404);
  expect((await json(other, `logs?q=${id}`)).logs).toEqual([]);
});

test("the overview and the sums of a gate are those of the rows", async () => {
  const caller = await makeCaller(db);
  const gateId = await ownGate(caller);
  const now = Date.now();
  const at = (ms: number) => ({ startedAt: new Date(now - ms), latencyMs: 100 });
  await makeLog(caller, [
    { ...at(5_000), gateId, costNanoUsd: 2_000_000_000n },
    { ...at(4_000), gateId, costNanoUsd: null },
    at(3_000),
  ]);
  expect(await json(caller, "logs/overview")).toMatchObject({
    totalRequests: 3,
    totalCost: 2.000072,
    unpricedRequests: 1,
    avgLatency: 100,
    activeGates: 2,
    recentRequests: [{ cost: 0.000072, totalTokens: 42 }, { cost: null }, { cost: 2 }],
  });
  expect(await json(caller, `logs/gate/${gateId}`)).toMatchObject({
    requests: 2,
    cost: 2,
    unpricedRequests: 1,
    latency: 100,
    lastRequest: new Date(now - 3_900).toISOString(),
  });
});

test("a file has the rows of its filter, at once and in the background alike", async () => {
  const caller = await makeCaller(db);
  await makeLog(caller, [
    ...calls(3, { costNanoUsd: 5n }),
    ...calls(2, { costNanoUsd: 9n, modelAsked: "=1" }),
  ]);
  const csv = await send(caller, "logs/export?min_cost=0.000000006");
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(csv.headers.get("content-disposition")).toMatch(/^attachment; filename="log-[\d-]{10}\.csv"$/);
  expect(csv.text.trimEnd().split("\r\n")).toHaveLength(4);
  expect(csv.text).toContain(",'=1,");
  const file = await json(caller, "logs/export?format=json&min_cost=0.000000006");
  expect(file.requests.map((row: { cost_usd: string }) => row.cost_usd)).toEqual([
    "0.000000009",
    "0.000000009",
  ]);
  const body = JSON.stringify({ format: "json", query: "min_cost=0.000000006" });
  const { id, state } = await json(caller, "exports", { method: "POST", body });
  expect(state).toBe("waiting");
  for (const [query, param] of [
    ["status=6xx", "status"],
    ["limit=5", "limit"],
    ["key=a&key=b", "query"],
  ]) {
    const refused = await send(caller, "exports", { method: "POST", body: JSON.stringify({ query }) });
    expect([refused.status, JSON.parse(refused.text)]).toMatchObject([400, { param }]);
  }
  expect((await send(caller, `exports/${id}/file`)).status).toBe(409);
  expect((await send(caller, "exports", { method: "POST", body })).status).toBe(200);
  await writeExports(db, systemClock, new Date(Date.now() + 60_000));
  expect(await json(caller, `exports/${id}`)).toMatchObject({ state: "done", rows: 2, rowsTotal: 2 });
  expect(await json(caller, `exports/${id}/file`)).toEqual(file);
  expect((await json(caller, "exports")).data.map((one: { id: string }) => one.id)).toEqual([id]);
  const { keyId } = await makeKey(db, { accountId: caller.accountId });
  expect((await json(caller, `logs/export?format=json&key=${keyId}`)).requests).toEqual([]);
  expect((await send(caller, `exports/${id}`, { method: "DELETE" })).status).toBe(204);
  expect((await send(caller, `exports/${id}`)).status).toBe(404);
});

test("files of exports answer as every endpoint does", async () => {
  const [caller, other] = [await makeCaller(db), await makeCaller(db)];
  const id = await ownFile(caller);
  expect((await send(caller, `exports/${id}/file`)).text).toMatch(/^"?# Log of requests/);
  expect((await send(other, `exports/${id}/file`)).status).toBe(404);
  expect(exportFileEndpoints).toHaveLength(1);
  expect(exportLogsEndpoints).toHaveLength(1);
});
