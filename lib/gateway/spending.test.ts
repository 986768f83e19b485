import Anthropic from "@anthropic-ai/sdk";
import { eq } from "drizzle-orm";
import OpenAI from "openai";
import { expect, test } from "vitest";
import { makeKey } from "@/db/factories";
import { makeSpendingLimit } from "@/db/factories-spending";
import { spendingLimits } from "@/db/schema/spending";
import { newId, type RequestId } from "@/lib/core/ids";
import { seededRandom } from "@/lib/core/seeded-random";
import { openReservationDesk } from "@/lib/spending/reservation-desk";
import { HELLO, startSpendingRig } from "@/lib/testing/spending-suite";

const { gateway, provider, callerAt, standingOf } = await startSpendingRig();

const many = <T>(count: number, make: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)));
const count = (statuses: number[], status: number) => statuses.filter((one) => one === status).length;

test("of many calls at once exactly those are served that the limit has room for", async () => {
  const { call, standing } = await callerAt("0.2");
  // Of twice as many a busy machine is still asking for the last ones after three seconds, and tells those to come back.
  const statuses = (await many(100, () => call())).map(({ status }) => status);
  expect([count(statuses, 200), count(statuses, 402)]).toEqual([25, 75]);
  expect(await standing()).toEqual({ spent: 5, reserved: 0, fenced: 0 });
});

test("the last call that fits is served once, however many come at once, through several instances", async () => {
  const desks = Array.from({ length: 8 }, () => openReservationDesk(() => gateway.sql));
  const { accountId, keyId, gateId } = await gateway.makeCaller();
  for (let round = 0; round < 30; round += 1) {
    const { limitId } = await makeSpendingLimit(gateway.db, {
      accountId,
      keyId,
      amountNanoUsd: 1_000_000_000n,
    });
    const asked = {
      accountId,
      keyId,
      gateId,
      worst: 1_000_000_000n,
      worstOfInstance: 1_000_000_000n,
      startedAt: new Date(),
    };
    const answers = await Promise.all(
      desks.flatMap((desk) => [1, 2].map(() => desk.reserve({ ...asked, id: newId<RequestId>() }))),
    );
    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    expect(answers.find(Array.isArray)).toMatchObject([{ limitId, reserved: 1_000_000_000n, spent: 0n }]);
    expect(await standingOf(limitId)).toEqual({ spent: 0, reserved: 1, fenced: 0 });
    await gateway.db.delete(spendingLimits).where(eq(spendingLimits.id, limitId));
  }
});

test("what is reserved twice for one call is reserved once", async () => {
  const { accountId, keyId, gateId, standing } = await callerAt("1");
  const desk = openReservationDesk(() => gateway.sql);
  const call = {
    id: newId<RequestId>(),
    accountId,
    keyId,
    gateId,
    startedAt: new Date(),
    worst: 3_000_000_000n,
    worstOfInstance: 3_000_000_000n,
  };
  expect(await desk.reserve(call)).toBeNull();
  expect(await desk.reserve(call)).toBeNull();
  expect(await standing()).toMatchObject({ reserved: 3 });
});

test("an instance with a call under way shows itself, so that what it reserved is not given back", async () => {
  const { accountId, keyId, gateId } = await callerAt("1");
  const id = newId<RequestId>();
  const call = {
    id,
    accountId,
    keyId,
    gateId,
    startedAt: new Date(),
    worst: 1_000_000_000n,
    worstOfInstance: 1_000_000_000n,
  };
  expect(await openReservationDesk(() => gateway.sql).reserve(call)).toBeNull();
  const instance = gateway.sql`select instance_id from spending_reservations where request_id = ${id}`;
  await gateway.sql`update limit_instances set seen_at = now() - interval '1 hour' where id = (${instance})`;
  const isSeen = async () => {
    const [row] = await gateway.sql`
      select seen_at > now() - interval '30 seconds' as is_seen from limit_instances where id = (${instance})`;
    return row?.is_seen;
  };
  expect(await isSeen()).toBe(false);
  await expect.poll(isSeen).toBe(true);
});

