import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { auditEntries } from "@/db/schema/audit";
import { webhookDeliveries, webhooks } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/context";
import { newId } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import { createKey } from "@/lib/keys/create-key";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { setTestEnvironment } from "@/lib/testing/environment";
import { createWebhookInput, EVENT_PATTERNS, webhookEvents } from "./contract";
import { createWebhook } from "./create-webhook";
import { deleteWebhook } from "./delete-webhook";
import { getDelivery, getWebhook, listDeliveries, listWebhooks } from "./queries";
import { resendDelivery } from "./resend-delivery";
import { rotateWebhookSecret } from "./rotate-webhook-secret";
import { testWebhook } from "./test-webhook";
import { updateWebhook } from "./update-webhook";

const { db, sql, url, end } = await testDatabase();
setTestEnvironment(url);
afterAll(end);

const HOOK = { url: "https://example.com/hooks/layer?token=hidden-part", events: ["key.*"] };

async function makeCtx() {
  const { accountId, userId } = await makeOwner(db);
  return testContext(db, accountId, { kind: "user", userId });
}

async function makeHook(given: object = {}) {
  const ctx = await makeCtx();
  const { webhook, secret } = await createWebhook(ctx, { ...HOOK, ...given });
  return { ctx, webhookId: webhook.id, secret };
}

const typesFor = async (ctx: Ctx, webhookId: string) =>
  (await listDeliveries(ctx, { webhookId, limit: 50 })).items.map(({ type }) => type);

test("the signing secret is 32 random bytes, shown once, and in no table", async () => {
  const { ctx, webhookId, secret } = await makeHook();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const { secret: other } = await makeHook();
  expect(other).not.toBe(secret);
  const { secret: rotated } = await rotateWebhookSecret(ctx, { webhookId });
  expect(JSON.stringify([await getWebhook(ctx, webhookId), await listWebhooks(ctx)])).not.toContain("whsec");
  const tables =
    await sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`;
  for (const { name } of tables) {
    const rows = JSON.stringify(await sql`select t::text from ${sql(name)} t`);
    for (const text of [secret, rotated]) {
      expect(rows).not.toContain(text);
      expect(rows).not.toContain(Buffer.from(text?.slice(6) ?? "", "base64").toString("hex"));
    }
  }
});

test("a webhook is told of what it listens to from then on, and of nothing else", async () => {
  const { ctx, webhookId } = await makeHook({ events: ["key.created"] });
  await createKey(ctx, { name: "Production" });
  await updateWebhook(ctx, { webhookId, description: "Team" });
  expect(await typesFor(ctx, webhookId)).toEqual(["key.created"]);
  await updateWebhook(ctx, { webhookId, disabled: true });
  await createKey(ctx, { name: "Unheard" });
  expect(await typesFor(ctx, webhookId)).toEqual(["key.created"]);
  const stranger = await makeCtx();
  await createKey(stranger, { name: "Another account's" });
  expect(await typesFor(ctx, webhookId)).toEqual(["key.created"]);
});

test("what others are told of a webhook names its host, not the secrets in its address", async () => {
  const { ctx, webhookId } = await makeHook({ events: ["*"] });
  await updateWebhook(ctx, { webhookId, url: "https://example.com/hooks/other-hidden-part" });
  await deleteWebhook(ctx, { webhookId });
  const entries = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.accountId, ctx.accountId))
    .orderBy(auditEntries.sequence);
  expect(entries.map(({ action, subjectName }) => [action, subjectName])).toEqual([
    ["webhook.created", "example.com"],
    ["webhook.updated", "example.com"],
    ["webhook.deleted", "example.com"],
  ]);
  // The change of the path shows all the same.
  expect(entries[1]?.before?.url).not.toEqual(entries[1]?.after?.url);
  const deliveries = await db.select().from(webhookDeliveries);
  expect(JSON.stringify([entries, deliveries])).not.toContain("hidden-part");
});

test("a change to what it is already writes nothing", async () => {
  const { ctx, webhookId } = await makeHook();
  await updateWebhook(ctx, { webhookId, ...HOOK, disabled: false });
  const entries = await db.select().from(auditEntries).where(eq(auditEntries.accountId, ctx.accountId));
  expect(entries).toHaveLength(1);
});

test.each([
  "http://10.0.0.1/hook",
  "https://10.0.0.1/hook",
  "https://[::1]/hook",
  "https://printer.local/hook",
  "https://localhost/hook",
  "ftp://example.com/hook",
  "javascript:alert(1)",
  "example.com/hook",
  "https://user:pass@example.com/hook",
  "https://example.com/hook#part",
  `https://example.com/${"a".repeat(1_000)}`,
  "",
])("the address %s is refused with the field's name, when made and when changed", async (address) => {
  const { ctx, webhookId } = await makeHook();
  const refusal = { code: "invalid_field", param: "url", message: expect.stringMatching(/^[A-Z].*\.$/) };
  await expect(createWebhook(ctx, { ...HOOK, url: address })).rejects.toMatchObject(refusal);
  await expect(updateWebhook(ctx, { webhookId, url: address })).rejects.toMatchObject(refusal);
});

