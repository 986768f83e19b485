import { desc, eq, sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { openLedger } from "@/db/client";
import { makeOwner } from "@/db/factories";
import { auditEntries } from "@/db/schema/audit";
import { webhookDeliveries } from "@/db/schema/webhooks";
import { listAlerts } from "@/lib/alerts/queries";
import type { Ctx } from "@/lib/context";
import { type DeliveryId, newId, type WebhookId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS, systemClock } from "@/lib/core/time";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { startFakeReceiver } from "@/lib/testing/fake-receiver";
import { claimDeliveries } from "./claim-deliveries";
import { createWebhook } from "./create-webhook";
import { deliverDue } from "./deliver-due";
import { failingWebhooks } from "./failing-webhooks";
import { DELIVERIES_KEPT_DAYS, forgetOldDeliveries } from "./forget-old-deliveries";
import { getWebhook, listDeliveries } from "./queries";
import { resendDelivery } from "./resend-delivery";
import { retryDelay } from "./retry-delay";
import { rotateWebhookSecret } from "./rotate-webhook-secret";
import { sendEvent } from "./send-event";
import { testWebhook } from "./test-webhook";
import { updateWebhook } from "./update-webhook";

const { db, url, end } = await testDatabase();
setTestEnvironment(url);
const others = [openLedger(url, { max: 4 }), openLedger(url, { max: 4 })];
const instances = [db, ...others.map((ledger) => ledger.db)];
const receiver = await startFakeReceiver();
afterAll(async () => {
  await receiver.stop();
  await Promise.all(others.map(({ sql: pool }) => pool.end()));
  await end();
});
beforeEach(async () => {
  // What an earlier test leaves to be sent again in five seconds would on a busy machine be sent in the next one.
  await db.delete(webhookDeliveries);
  receiver.received.length = 0;
  receiver.answer = (response) => void response.writeHead(204).end();
});

const deliver = () => deliverDue(db, systemClock);

async function makeHook(events = ["key.*"], url = receiver.url) {
  const { accountId, userId } = await makeOwner(db);
  const ctx = testContext(db, accountId, { kind: "user", userId });
  const { webhook, secret } = await createWebhook(ctx, { url, events });
  return { ctx, webhookId: webhook.id, secret: secret ?? "" };
}

/** A delivery that waits, made by the test event. */
async function makeWaiting(events?: string[]) {
  const hook = await makeHook(events);
  const { id } = await testWebhook(hook.ctx, hook);
  return { ...hook, deliveryId: id };
}

const logOf = async (ctx: Ctx, webhookId: WebhookId) =>
  (await listDeliveries(ctx, { webhookId, limit: 50 })).items;

/** Lets the time until the next attempt of everything pass. Moments are rounded to milliseconds, so `now()` can be one that is still to come. */
const makeDue = () =>
  db
    .update(webhookDeliveries)
    .set({ nextAttemptAt: sql`now() - interval '1 second'` })
    .where(eq(webhookDeliveries.state, "pending"));

test("an event arrives with a signature that the official library accepts, and with the body the documentation says", async () => {
  const { ctx, webhookId, secret } = await makeWaiting();
  await deliver();
  const [event] = receiver.received;
  const headers = event?.headers as Record<string, string>;
  const verified = new Webhook(secret).verify(event?.body ?? "", headers);
  expect(verified).toEqual({
    type: "webhook.tested",
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    data: expect.objectContaining({ webhook: { id: webhookId, name: expect.any(String) } }),
  });
  expect(() => new Webhook(secret).verify(`${event?.body} `, headers)).toThrow();
  expect(headers["content-type"]).toBe("application/json");
  const [entry] = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.accountId, ctx.accountId))
    .orderBy(desc(auditEntries.sequence))
    .limit(1);
  expect(headers["webhook-id"]).toBe(entry?.id);
  expect(await logOf(ctx, webhookId)).toMatchObject([
    {
      state: "delivered",
      attemptCount: 1,
      nextAttemptAt: null,
      attempts: [{ status: 204, error: null, latencyMs: expect.any(Number) }],
      deliveredAt: expect.any(Date),
    },
  ]);
});

