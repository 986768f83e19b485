import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { accounts } from "@/db/schema/accounts";
import { accountRetention } from "@/db/schema/retention";
import type { Ctx } from "@/lib/context";
import { answerPlanRequest } from "@/lib/plans/answer-plan-request";
import { setAccountLimits } from "@/lib/plans/set-account-limits";
import { updatePlan } from "@/lib/plans/update-plan";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { callEndpoint, callOver, endpointSuite, makeCaller } from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { changePlanEndpoints, planEndpoints } from "./endpoints";

const { db } = await appDatabase();
const server = await startApiServer();
afterAll(server.end);

const [getPlan] = planEndpoints as [Endpoint];
const [change] = changePlanEndpoints as [Endpoint];

let operator: Ctx;
beforeAll(async () => {
  const { accountId, userId } = await makeOwner(db, { createdAt: new Date("2020-01-01") });
  operator = testContext(db, accountId, { kind: "user", userId });
});

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(getPlan, { db, call });
  endpointSuite(change, { db, call });
});

const post = (secret: string, body: object) => callEndpoint(change, { secret, body: JSON.stringify(body) });
const read = async (secret: string) => (await callEndpoint(getPlan, { secret })).json();

test("the plan is told with what was set for the account alone, and what all plans allow", async () => {
  const { accountId, secret } = await makeCaller(db);
  await setAccountLimits(operator, { accountId, limits: { requestsPerMinute: 900 } });
  const body = await read(secret);
  expect(body).toMatchObject({
    plan: { id: "custom", selfServe: false, limits: { requestsPerMinute: null } },
    overrides: { requestsPerMinute: 900 },
    limits: { requestsPerMinute: 900, keys: null },
    request: null,
    change: expect.stringContaining("POST /v1/plan/change"),
  });
  expect(body.plans.map(({ id }: { id: string }) => id)).toEqual([
    "free",
    "starter",
    "growth",
    "scale",
    "custom",
  ]);
});

test("how long the log is kept is told, whose days that are, and since when it has its rows", async () => {
  const { accountId, secret } = await makeCaller(db);
  expect(await read(secret)).toMatchObject({ log: { days: null, setBy: null, keptFrom: null } });
  await db.update(accounts).set({ plan: "free" }).where(eq(accounts.id, accountId));
  expect(await read(secret)).toMatchObject({
    log: { days: 30, setBy: "plan", keptFrom: null },
    limits: { logDays: 30 },
  });
  await setAccountLimits(operator, { accountId, limits: { logDays: 7 } });
  const keptFrom = "2026-01-01T05:00:00.000Z";
  await db.insert(accountRetention).values({ accountId, keptFrom: new Date(keptFrom) });
  expect(await read(secret)).toMatchObject({
    plan: { limits: { logDays: 30 } },
    overrides: { logDays: 7 },
    limits: { logDays: 7 },
    log: { days: 7, setBy: "account", keptFrom },
  });
});

test("a plan that is not self-serve is asked for with a reason, once, and the answer is read where it was asked", async () => {
  const { secret } = await makeCaller(db);
  const silent = await expectError(change, await post(secret, { plan: "growth" }), 400, "invalid_field");
  expect(silent.param).toBe("reason");
  const asked = await post(secret, { plan: "growth", reason: "We launch on Monday." });
  expect(asked.status).toBe(202);
  const { request, plan } = await asked.json();
  expect([plan.id, request.state, request.plan]).toEqual(["custom", "open", "growth"]);
  await expectError(change, await post(secret, { plan: "scale", reason: "More." }), 409, "conflict");
  await answerPlanRequest(operator, { requestId: request.id, isGranted: true, answer: "Good luck!" });
  expect(await read(secret)).toMatchObject({
    plan: { id: "growth" },
    request: { state: "granted", answer: "Good luck!" },
  });
});

test("a self-serve plan holds at once", async () => {
  await updatePlan(operator, { plan: "starter", isSelfServe: true });
  const { secret } = await makeCaller(db);
  const changed = await post(secret, { plan: "starter" });
  expect([changed.status, (await changed.json()).plan.id]).toEqual([200, "starter"]);
  await expectError(change, await post(secret, { plan: "starter" }), 409, "conflict");
});

test("a reason of blanks, of more than 1,000 characters or with control characters is refused, and so is an unknown plan", async () => {
  const { secret } = await makeCaller(db);
  for (const [body, param] of [
    [{ plan: "growth", reason: "  " }, "reason"],
    [{ plan: "growth", reason: "a".repeat(1_001) }, "reason"],
    [{ plan: "growth", reason: "a\0b" }, "reason"],
    [{ plan: "growth", reason: "\ud800" }, "reason"],
    [{ plan: "gold", reason: "More." }, "plan"],
  ] as const) {
    const error = await expectError(change, await post(secret, body), 400, "invalid_field");
    expect(error.param).toBe(param);
  }
});

test("a key with a scope reads the plan and does not change it", async () => {
  const { secret } = await makeCaller(db, { scope: { access: { keys: "write" } } });
  expect((await read(secret)).plan.id).toBe("custom");
  await expectError(change, await post(secret, { plan: "growth", reason: "More." }), 403, "scope_access");
});
