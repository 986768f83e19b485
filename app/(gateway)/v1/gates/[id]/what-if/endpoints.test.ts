import { afterAll, describe, expect, test } from "vitest";
import { makeGate, makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { accountRetention } from "@/db/schema/retention";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
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
import { whatIfEndpoints } from "./endpoints";

const { db } = await appDatabase();
const server = await startApiServer();
afterAll(server.end);

const [plain] = whatIfEndpoints as [Endpoint];
const newGate = ({ accountId }: TestCaller) => makeGate(db, { accountId, name: "support", isDefault: false });
const call: typeof callEndpoint = (endpoint, sent) =>
  callOver(server.url)(endpoint, {
    ...sent,
    query: sent.query === undefined ? "?model=gpt-4o-mini" : `${sent.query}&model=gpt-4o-mini`,
  });

describe("mounted before Next", () => {
  endpointSuite(plain, { db, call, ownId: async (caller) => (await newGate(caller)).gateId });
});

test("the same traffic on another model has both amounts and the change, by id and by name", async () => {
  const caller = await makeCaller(db);
  const { gateId } = await newGate(caller);
  const { keyId, secretId } = await makeKey(db, caller);
  const row = { inputTokens: 1_000_000, outputTokens: 0, costNanoUsd: 300_000_000n };
  await makeRequests(db, { ...caller, keyId, secretId, gateId }, [row, row, { costNanoUsd: null }]);
  for (const id of [gateId, "support"]) {
    const answer = await callEndpoint(plain, {
      secret: caller.secret,
      id,
      query: "?model=gpt-4o-mini&days=30",
    });
    expect(await answer.json()).toMatchObject({
      model: "gpt-4o-mini",
      days: 30,
      requests: 3,
      compared: 2,
      unpriced: 1,
      costUsd: "0.6",
      whatIfCostUsd: "0.3",
      change: -0.5,
    });
  }
});

test("where rows of the span have expired, it says since when there are any, and else nothing", async () => {
  const caller = await makeCaller(db);
  const { gateId } = await newGate(caller);
  const keptFrom = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 10 * DAY_MS);
  await db.insert(accountRetention).values({ accountId: caller.accountId, keptFrom, dropped: 1 });
  const told = async (days: number) => {
    const query = `?model=gpt-4o-mini&days=${days}`;
    return (await callEndpoint(plain, { secret: caller.secret, id: gateId, query })).json();
  };
  expect(await told(30)).toMatchObject({ requests: 0, keptFrom: keptFrom.toISOString() });
  expect(await told(7)).toMatchObject({ keptFrom: null });
});

test.each([
  ["model", "?days=7"],
  ["model", "?model=nobody-has-it"],
  ["model", `?model=${"%25".repeat(400)}`],
  ["days", "?model=gpt-4o-mini&days=8"],
])("a wrong %s is refused by that name", async (param, query) => {
  const caller = await makeCaller(db);
  const { gateId } = await newGate(caller);
  const answer = await callEndpoint(plain, { secret: caller.secret, id: gateId, query });
  expect((await expectError(plain, answer, 400, "invalid_field")).param).toBe(param);
});