test("a webhook fails from the first event that it does not take to the next one that it takes", async () => {
  const { ctx, webhookId } = await makeWaiting();
  expect(await failingWebhooks(ctx)).toEqual(new Set());
  receiver.answer = (response) => void response.writeHead(500).end();
  await deliver();
  await testWebhook(ctx, { webhookId });
  expect(await failingWebhooks(ctx)).toEqual(new Set([webhookId]));
  receiver.answer = (response) => void response.writeHead(204).end();
  await deliver();
  expect(await failingWebhooks(ctx)).toEqual(new Set());
});

test("instances that look at once send each delivery once", async () => {
  const hooks = await Promise.all(Array.from({ length: 12 }, () => makeWaiting()));
  await Promise.all([...instances, ...instances].map((each) => deliverDue(each, systemClock)));
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect(ids).toHaveLength(hooks.length);
  expect(new Set(ids).size).toBe(hooks.length);
});

test("what one instance is taking is left by the others, which do not wait for it", async () => {
  const { deliveryId } = await makeWaiting();
  const idsOf = async (taking: Pick<typeof db, "execute">) =>
    (await claimDeliveries(taking)).map(({ id }) => id);
  await db.transaction(async (taking) => {
    expect(await idsOf(taking)).toContain(deliveryId);
    expect(await idsOf(instances[1] ?? db)).not.toContain(deliveryId);
  });
});

test("what a killed instance had taken is sent by another when the lease is over, and not before", async () => {
  const { ctx, webhookId, deliveryId } = await makeWaiting();
  const lease = sql`now() + interval '1 minute'`;
  await db
    .update(webhookDeliveries)
    .set({ nextAttemptAt: lease })
    .where(eq(webhookDeliveries.id, deliveryId));
  await deliver();
  expect(receiver.received).toHaveLength(0);
  await makeDue();
  await deliver();
  expect(await logOf(ctx, webhookId)).toMatchObject([{ state: "delivered", attemptCount: 1 }]);
});

test("while a secret is rotated both sign, and a day later only the new one", async () => {
  const { ctx, webhookId, secret } = await makeHook();
  ctx.clock.at = new Date(Date.now() - 23 * HOUR_MS);
  const { secret: newer } = await rotateWebhookSecret(ctx, { webhookId });
  const verifies = async (text: string | null) => {
    ctx.clock.at = null;
    receiver.received.length = 0;
    await testWebhook(ctx, { webhookId });
    await deliver();
    const [event] = receiver.received;
    try {
      new Webhook(text ?? "").verify(event?.body ?? "", event?.headers as Record<string, string>);
      return true;
    } catch {
      return false;
    }
  };
  expect([await verifies(secret), await verifies(newer)]).toEqual([true, true]);
  ctx.clock.at = new Date(Date.now() - 25 * HOUR_MS);
  const { secret: newest } = await rotateWebhookSecret(ctx, { webhookId });
  expect([await verifies(secret), await verifies(newer), await verifies(newest)]).toEqual([
    false,
    false,
    true,
  ]);
});

