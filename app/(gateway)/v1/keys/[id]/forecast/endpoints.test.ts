import { afterAll, describe, expect, test } from "vitest";
import { makeKey } from "@/db/factories";
import { makeRequests } from "@/db/factories-requests";
import { DAY_MS } from "@/lib/core/time";
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
import { forecastEndpoints } from "./endpoints";

const { db } = await appDatabase();
const server = await startApiServer();
afterAll(server.end);

const [forecast] = forecastEndpoints as [Endpoint];
const call: typeof callEndpoint = (endpoint, sent) =>
  callOver(server.url)(endpoint, {
    ...sent,
    query: sent.query === undefined ? "?amount=25" : `${sent.query}&amount=25`,
  });
const newKey = async ({ accountId }: TestCaller) => makeKey(db, { accountId });

describe("mounted before Next", () => {
  endpointSuite(forecast, { db, call, ownId: async (caller) => (await newKey(caller)).keyId });
});

const ask = async (caller: TestCaller, id: string, query: string) =>
  callEndpoint(forecast, { secret: caller.secret, id, query });

test("an amount lasts as many days as it is spent on, and under three days nothing is said", async () => {
  const caller = await makeCaller(db);
  const { keyId, secretId } = await newKey(caller);
  const spend = (days: number[]) =>
    makeRequests(
      db,
      { ...caller, keyId, secretId },
      days.map((ago) => ({ startedAt: new Date(Date.now() - ago * DAY_MS), costNanoUsd: 2_000_000_000n })),
    );
  await spend([1, 2]);
  expect(await (await ask(caller, keyId, "?amount=20")).json()).toMatchObject({
    enoughData: false,
    daysWithUsage: 2,
    lasts: null,
  });
  await spend(Array.from({ length: 19 }, (_, n) => n + 3));
  const found = await (await ask(caller, keyId, "?amount=20&zone=Asia/Tokyo")).json();
  expect(found).toMatchObject({ amountUsd: "20", enoughData: true });
  expect(found.lasts.low.days).toBeCloseTo(10, 0);
  expect(found.lasts.high.days).toBeCloseTo(10, 0);
});

test.each([
  ["amount", ""],
  ["amount", "?amount=0"],
  ["amount", "?amount=-5"],
  ["amount", "?amount=1e3"],
  ["zone", "?amount=5&zone=Mars/Olympus"],
])("a wrong %s is refused by that name: %s", async (param, query) => {
  const caller = await makeCaller(db);
  const { keyId } = await newKey(caller);
  const answer = await ask(caller, keyId, query);
  expect((await expectError(forecast, answer, 400, "invalid_field")).param).toBe(param);
});
