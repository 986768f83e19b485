import { afterAll, describe, expect, test } from "vitest";
import { makeGate } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
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
import { gateByIdEndpoints } from "../[id]/endpoints";
import { rollbackEndpoints } from "../[id]/rollback/endpoints";
import { gateActivityEndpoints, gatesActivityEndpoints } from "../activity/endpoints";
import { openClawEndpoints } from "../openclaw/endpoints";
import { gateHistoryEndpoints, gatesHistoryEndpoints } from "./endpoints";

const { db, sql } = await appDatabase();

const [update] = gateByIdEndpoints.slice(1) as [Endpoint];
const [history] = gateHistoryEndpoints as [Endpoint];
const [allHistory] = gatesHistoryEndpoints as [Endpoint];
const [activity] = gateActivityEndpoints as [Endpoint];
const [allActivity] = gatesActivityEndpoints as [Endpoint];
const [rollback] = rollbackEndpoints as [Endpoint];
const [openClaw] = openClawEndpoints as [Endpoint];

const ownGate = ({ accountId }: TestCaller, name = "mine") =>
  makeGate(db, { accountId, name, isDefault: false });
const ownId = async (caller: TestCaller) => (await ownGate(caller)).gateId;
const firstSave = async (_caller: TestCaller, gateId: string) => {
  const [saved] = await sql`select id from gate_versions where gate_id = ${gateId} and version = 1`;
  return { historyId: saved?.id };
};

const server = await startApiServer();
afterAll(server.end);

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  for (const endpoint of [allHistory, allActivity, openClaw]) endpointSuite(endpoint, { db, call });
  for (const endpoint of [history, activity]) endpointSuite(endpoint, { db, ownId, call });
  endpointSuite(rollback, { db, ownId, ownBody: firstSave, call });
});

const change = (caller: TestCaller, id: string, body: object) =>
  callEndpoint(update, { secret: caller.secret, id, body: JSON.stringify(body) });
const read = async (endpoint: Endpoint, caller: TestCaller, id?: string, query?: string) => {
  const sent = {
    secret: caller.secret,
    ...(id !== undefined && { id }),
    ...(query !== undefined && { query }),
  };
  return (await callEndpoint(endpoint, sent)).json();
};

