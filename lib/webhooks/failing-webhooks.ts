import { and, eq, isNull, sql } from "drizzle-orm";
import { webhookDeliveries, webhooks } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/context";
import type { WebhookId } from "@/lib/core/ids";

/** The account's webhooks that are on and did not take the newest event that was sent to them. */
export async function failingWebhooks({
  db,
  accountId,
}: Pick<Ctx, "db" | "accountId">): Promise<Set<WebhookId>> {
  const newest = sql`(
    select ${webhookDeliveries.state} from ${webhookDeliveries}
    where ${webhookDeliveries.accountId} = ${webhooks.accountId} and ${webhookDeliveries.webhookId} = ${webhooks.id}
      and ${webhookDeliveries.attemptCount} > 0
    order by ${webhookDeliveries.id} desc limit 1)`;
  const rows = await db
    .select({ id: webhooks.id })
    .from(webhooks)
    .where(
      and(
        eq(webhooks.accountId, accountId),
        isNull(webhooks.deletedAt),
        isNull(webhooks.disabledAt),
        sql`${newest} <> 'delivered'`,
      ),
    );
  return new Set(rows.map(({ id }) => id));
}
