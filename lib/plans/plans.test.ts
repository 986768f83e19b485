import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeAccount, makeKey, makeOwner, makeUser } from "@/db/factories";
import type { accounts } from "@/db/schema/accounts";
import { auditEntries } from "@/db/schema/audit";
import { planRequests } from "@/db/schema/plan-requests";
import { listAlerts } from "@/lib/alerts/queries";
import type { Ctx } from "@/lib/context";
import { type AccountId, newId } from "@/lib/core/ids";
import { NO_LIMITS } from "@/lib/core/rate-limits";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { answerPlanRequest } from "./answer-plan-request";
import { askForPlan } from "./ask-for-plan";
import { changePlan } from "./change-plan";
import { setAccountLimitsInput, updatePlanInput } from "./contract";
import { findLatestRequest, getAccountPlan, listAccountPlans, listOpenRequests, listPlans } from "./queries";
import { requestPlan } from "./request-plan";
import { setAccountLimits } from "./set-account-limits";
import { setAccountPlan } from "./set-account-plan";
import { updatePlan } from "./update-plan";

const { db, end } = await testDatabase();
afterAll(end);

let operator: Ctx;
beforeAll(async () => {
  const { accountId, userId } = await makeOwner(db, { name: "First", createdAt: new Date("2020-01-01") });
  operator = testContext(db, accountId, { kind: "user", userId });
});

async function newAccount(given: Partial<typeof accounts.$inferInsert> = {}) {
  const { accountId, userId } = await makeOwner(db, { plan: "free", ...given });
  return testContext(db, accountId, { kind: "user", userId });
}

const trailOf = async (accountId: AccountId, action: string) =>
  db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.accountId, accountId), eq(auditEntries.action, action)));
const openAlerts = async (ctx: Ctx) => (await listAlerts(ctx, { isOpen: true, limit: 100 })).items;
const ASKED = { plan: "growth", reason: "We launch on Monday." } as const;

test("plans are listed from the smallest on, and none is self-serve until the operator says so", async () => {
  const all = await listPlans({ db });
  expect(all.map(({ id }) => id)).toEqual(["free", "starter", "growth", "scale", "custom"]);
  expect(all.map(({ isSelfServe }) => isSelfServe)).toEqual([false, false, false, false, false]);
  expect(all.at(-1)?.limits).toEqual(NO_LIMITS);
  expect(all.map(({ limits }) => limits.logDays)).toEqual([30, 90, 180, 365, null]);
});

test.each([0, -1, 1.5, 36_501, "30"])("a log is not kept for %j days, and the answer says why", (logDays) => {
  for (const [schema, limits] of [
    [updatePlanInput, { plan: "free", limits: { logDays } }],
    [setAccountLimitsInput, { accountId: newId<AccountId>(), limits: { logDays } }],
  ] as const) {
    const { error } = schema.safeParse(limits);
    expect(error?.issues[0]?.message).toBe(
      "logDays: use a whole number of at least 1 day and at most 36,500.",
    );
  }
});

test("an account has the limits of its plan, but for what was set for it alone", async () => {
  const ctx = await newAccount({ limits: { requestsPerMinute: 900, tokensPerMinute: null } });
  const { plan, overrides, limits } = await getAccountPlan(ctx);
  expect(plan.id).toBe("free");
  expect(overrides).toEqual({ requestsPerMinute: 900, tokensPerMinute: null });
  expect(limits).toEqual({ ...plan.limits, requestsPerMinute: 900, tokensPerMinute: null });
  const nobody = getAccountPlan({ db, accountId: newId<AccountId>() });
  await expect(nobody).rejects.toMatchObject({ code: "not_found" });
});

test("the operator alone changes plans and what accounts have of them", async () => {
  const ctx = await newAccount();
  const { accountId } = ctx;
  const { userId } = await makeUser(db, { accountId: operator.accountId, role: "member" });
  const { keyId } = await makeKey(db, { accountId: operator.accountId });
  const others: Ctx[] = [
    ctx,
    testContext(db, operator.accountId, { kind: "user", userId }),
    testContext(db, operator.accountId, { kind: "key", keyId, scope: null }),
    testContext(db, operator.accountId, { kind: "system", name: "Guard" }),
    // The owner of another account who says that they are in the first one.
    testContext(db, operator.accountId, ctx.actor),
  ];
  for (const other of others) {
    const attempts = await Promise.allSettled([
      updatePlan(other, { plan: "starter", name: "Mine" }),
      setAccountPlan(other, { accountId, plan: "scale" }),
      setAccountLimits(other, { accountId, limits: { keys: null } }),
      answerPlanRequest(other, { requestId: newId(), isGranted: true, answer: null }),
      listAccountPlans(other),
      listOpenRequests(other),
    ]);
    for (const attempt of attempts) expect(attempt).toMatchObject({ reason: { code: "forbidden" } });
  }
  expect(await getAccountPlan(ctx)).toMatchObject({ plan: { id: "free" }, overrides: null });
});