describe("the history of a gate", () => {
  test("has every save as the gate stood after it, newest first, and can be gone back to", async () => {
    const caller = await makeCaller(db);
    const { gateId } = await ownGate(caller);
    await change(caller, gateId, {
      name: "renamed",
      model: "openai/gpt-4o",
      tags: ["b", "a"],
      allowOverrides: false,
    });
    const saves = await read(history, caller, "renamed");
    expect(saves).toMatchObject([
      {
        gateId,
        version: 2,
        name: "renamed",
        model: "openai/gpt-4o",
        tags: ["b", "a"],
        allowOverrides: false,
        appliedBy: "user",
        action: "manual_update",
        by: "Test key",
        changedFields: ["name", "model", "allowOverrides", "tags"],
      },
      {
        version: 1,
        name: "mine",
        model: "sandbox/echo",
        action: "create",
        changedFields: null,
        allowOverrides: true,
      },
    ]);
    expect(saves[0].appliedAt).toBe(saves[0].createdAt);

    const body = JSON.stringify({ historyId: saves[1].id });
    const sent = { secret: caller.secret, id: gateId, body };
    const refused = await callEndpoint(rollback, { ...sent, headers: { "if-match": '"1"' } });
    await expectError(rollback, refused, 409, "conflict");
    const answer = await callEndpoint(rollback, { ...sent, headers: { "if-match": '"2"' } });
    expect(answer.headers.get("etag")).toBe('"3"');
    expect(await answer.json()).toMatchObject({
      id: gateId,
      name: "mine",
      model: "sandbox/echo",
      version: 3,
    });

    const [done] = await read(activity, caller, gateId);
    expect(done).toMatchObject({ gateId, userId: null, userEmail: null, action: "rollback" });
    expect(done.details).toMatchObject({
      historyId: saves[1].id,
      rolledBackTo: saves[1].createdAt,
      previousModel: "openai/gpt-4o",
      newModel: "sandbox/echo",
      restoredVersion: 1,
      version: 3,
    });
    const [newest] = await read(allHistory, caller, undefined, "?limit=1");
    expect(newest).toMatchObject({ gateId, version: 3, restoredVersion: 1, action: "rollback" });
  });

  test("names the person who saved", async () => {
    const caller = await makeCaller(db);
    const { gateId } = await ownGate(caller);
    const [owner] = await sql`select id, email from users where account_id = ${caller.accountId}`;
    await sql`update gate_versions set by_user_id = ${owner?.id} where gate_id = ${gateId}`;
    const [done] = await read(activity, caller, gateId);
    expect(done).toMatchObject({ userId: owner?.id, userEmail: owner?.email, action: "create" });
  });

  test("of all gates is read in parts, without deleted ones", async () => {
    const caller = await makeCaller(db);
    const { gateId } = await ownGate(caller);
    for (const topP of [0.1, 0.2]) await change(caller, gateId, { topP });
    const seen: number[] = [];
    for (let query = "?limit=2"; ; ) {
      const part = await read(allHistory, caller, undefined, query);
      if (part.length === 0) break;
      seen.push(...part.map((saved: { version: number }) => saved.version));
      query = `?limit=2&before=${part.at(-1).id}`;
    }
    expect(seen).toEqual([3, 2, 1, 1]);
    await sql`update gates set deleted_at = now() where id = ${gateId}`;
    expect(await read(allHistory, caller)).toHaveLength(1);
    expect(await read(allActivity, caller)).toHaveLength(1);
  });

  test.each(["limit=0", "limit=1001", "limit=-1", "limit=x", "limit=", "limit=1.5", "before=x"])(
    "refuses %s",
    async (query) => {
      const caller = await makeCaller(db);
      for (const endpoint of [allHistory, allActivity]) {
        const answer = await callEndpoint(endpoint, { secret: caller.secret, query: `?${query}` });
        await expectError(endpoint, answer, 400, "invalid_field");
      }
    },
  );

  test("of another gate or account is nothing to go back to", async () => {
    const [caller, other] = [await makeCaller(db), await makeCaller(db)];
    const { gateId } = await ownGate(caller);
    const foreign = await firstSave(other, (await ownGate(other)).gateId);
    const sibling = await firstSave(caller, (await ownGate(caller, "sibling")).gateId);
    for (const body of [foreign, sibling, { historyId: "junk" }, { historyId: gateId }]) {
      const answer = await callEndpoint(rollback, {
        secret: caller.secret,
        id: gateId,
        body: JSON.stringify(body),
      });
      await expectError(rollback, answer, 404, "not_found");
    }
    const missing = await callEndpoint(rollback, { secret: caller.secret, id: gateId, body: "{}" });
    expect((await expectError(rollback, missing, 400, "invalid_field")).param).toBe("historyId");
  });
});

test("the gates of OpenClaw are those with its tag, with their usage; an unknown cost is null", async () => {
  const caller = await makeCaller(db);
  const { accountId, keyId } = caller;
  await ownGate(caller);
  const [used, unused] = await Promise.all(
    ["used", "unused"].map((name) =>
      makeGate(db, { accountId, name, isDefault: false, settings: { tags: ["x", "openclaw"] } }),
    ),
  );
  const startedAt = new Date(Date.now() - 5_000);
  const given = { accountId, keyId, secretId: keyId as never, gateId: used?.gateId ?? null };
  await makeRequests(db, given, [{ costNanoUsd: 250_000_000n, latencyMs: 100, startedAt }]);
  await makeRequests(db, given, [
    { costNanoUsd: null, latencyMs: 201, startedAt: new Date(Date.now() - 90_000) },
  ]);
  const gates = await read(openClaw, caller);
  expect(gates).toHaveLength(2);
  const byName = Object.fromEntries(gates.map((gate: { name: string }) => [gate.name, gate]));
  expect(byName.used).toMatchObject({
    id: used?.gateId,
    model: "sandbox/echo",
    taskType: "chat",
    spendingLimit: null,
    spendingStatus: "active",
    requestCount: 2,
    totalCost: 0.25,
    total_cost_nano_usd: "250000000",
    avgLatency: 151,
    lastRequest: startedAt.toISOString(),
  });
  const nothing = { id: unused?.gateId, requestCount: 0, totalCost: 0, avgLatency: null, lastRequest: null };
  expect(byName.unused).toMatchObject(nothing);
  await makeRequests(db, { ...given, gateId: unused?.gateId ?? null }, [{ costNanoUsd: null }]);
  const again = await read(openClaw, caller);
  expect(again.find(({ name }: { name: string }) => name === "unused")).toMatchObject({
    requestCount: 1,
    totalCost: null,
    total_cost_nano_usd: null,
  });
});