test("a refusal names the limit and how it stands, calls nobody, is in the log, and is not tried again", async () => {
  const { call, keyId, accountId, name } = await callerAt("1", { amountNanoUsd: 10_000_000_000n });
  const { limitId } = await makeSpendingLimit(gateway.db, {
    accountId,
    keyId,
    amountNanoUsd: 1_500_000_000n,
    zone: "Asia/Tokyo",
  });
  expect((await call()).status).toBe(200);
  const calls = provider.requests.length;
  const refused = await call();
  expect(refused.status).toBe(402);
  expect(refused.headers.get("x-should-retry")).toBe("false");
  expect(refused.headers.get("retry-after")).toBeNull();
  const { error } = (await refused.json()) as { error: Record<string, unknown> };
  expect(error).toMatchObject({
    type: "billing_error",
    code: "spending_limit_exceeded",
    limit_id: limitId,
    scope: "key",
    scope_id: keyId,
    scope_name: name,
    period: "monthly",
    limit_usd: "1.5",
    spent_usd: "1",
    reserved_usd: "0",
    asked_usd: "1",
  });
  // The first of a month in Tokyo.
  expect(error.reset_at).toMatch(/T15:00:00\.000Z$/);
  expect(error.message).toMatch(
    /The monthly spending limit of the key "Test key" \(\$1\.50\) has no room for this call: \$1\.00 is spent/,
  );
  expect(provider.requests.length).toBe(calls);
  const rows = await gateway.rowsOf(keyId);
  expect(rows.map(({ status, errorCode, costNanoUsd }) => [status, errorCode, costNanoUsd])).toEqual([
    [200, null, 1_000_000_000n],
    [402, "spending_limit_exceeded", 0n],
  ]);
});

test("the official clients meet a limit once per call", async () => {
  const { authorization, keyId } = await callerAt("1", { amountNanoUsd: 0n });
  const options = { apiKey: authorization.slice(7), maxRetries: 5 };
  const openai = new OpenAI({ ...options, baseURL: `${gateway.url}/v1` });
  const anthropic = new Anthropic({ ...options, baseURL: gateway.url });
  await expect(openai.chat.completions.create(HELLO as never)).rejects.toMatchObject({
    status: 402,
    code: "spending_limit_exceeded",
  });
  await expect(anthropic.messages.create(HELLO as never)).rejects.toMatchObject({
    status: 402,
    error: { error: { type: "billing_error" } },
  });
  expect(await gateway.rowsOf(keyId)).toHaveLength(2);
});

test("every limit that holds a call must have room; those of other keys and gates hold nothing", async () => {
  const { call, accountId, gateId, keyId, limitId } = await callerAt("1", { amountNanoUsd: 3_000_000_000n });
  const other = await makeKey(gateway.db, { accountId });
  const ofGate = await makeSpendingLimit(gateway.db, { accountId, gateId, amountNanoUsd: 2_000_000_000n });
  await makeSpendingLimit(gateway.db, { accountId, keyId: other.keyId, amountNanoUsd: 0n });
  expect((await call()).status).toBe(200);
  expect((await call()).status).toBe(200);
  const refused = await call();
  expect(await refused.json()).toMatchObject({ error: { scope: "gate", limit_id: ofGate.limitId } });
  expect(await standingOf(limitId)).toEqual({ spent: 2, reserved: 0, fenced: 0 });
  expect((await gateway.rowsOf(keyId)).at(-1)?.status).toBe(402);
  expect(await (await gateway.chat(`Bearer ${other.secret}`, HELLO)).json()).toMatchObject({
    error: { limit_usd: "0" },
  });
});

test("a limit that only tells lets everything through and counts it", async () => {
  const { call, standing } = await callerAt("1", { amountNanoUsd: 1n, enforcement: "alert_only" });
  expect((await many(5, () => call())).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await standing()).toEqual({ spent: 5, reserved: 0, fenced: 0 });
});