describe("a receiver that does not take an event", () => {
  test("is asked again after 5 s, 5 min, 30 min, 2, 5, 10 and 24 h, and not once more", () => {
    const seconds = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => (retryDelay(attempt, 0.5) ?? 0) / 1_000);
    expect(seconds).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 86_400, 0]);
    expect(retryDelay(8, 0.5)).toBeNull();
    expect([retryDelay(1, 0), retryDelay(1, 1)]).toEqual([4_000, 6_000]);
  });

  test("has its attempts noted with what it said, and the event still arrives with the same id", async () => {
    const { ctx, webhookId } = await makeWaiting();
    receiver.answer = (response) => void response.writeHead(500).end("try layer_0123456789abcdef later\n");
    const began = Date.now();
    await deliver();
    const tookMs = Date.now() - began;
    const [waiting] = await logOf(ctx, webhookId);
    expect(waiting).toMatchObject({
      state: "pending",
      attemptCount: 1,
      attempts: [{ status: 500, error: "The receiver answered 500: try [key] later" }],
    });
    const wait = (waiting?.nextAttemptAt?.getTime() ?? 0) - began;
    expect(wait).toBeGreaterThan(3_000);
    expect(wait).toBeLessThan(7_000 + tookMs);
    // Later, so that a busy machine does not come to the next line when it is due.
    await db
      .update(webhookDeliveries)
      .set({ nextAttemptAt: sql`${webhookDeliveries.nextAttemptAt} + interval '1 minute'` })
      .where(eq(webhookDeliveries.webhookId, webhookId));
    await deliver();
    expect(receiver.received).toHaveLength(1);
    receiver.answer = (response) => void response.writeHead(200).end("ok");
    await makeDue();
    await deliver();
    expect(await logOf(ctx, webhookId)).toMatchObject([{ state: "delivered", attemptCount: 2 }]);
    const [first, second] = receiver.received.map(({ headers }) => headers["webhook-id"]);
    expect(second).toBe(first);
  });

  test("eight times in a row has its webhook disabled, with a reason and an alert, until a person enables it", async () => {
    const { ctx, webhookId } = await makeWaiting();
    receiver.answer = (response) => void response.writeHead(503).end();
    for (let attempt = 1; attempt <= 8; attempt++) {
      await makeDue();
      await deliver();
    }
    await testWebhook(ctx, { webhookId }).catch(() => null);
    expect(receiver.received).toHaveLength(8);
    expect(await logOf(ctx, webhookId)).toMatchObject([
      { state: "failed", attemptCount: 8, nextAttemptAt: null },
    ]);
    const why = "Every attempt to deliver an event failed, the last one with: The receiver answered 503.";
    expect(await getWebhook(ctx, webhookId)).toMatchObject({
      disabledAt: expect.any(Date),
      disabledReason: why,
    });
    const open = async () => (await listAlerts(ctx, { isOpen: true, limit: 5 })).items;
    expect(await open()).toMatchObject([{ type: "webhook.disabled", keyId: null, data: { webhookId } }]);
    await expect(testWebhook(ctx, { webhookId })).rejects.toMatchObject({ code: "conflict" });
    expect(await updateWebhook(ctx, { webhookId, disabled: false })).toMatchObject({
      disabledAt: null,
      disabledReason: null,
    });
    expect(await open()).toEqual([]);
  });

  test("stays enabled when it takes other events: then it is that event which it does not like", async () => {
    const { ctx, webhookId, deliveryId } = await makeWaiting();
    await db.update(webhookDeliveries).set({ attemptCount: 7 }).where(eq(webhookDeliveries.id, deliveryId));
    const { id: other } = await testWebhook(ctx, { webhookId });
    receiver.answer = (response) => {
      const last = receiver.received.at(-1);
      const isPoison = last?.headers["webhook-id"] !== poison;
      void response.writeHead(isPoison ? 200 : 500).end();
    };
    const [row] = await db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, deliveryId));
    const poison = row?.eventId;
    const hold = (id: DeliveryId, state: "pending" | "failed") =>
      db.update(webhookDeliveries).set({ state }).where(eq(webhookDeliveries.id, id));
    await hold(deliveryId, "failed");
    await deliver();
    await hold(deliveryId, "pending");
    await deliver();
    const states = Object.fromEntries((await logOf(ctx, webhookId)).map(({ id, state }) => [id, state]));
    expect(states).toEqual({ [deliveryId]: "failed", [other]: "delivered" });
    expect(await getWebhook(ctx, webhookId)).toMatchObject({ disabledAt: null });
  });

  test("with 410 has its webhook disabled at once, and what waited is given up", async () => {
    const { ctx, webhookId } = await makeWaiting();
    const { id: later } = await testWebhook(ctx, { webhookId });
    const tomorrow = new Date(Date.now() + DAY_MS);
    await db
      .update(webhookDeliveries)
      .set({ nextAttemptAt: tomorrow })
      .where(eq(webhookDeliveries.id, later));
    receiver.answer = (response) => void response.writeHead(410).end();
    await deliver();
    expect(await logOf(ctx, webhookId)).toMatchObject([
      { id: later, state: "failed", attemptCount: 0, attempts: [{ error: "The webhook was disabled." }] },
      { state: "failed", attemptCount: 1 },
    ]);
    expect(await getWebhook(ctx, webhookId)).toMatchObject({
      disabledReason: "The receiver answered 410: it is gone.",
    });
  });
});

