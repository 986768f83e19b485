import { and, eq } from "drizzle-orm";
import { webhookDeliveries } from "@/db/schema/webhooks";
import { eventData } from "@/lib/audit/queue-deliveries";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { type DeliveryId, newId } from "@/lib/core/ids";
import type { Delivery, WebhookIdInput } from "./contract";
import { getDelivery, lockWebhook } from "./queries";
import { refuseDisabled } from "./refuse-disabled";
import { webhookSubject } from "./webhook-fields";

/**
 * Sends a webhook the event `webhook.tested`, whatever it listens to, within seconds. Returns the delivery that waits. Throws
 * `not_found` and `conflict` for a disabled one.
 */
export async function testWebhook(ctx: Ctx, { webhookId }: WebhookIdInput): Promise<Delivery> {
  const deliveryId = await ctx.db.transaction(async (tx) => {
    const row = await lockWebhook(tx, ctx, webhookId);
    refuseDisabled(row);
    const entry = await recordChange(tx, ctx, { action: "webhook.tested", subject: webhookSubject(row) });
    const [queued] = await tx
      .select({ id: webhookDeliveries.id })
      .from(webhookDeliveries)
      .where(and(eq(webhookDeliveries.webhookId, row.id), eq(webhookDeliveries.eventId, entry.id)));
    if (queued !== undefined) return queued.id;
    const id = newId<DeliveryId>(entry.at.getTime());
    await tx.insert(webhookDeliveries).values({
      id,
      accountId: ctx.accountId,
      webhookId: row.id,
      eventId: entry.id,
      type: entry.action,
      data: eventData(entry),
      occurredAt: entry.at,
      createdAt: entry.at,
    });
    return id;
  });
  return getDelivery(ctx, { webhookId, deliveryId });
}