test("a changed plan keeps what was not given, holds for all that are on it, and stands in the operator's trail", async () => {
  const ctx = await newAccount({ plan: "starter" });
  const [, before] = await listPlans({ db });
  const limits = { requestsPerMinute: 333, requestsPerDay: null };
  const after = await updatePlan(operator, { plan: "starter", name: "Team", limits });
  expect(after).toEqual({ ...before, name: "Team", limits: { ...before?.limits, ...limits } });
  expect((await getAccountPlan(ctx)).plan).toEqual(after);
  await updatePlan(operator, { plan: "starter", name: "Team", limits });
  const [entry, ...others] = await trailOf(operator.accountId, "plan.updated");
  expect(others).toEqual([]);
  expect(entry).toMatchObject({
    subjectKind: "plan",
    subjectName: "Team",
    before: { name: before?.name, requestsPerMinute: 300, requestsPerDay: 20_000 },
    after: { name: "Team", requestsPerMinute: 333, requestsPerDay: null },
  });
});

test("custom is never self-serve", async () => {
  const change = updatePlan(operator, { plan: "custom", isSelfServe: true });
  await expect(change).rejects.toMatchObject({ code: "invalid_field", param: "isSelfServe" });
});

test("the operator puts an account on a plan and gives it limits of its own, and its trail has both without a person", async () => {
  const ctx = await newAccount();
  const { accountId } = ctx;
  expect((await setAccountPlan(operator, { accountId, plan: "scale" })).plan.id).toBe("scale");
  await setAccountPlan(operator, { accountId, plan: "scale" });
  const own = { keys: null, requestsPerMinute: 0 };
  expect(await setAccountLimits(operator, { accountId, limits: own })).toMatchObject({
    overrides: own,
    limits: { ...own, concurrentRequests: 400 },
  });
  await setAccountLimits(operator, { accountId, limits: { requestsPerMinute: 0, keys: null } });
  const [changed, ...changes] = await trailOf(accountId, "account.plan_changed");
  const [limited, ...others] = await trailOf(accountId, "account.limits_changed");
  expect([changes, others]).toEqual([[], []]);
  expect(changed).toMatchObject({
    actorKind: "operator",
    actorId: null,
    actorName: null,
    before: { plan: "free" },
    after: { plan: "scale" },
  });
  expect(limited).toMatchObject({
    actorKind: "operator",
    before: { keys: "plan", requestsPerMinute: "plan" },
    after: { keys: "none", requestsPerMinute: 0 },
  });
  for (const nothing of [{}, null]) {
    expect((await setAccountLimits(operator, { accountId, limits: nothing })).overrides).toBeNull();
  }
  const missing = setAccountPlan(operator, { accountId: newId<AccountId>(), plan: "free" });
  await expect(missing).rejects.toMatchObject({ code: "not_found" });
});

test("an owner changes to a self-serve plan at once, and to no other", async () => {
  const ctx = await newAccount();
  await expect(changePlan(ctx, { plan: "scale" })).rejects.toMatchObject({ code: "forbidden" });
  await updatePlan(operator, { plan: "scale", isSelfServe: true });
  expect(await askForPlan(ctx, { plan: "scale" })).toBeNull();
  expect((await getAccountPlan(ctx)).plan.id).toBe("scale");
  expect(await trailOf(ctx.accountId, "account.plan_changed")).toMatchObject([{ actorKind: "user" }]);
  await expect(changePlan(ctx, { plan: "scale" })).rejects.toMatchObject({ code: "conflict", param: "plan" });
  await updatePlan(operator, { plan: "scale", isSelfServe: false });
});

test("members and keys with a scope neither change nor ask, a key with full access may", async () => {
  const { accountId } = await newAccount();
  const { userId } = await makeUser(db, { accountId, role: "member" });
  const { keyId } = await makeKey(db, { accountId, name: "CI" });
  const member = testContext(db, accountId, { kind: "user", userId });
  const scoped = testContext(db, accountId, { kind: "key", keyId, scope: { networks: ["127.0.0.1"] } });
  const full = testContext(db, accountId, { kind: "key", keyId, scope: null });
  for (const [ctx, code] of [
    [member, "forbidden"],
    [scoped, "scope_access"],
  ] as const) {
    await expect(requestPlan(ctx, ASKED)).rejects.toMatchObject({ code });
    await expect(changePlan(ctx, { plan: "growth" })).rejects.toMatchObject({ code });
  }
  expect(await requestPlan(full, ASKED)).toMatchObject({ askedBy: "CI", state: "open" });
});