test("a resend is a delivery of its own with the same event id", async () => {
  const { ctx, webhookId, deliveryId } = await makeWaiting();
  await deliver();
  const again = await resendDelivery(ctx, { webhookId, deliveryId });
  await deliver();
  const log = await logOf(ctx, webhookId);
  expect(log.map(({ id, state }) => [id, state])).toEqual([
    [again.id, "delivered"],
    [deliveryId, "delivered"],
  ]);
  const [first, second] = receiver.received;
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(second?.body).toBe(first?.body);
});

test("a test event reaches a webhook that listens to it once, not twice", async () => {
  await makeWaiting(["*"]);
  await deliver();
  const types = receiver.received.map(({ body }) => JSON.parse(body).type);
  expect(types.sort()).toEqual(["webhook.created", "webhook.tested"]);
});

test("many events of one webhook do not push those of others aside", async () => {
  const { ctx, webhookId } = await makeHook();
  for (let n = 0; n < 8; n++) await testWebhook(ctx, { webhookId });
  const other = await makeWaiting();
  await deliver();
  expect(await logOf(other.ctx, other.webhookId)).toMatchObject([{ state: "delivered" }]);
  const waiting = (await logOf(ctx, webhookId)).filter(({ state }) => state === "pending");
  expect(waiting).toHaveLength(3);
  await deliver();
});

describe("sendEvent", () => {
  const send = (to: string, patienceMs?: number) => sendEvent(to, {}, "{}", patienceMs);

  test("does not follow a redirect", async () => {
    receiver.answer = (response) => void response.writeHead(307, { location: receiver.url }).end();
    expect(await send(receiver.url)).toEqual({
      status: 307,
      error: "The receiver answered 307, a redirect, which is not followed.",
    });
    expect(receiver.received).toHaveLength(1);
  });

  test("reads no more of a refusal than a line, though it never ends", async () => {
    receiver.answer = (response) => {
      response.writeHead(500);
      const timer = setInterval(() => response.write("x".repeat(600)), 1);
      response.on("close", () => clearInterval(timer));
    };
    const { error } = await send(receiver.url);
    expect(error).toBe(`The receiver answered 500: ${"x".repeat(200)}`);
  });

  test("reads nothing of a success, though it never ends", async () => {
    receiver.answer = (response) => void response.writeHead(200).write("x");
    expect(await send(receiver.url)).toEqual({ status: 200, error: null });
  });

  test("gives up a receiver that hangs", async () => {
    receiver.answer = () => {};
    expect(await send(receiver.url, 300)).toEqual({
      status: null,
      error: "The receiver did not answer within 0.3 seconds.",
    });
  });

  test("says that nothing listens", async () => {
    const silent = await startFakeReceiver();
    await silent.stop();
    expect(await send(silent.url)).toEqual({
      status: null,
      error: "The receiver could not be reached: nothing listens there.",
    });
  });

  test.each([
    "http://[::1]:1/hook",
    "http://10.0.0.1/hook",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/hook",
    "https://metadata.google.internal/",
    "https://user:pass@example.com/",
  ])("does not connect to %s, whatever was stored", async (to) => {
    const { status, error } = await send(to);
    expect(status).toBeNull();
    expect(error).toMatch(/^The address may not be used\. /);
  });
});

test("the delivery log goes back 30 days", async () => {
  const { ctx, webhookId, deliveryId } = await makeWaiting();
  const [row] = await db.select().from(webhookDeliveries).where(eq(webhookDeliveries.id, deliveryId));
  const old = Date.now() - DELIVERIES_KEPT_DAYS * DAY_MS - HOUR_MS;
  if (row !== undefined) {
    await db
      .insert(webhookDeliveries)
      .values({ ...row, id: newId<DeliveryId>(old), createdAt: new Date(old) });
  }
  expect(await logOf(ctx, webhookId)).toHaveLength(2);
  expect(await forgetOldDeliveries(db, new Date())).toBe(1);
  expect((await logOf(ctx, webhookId)).map(({ id }) => id)).toEqual([deliveryId]);
});