test("an account has at most 20 webhooks, however many are made at once", async () => {
  const ctx = await makeCtx();
  const made = await Promise.allSettled(Array.from({ length: 25 }, () => createWebhook(ctx, HOOK)));
  expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  expect(await listWebhooks(ctx)).toHaveLength(20);
  await expect(createWebhook(ctx, HOOK)).rejects.toMatchObject({ code: "conflict" });
});

describe("a creation that is repeated with its idempotency key", () => {
  test("makes no second webhook and does not repeat the secret", async () => {
    const ctx = await makeCtx();
    const input = { ...HOOK, idempotencyKey: "once" };
    const all = await Promise.all(Array.from({ length: 5 }, () => createWebhook(ctx, input)));
    expect(all.filter(({ secret }) => secret !== null)).toHaveLength(1);
    expect(new Set(all.map(({ webhook }) => webhook.id)).size).toBe(1);
    expect(await listWebhooks(ctx)).toHaveLength(1);
    await expect(createWebhook(ctx, { ...input, events: ["*"] })).rejects.toMatchObject({
      code: "idempotency_conflict",
    });
    ctx.clock.at = new Date(Date.now() + DAY_MS + 1_000);
    expect((await createWebhook(ctx, input)).secret).not.toBeNull();
  });
});

test("a deleted webhook is gone for everybody, and its row keeps no delivery waiting", async () => {
  const { ctx, webhookId } = await makeHook();
  await testWebhook(ctx, { webhookId });
  await deleteWebhook(ctx, { webhookId });
  await expect(getWebhook(ctx, webhookId)).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteWebhook(ctx, { webhookId })).rejects.toMatchObject({ code: "not_found" });
  const rows = await db.select().from(webhookDeliveries).where(eq(webhookDeliveries.webhookId, webhookId));
  expect(rows).toMatchObject([{ state: "failed", nextAttemptAt: null }]);
  const [row] = await db.select().from(webhooks).where(eq(webhooks.id, webhookId));
  expect(row?.deletedAt).not.toBeNull();
});

test("another account's webhooks and deliveries are answered like ids that nobody has", async () => {
  const { ctx, webhookId } = await makeHook();
  const { id: deliveryId } = await testWebhook(ctx, { webhookId });
  const { ctx: stranger, webhookId: own } = await makeHook();
  const refused = [
    getWebhook(stranger, webhookId),
    updateWebhook(stranger, { webhookId, disabled: true }),
    rotateWebhookSecret(stranger, { webhookId }),
    testWebhook(stranger, { webhookId }),
    deleteWebhook(stranger, { webhookId }),
    listDeliveries(stranger, { webhookId, limit: 1 }),
    getDelivery(stranger, { webhookId, deliveryId }),
    resendDelivery(stranger, { webhookId: own, deliveryId }),
    getWebhook(stranger, newId()),
    getWebhook(stranger, "junk"),
  ];
  for (const ask of await Promise.allSettled(refused)) {
    expect(ask).toMatchObject({ status: "rejected", reason: { code: "not_found" } });
  }
  expect(await getWebhook(ctx, webhookId)).toMatchObject({ disabledAt: null, previousSecretUntil: null });
});

test("patterns of events are those that the trail knows", () => {
  expect(EVENT_PATTERNS).toEqual(expect.arrayContaining(["*", "key.*", "key.created", "provider_key.*"]));
  for (const events of [["key.create"], ["keys.*"], ["**"], [], "key.*", [1]]) {
    expect(webhookEvents.safeParse(events).success).toBe(false);
  }
  expect(webhookEvents.parse(["key.*", "key.*"])).toEqual(["key.*"]);
});

test("descriptions are a line of text, and a blank one is none", () => {
  const described = (description: unknown) => createWebhookInput.safeParse({ ...HOOK, description });
  expect(described("  ").data?.description).toBeNull();
  expect(described("Team").data?.description).toBe("Team");
  for (const wrong of ["a\nb", "a\0", "\u202eabc", "x".repeat(201), "\ud800", 1]) {
    expect(described(wrong).success).toBe(false);
  }
});
