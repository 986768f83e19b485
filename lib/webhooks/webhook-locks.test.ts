import { afterAll, expect, test } from "vitest";
import { makeOwner } from "@/db/factories";
import { webhooks } from "@/db/schema/webhooks";
import { recordChange } from "@/lib/audit/record-change";
import { newId, type WebhookId } from "@/lib/core/ids";
import { testContext } from "@/lib/testing/context";
import { testDatabase } from "@/lib/testing/database";
import { lockWebhook } from "./queries";

const { db, sql, end } = await testDatabase();
afterAll(end);

test("who changes a webhook and who queues a delivery to it do not wait for each other for ever", async () => {
  const { accountId } = await makeOwner(db);
  const ctx = testContext(db, accountId);
  const webhookId = newId<WebhookId>();
  await db.insert(webhooks).values({
    id: webhookId,
    accountId,
    url: "https://example.com/hook",
    events: ["*"],
    encryptedSecret: new Uint8Array(1),
  });
  const subject = { kind: "key", id: null, name: "x" } as const;
  const record = (tx: Parameters<typeof recordChange>[0]) =>
    recordChange(tx, ctx, { action: "key.updated", subject });
  await db.transaction(async (change) => {
    await lockWebhook(change, ctx, webhookId);
    // It holds the end of the trail while it queues; were it to wait for the webhook, both would wait.
    await db.transaction(record);
    await record(change);
  });
  const [row] =
    await sql`select count(*)::int as count from webhook_deliveries where webhook_id = ${webhookId}`;
  expect(row?.count).toBe(2);
});
