import { webhookDeliveries } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/context";
import { type DeliveryId, newId } from "@/lib/core/ids";
import type { Delivery, ResendDeliveryInput } from "./contract";
import { getDelivery, lockWebhook } from "./queries";
import { refuseDisabled } from "./refuse-disabled";

/**
 * Sends an event again, as a delivery of its own with the same event id, by which a receiver knows a repetition. Throws
 * `not_found` and `conflict` for a disabled webhook.
 */
export async function resendDelivery(ctx: Ctx, input: ResendDeliveryInput): Promise<Delivery> {
  const { webhookId } = input;
  const { eventId, type, data, occurredAt } = await getDelivery(ctx, input);
  const now = ctx.clock.now();
  const deliveryId = newId<DeliveryId>(now.getTime());
  await ctx.db.transaction(async (tx) => {
    const row = await lockWebhook(tx, ctx, webhookId);
    refuseDisabled(row);
    await tx.insert(webhookDeliveries).values({
      id: deliveryId,
      accountId: ctx.accountId,
      webhookId: row.id,
      eventId,
      type,
      data,
      occurredAt,
      createdAt: now,
    });
  });
  return getDelivery(ctx, { webhookId, deliveryId });
}
