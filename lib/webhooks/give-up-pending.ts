import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { webhookDeliveries } from "@/db/schema/webhooks";
import type { WebhookId } from "@/lib/core/ids";

/** Nothing waits for a webhook that is disabled or deleted; what waited can be sent again from the delivery log. */
export async function giveUpPending(
  tx: Transaction,
  webhookId: WebhookId,
  at: Date,
  why: string,
): Promise<void> {
  const attempt = { at: at.toISOString(), status: null, latencyMs: 0, error: why };
  await tx
    .update(webhookDeliveries)
    .set({
      state: "failed",
      nextAttemptAt: null,
      attempts: sql`${webhookDeliveries.attempts} || ${JSON.stringify([attempt])}::jsonb`,
    })
    .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.state, "pending")));
}
