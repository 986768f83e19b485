import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { webhookDeliveries, webhooks } from "@/db/schema/webhooks";
import { insertAlert } from "@/lib/alerts/insert-alert";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { WebhookId } from "@/lib/core/ids";
import { giveUpPending } from "./give-up-pending";
import { webhookFields, webhookSubject } from "./webhook-fields";

/** How the sameness of every alert begins that says a webhook was disabled. */
export function disabledSameness(webhookId: WebhookId): string {
  return `webhook.disabled:${webhookId}:`;
}

/** True when the webhook took another event since this moment: then it is the event that it does not like. */
export async function hasTakenSince(tx: Transaction, webhookId: WebhookId, since: Date): Promise<boolean> {
  const [taken] = await tx
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        sql`${webhookDeliveries.deliveredAt} >= ${since.toISOString()}::timestamptz`,
      ),
    )
    .limit(1);
  return taken !== undefined;
}

/** Disables a webhook whose receiver does not take events any more, and tells the account why. `why` is a sentence. */
export async function disableFailing(
  tx: Transaction,
  ctx: Ctx,
  webhookId: WebhookId,
  why: string,
): Promise<void> {
  const now = ctx.clock.now();
  const [row] = await tx
    .select()
    .from(webhooks)
    .where(and(eq(webhooks.id, webhookId), isNull(webhooks.disabledAt), isNull(webhooks.deletedAt)))
    .for("no key update");
  if (row === undefined) return;
  const changes = { disabledAt: now, disabledReason: why };
  await tx.update(webhooks).set(changes).where(eq(webhooks.id, webhookId));
  await giveUpPending(tx, webhookId, now, "The webhook was disabled.");
  const { host } = new URL(row.url);
  await insertAlert(tx, ctx, {
    type: "webhook.disabled",
    keyId: null,
    keyName: null,
    sameness: `${disabledSameness(webhookId)}${now.toISOString()}`,
    message: `The webhook to ${host} was disabled. ${why} Enable it in the settings once it works again.`,
    data: { webhookId },
  });
  await recordChange(tx, ctx, {
    action: "webhook.disabled",
    subject: webhookSubject(row),
    before: webhookFields(row),
    after: webhookFields({ ...row, ...changes }),
  });
}
