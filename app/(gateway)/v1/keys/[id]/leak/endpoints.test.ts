import { afterAll, describe, expect, test } from "vitest";
import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { HOUR_MS, MINUTE_MS } from "@/lib/core/time";
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
import { leakCallsEndpoints, leakExportEndpoints, leakReportEndpoints } from "../leak-report/endpoints";
import { leakEndpoints, leakResolutionEndpoints } from "./endpoints";

const { db } = await appDatabase();

const [report] = leakEndpoints as [Endpoint];
const [resolve] = leakResolutionEndpoints as [Endpoint];
const [damage] = leakReportEndpoints as [Endpoint];
const [calls] = leakCallsEndpoints as [Endpoint];
const [exported] = leakExportEndpoints as [Endpoint];
const ownId = async ({ accountId }: TestCaller) => (await makeKey(db, { accountId, name: "Mine" })).keyId;

const server = await startApiServer();
afterAll(server.end);

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  for (const endpoint of [report, resolve, damage, calls, exported])
    endpointSuite(endpoint, { db, ownId, call });
});

const ago = (ms: number) => new Date(Date.now() - ms);

async function leakedKey() {
  const caller = await makeCaller(db);
  const key = await makeKey(db, { accountId: caller.accountId, name: "Leaked" });
  return { caller, key, as: { accountId: caller.accountId, ...key } };
}

test("a leak is reported, seen, exported and resolved by a program", async () => {
  const { caller, key, as } = await leakedKey();
  const ids = await makeRequests(db, as, [
    { startedAt: ago(2 * HOUR_MS), costNanoUsd: 1_500n, userAgent: "=1+1", network: "203.0.113.7" },
    { startedAt: ago(HOUR_MS), costNanoUsd: null, status: 502, modelUsed: "openai/o1" },
    { startedAt: ago(MINUTE_MS), costNanoUsd: 2_000_000_000n, modelUsed: "openai/o1" },
  ]);
  const sent = { secret: caller.secret, id: key.keyId };
  const reported = await callEndpoint(report, { ...sent, body: '{"action":"disable","where":"a gist"}' });
  expect(await reported.json()).toMatchObject({
    status: "disabled",
    exposedWhere: "a gist",
    exposedAt: expect.any(String),
  });
  await expectError(
    report,
    await callEndpoint(damage, { secret: key.secret, id: key.keyId }),
    401,
    "key_disabled",
  );

  const seen = await (await callEndpoint(damage, sent)).json();
  expect(seen.suggestedSince).toMatchObject({ reason: "last day" });
  expect(seen.total).toMatchObject({
    calls: 3,
    errors: 1,
    unpriced: 1,
    costUsd: "2.0000015",
    cost_nano_usd: "2000001500",
  });
  expect(seen.models.groups).toMatchObject([
    { value: "openai/o1", calls: 2, unpriced: 1, costUsd: "2" },
    { value: "sandbox/echo", calls: 1, costUsd: "0.0000015" },
  ]);
  const since = ago(90 * MINUTE_MS).toISOString();
  const later = await (await callEndpoint(damage, { ...sent, query: `?since=${since}` })).json();
  expect(later).toMatchObject({ since, total: { calls: 2 } });

  const first = await (await callEndpoint(calls, { ...sent, query: "?limit=2" })).json();
  expect(first).toMatchObject({ object: "list", has_more: true, first_id: ids[0], last_id: ids[1] });
  const rest = await (await callEndpoint(calls, { ...sent, query: `?limit=2&after=${ids[1]}` })).json();
  expect(rest).toMatchObject({
    has_more: false,
    data: [{ id: ids[2], costUsd: "2", cost_nano_usd: "2000000000" }],
  });

  const file = await (await callEndpoint(exported, sent)).text();
  expect(file.split("\r\n")).toHaveLength(2 + 1 + 3 + 1);
  expect(file).toContain("3 calls, 1 errors, 2.0000015 USD, 1 without a known cost.");
  expect(file).toContain(",203.0.113.7,'=1+1,");
  expect(file).toContain(`${ids[1]},`);

  const resolved = await callEndpoint(resolve, { ...sent, body: '{"note":"Replaced."}' });
  expect(await resolved.json()).toMatchObject({ status: "disabled", exposedAt: null, exposedWhere: null });
});

test("what cannot be meant is refused with the name of the field", async () => {
  const { caller, key } = await leakedKey();
  const sent = { secret: caller.secret, id: key.keyId };
  for (const endpoint of [damage, calls, exported]) {
    for (const since of [
      "yesterday",
      "2026-13-01T00:00:00Z",
      "0000-01-01T00:00:00Z",
      ago(-HOUR_MS).toISOString(),
    ]) {
      const answer = await callEndpoint(endpoint, { ...sent, query: `?since=${since}` });
      expect((await expectError(endpoint, answer, 400, "invalid_field")).param).toBe("since");
    }
  }
  for (const body of [
    {},
    { action: "burn" },
    { action: "mark", where: 7 },
    { action: "mark", where: "a\nb" },
  ]) {
    await expectError(
      report,
      await callEndpoint(report, { ...sent, body: JSON.stringify(body) }),
      400,
      "invalid_field",
    );
  }
  await expectError(
    resolve,
    await callEndpoint(resolve, { ...sent, body: '{"note":" "}' }),
    400,
    "invalid_field",
  );
});

test("a leaked key is given a new secret, and its old one is refused at once", async () => {
  const { caller, key } = await leakedKey();
  const sent = { secret: caller.secret, id: key.keyId };
  const answer = await callEndpoint(report, { ...sent, body: '{"action":"rotate","where":"a gist"}' });
  const told = await answer.json();
  expect(told).toMatchObject({ status: "active", exposedWhere: "a gist" });
  expect(told.key).toMatch(/^layer_[0-9a-f]{64}$/);
  const as = (secret: string) => callEndpoint(damage, { secret, id: key.keyId });
  await expectError(damage, await as(key.secret), 401, "secret_revoked");
  expect((await as(told.key)).status).toBe(200);
});
