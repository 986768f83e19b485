import { eq } from "drizzle-orm";
import { webhooks } from "@/db/schema/webhooks";
import { closeAlerts } from "@/lib/alerts/close-alerts";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { WebhookIdInput } from "./contract";
import { disabledSameness } from "./disable-failing";
import { giveUpPending } from "./give-up-pending";
import { lockWebhook } from "./queries";
import { webhookFields, webhookSubject } from "./webhook-fields";

/** Deletes a webhook: no event that is noted later is sent to it, and what waits is given up. Throws `not_found`. */
export async function deleteWebhook(ctx: Ctx, { webhookId }: WebhookIdInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const now = ctx.clock.now();
    const row = await lockWebhook(tx, ctx, webhookId);
    await tx.update(webhooks).set({ deletedAt: now }).where(eq(webhooks.id, row.id));
    await giveUpPending(tx, row.id, now, "The webhook was deleted.");
    await closeAlerts(tx, ctx, { samenessStart: disabledSameness(row.id) });
    await recordChange(tx, ctx, {
      action: "webhook.deleted",
      subject: webhookSubject(row),
      before: webhookFields(row),
    });
  });
}