test("a request reaches the operator with its reason, and both trails; granting sets the plan and tells who asked", async () => {
  const ctx = await newAccount({ name: "Acme" });
  const noReason = askForPlan(ctx, { plan: "growth" });
  await expect(noReason).rejects.toMatchObject({ code: "invalid_field", param: "reason" });
  const request = await askForPlan(ctx, ASKED);
  if (request === null) throw new Error("no request");
  expect(request).toMatchObject({ accountName: "Acme", askedBy: "Test Person", ...ASKED, state: "open" });
  const isAbout = ({ data }: { data: object }) => "requestId" in data && data.requestId === request.id;
  expect((await openAlerts(operator)).filter(isAbout)).toMatchObject([
    {
      type: "plan.requested",
      keyId: null,
      message: "Acme asks to change from the plan Free to Growth: We launch on Monday.",
    },
  ]);
  expect((await listOpenRequests(operator)).map(({ id }) => id)).toContain(request.id);
  expect(await openAlerts(ctx)).toEqual([]);
  expect(await trailOf(ctx.accountId, "plan.requested")).toMatchObject([{ actorKind: "user" }]);
  expect(await trailOf(operator.accountId, "plan.requested")).toContainEqual(
    expect.objectContaining({ actorKind: "system", subjectId: ctx.accountId }),
  );

  const answer = { requestId: request.id, isGranted: true, answer: "Good luck!" };
  expect(await answerPlanRequest(operator, answer)).toMatchObject({
    state: "granted",
    answer: "Good luck!",
    answeredBy: "Test Person",
  });
  expect((await getAccountPlan(ctx)).plan.id).toBe("growth");
  expect((await openAlerts(operator)).filter(isAbout)).toEqual([]);
  expect(await openAlerts(ctx)).toMatchObject([
    {
      type: "plan.answered",
      message: "Your request for the plan Growth was granted and holds from now on: Good luck!",
    },
  ]);
  for (const action of ["plan.answered", "account.plan_changed"]) {
    expect(await trailOf(ctx.accountId, action)).toMatchObject([{ actorKind: "operator", actorName: null }]);
  }
  expect(await findLatestRequest(ctx)).toMatchObject({ id: request.id, state: "granted" });
  await expect(answerPlanRequest(operator, answer)).rejects.toMatchObject({ code: "conflict" });
});

test("a refusal leaves the plan, says why, and lets the account ask again", async () => {
  const ctx = await newAccount();
  const { id } = await requestPlan(ctx, ASKED);
  await answerPlanRequest(operator, { requestId: id, isGranted: false, answer: "Not this year." });
  expect((await getAccountPlan(ctx)).plan.id).toBe("free");
  const [told] = await openAlerts(ctx);
  expect(told?.message).toBe("Your request for the plan Growth was refused: Not this year.");
  expect((await requestPlan(ctx, ASKED)).state).toBe("open");
  for (const requestId of ["junk", newId()]) {
    const attempt = answerPlanRequest(operator, { requestId, isGranted: true, answer: null });
    await expect(attempt).rejects.toMatchObject({ code: "not_found" });
  }
});

test("of requests at once one is open, and of answers at once one counts", async () => {
  const ctx = await newAccount();
  const asked = await Promise.allSettled(Array.from({ length: 5 }, () => requestPlan(ctx, ASKED)));
  expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const [request] = await db.select().from(planRequests).where(eq(planRequests.accountId, ctx.accountId));
  const answers = await Promise.allSettled(
    [true, false, true, false].map((isGranted) =>
      answerPlanRequest(operator, { requestId: request?.id ?? "", isGranted, answer: `${isGranted}` }),
    ),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const refused of [...asked, ...answers].filter(({ status }) => status === "rejected")) {
    expect(refused).toMatchObject({ reason: { code: "conflict" } });
  }
  expect(await trailOf(ctx.accountId, "plan.answered")).toHaveLength(1);
});

test("the first account asks itself, once in its trail", async () => {
  const { id } = await requestPlan(operator, { plan: "growth", reason: "To see how it looks." });
  const own = (await trailOf(operator.accountId, "plan.requested")).filter(
    ({ subjectId }) => subjectId === operator.accountId,
  );
  expect(own).toMatchObject([{ actorKind: "user" }]);
  await answerPlanRequest(operator, { requestId: id, isGranted: false, answer: "No." });
});

test("the operator sees the plans of all accounts, also at the terminal", async () => {
  const { accountId } = await makeAccount(db, { name: "Zebra", plan: "starter", limits: { keys: 1 } });
  const all = await listAccountPlans(testContext(db, accountId));
  expect(all.find((one) => one.accountId === accountId)).toMatchObject({
    accountName: "Zebra",
    plan: { id: "starter" },
    limits: { keys: 1 },
  });
});