test("raising a limit lets calls through at once, and for no longer than it is raised", async () => {
  const { call, limitId } = await callerAt("1", { amountNanoUsd: 0n });
  expect((await call()).status).toBe(402);
  const raise = (raisedUntil: Date) =>
    gateway.db
      .update(spendingLimits)
      .set({ raisedNanoUsd: 1_000_000_000n, raisedUntil })
      .where(eq(spendingLimits.id, limitId));
  await raise(new Date(Date.now() - 1));
  expect((await call()).status).toBe(402);
  await raise(new Date(Date.now() + 60_000));
  expect((await call()).status).toBe(200);
  expect((await call()).status).toBe(402);
});

test("a call that fails gives everything back, whatever ends it", async () => {
  const { call, standing } = await callerAt("1");
  const usual = provider.script;
  provider.script = () => ({ kind: "status", status: 500 });
  expect((await call()).status).toBe(502);
  provider.script = () => ({ kind: "reset", when: "before first byte" });
  expect((await call()).status).toBe(502);
  provider.script = () => ({ kind: "html" });
  expect((await call()).status).toBe(502);
  provider.script = usual;
  expect(await standing()).toEqual({ spent: 0, reserved: 0, fenced: 0 });
});

test("streams that are cut at any point never pass the limit, and what is spent is what the log says", async () => {
  const { call, keyId, standing } = await callerAt("0.1", { amountNanoUsd: 2_000_000_000n });
  const usual = provider.script;
  provider.script = ({ ask }) => ({
    kind: "answer",
    stepwise: ask.stream === true,
    text: "word ".repeat(40),
    completionTokens: 1_000,
  });
  const random = seededRandom(7);
  const overspent: number[] = [];
  const began = provider.requests.length;
  const streams = many(60, async () => {
    const leaving = new AbortController();
    const response = await call({ ...HELLO, stream: true }, { signal: leaving.signal });
    if (response.status !== 200) return response.status;
    const reader = response.body?.getReader();
    const pieces = Math.floor(random() * 40);
    for (let piece = 0; piece < pieces; piece += 1) {
      const read = await reader?.read().catch(() => null);
      if (read === null || read?.done === true) return 200;
    }
    leaving.abort();
    return 499;
  });
  const releasing = setInterval(() => {
    for (const request of provider.requests.slice(began)) request.release(1);
  }, 2);
  const watching = setInterval(async () => {
    const { spent, reserved, fenced } = await standing();
    if (spent + reserved + fenced > 2) overspent.push(spent + reserved + fenced);
  }, 20);
  await streams;
  await expect.poll(async () => (await standing()).reserved).toBe(0);
  clearInterval(releasing);
  clearInterval(watching);
  provider.script = usual;
  const rows = await gateway.rowsOf(keyId);
  const spent = rows.reduce((sum, { costNanoUsd }) => sum + (costNanoUsd ?? 0n), 0n);
  expect(overspent).toEqual([]);
  expect(await standing()).toEqual({ spent: Number(spent) / 1e9, reserved: 0, fenced: 0 });
  expect(rows.filter(({ status }) => status === 402).length).toBeGreaterThan(0);
  expect(rows.some(({ settlement }) => settlement === "interrupted")).toBe(true);
});

test("while the ledger is away a call that is held is told to come back, and calls nobody", async () => {
  const { call } = await callerAt("0.1");
  expect((await call()).status).toBe(200);
  const calls = provider.requests.length;
  await gateway.sql.begin(async (held) => {
    await held`lock table spending_limits in access exclusive mode`;
    const refused = await call();
    expect(refused.status).toBe(503);
    expect(refused.headers.get("retry-after")).toBe("1");
  });
  expect(provider.requests.length).toBe(calls);
  await expect.poll(async () => (await call()).status).toBe(200);
});
