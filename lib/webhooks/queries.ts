import { and, asc, desc, eq, isNull, lt, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { webhookDeliveries, webhooks } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { type DeliveryId, isUuid, type WebhookId } from "@/lib/core/ids";
import type { Delivery, DeliveryListQuery, Webhook } from "./contract";

type Reader = Pick<Ctx, "accountId" | "clock"> & { db: Pick<Transaction, "select"> };
type Row = typeof webhooks.$inferSelect;

/** The account's webhooks, the oldest first. There are at most `WEBHOOKS_MAX`. */
export async function listWebhooks(ctx: Reader): Promise<Webhook[]> {
  const rows = await ctx.db.select().from(webhooks).where(living(ctx)).orderBy(asc(webhooks.id));
  return rows.map((row) => shown(row, ctx.clock.now()));
}

/** A webhook of the account. Throws `not_found`, the same for another account's id as for none. */
export async function getWebhook(ctx: Reader, webhookId: string): Promise<Webhook> {
  if (!isUuid(webhookId)) throw webhookNotFound();
  const [row] = await ctx.db
    .select()
    .from(webhooks)
    .where(and(living(ctx), eq(webhooks.id, webhookId as WebhookId)));
  if (row === undefined) throw webhookNotFound();
  return shown(row, ctx.clock.now());
}

/**
 * The row of a webhook, locked until the commit. Throws `not_found`. Its key stays free, as everywhere in this room: a delivery that is
 * queued refers to it, by somebody who holds the end of the trail that whoever locks here will wait for.
 */
export async function lockWebhook(tx: Transaction, ctx: Ctx, webhookId: string): Promise<Row> {
  if (!isUuid(webhookId)) throw webhookNotFound();
  const [row] = await tx
    .select()
    .from(webhooks)
    .where(and(living(ctx), eq(webhooks.id, webhookId as WebhookId)))
    .for("no key update");
  if (row === undefined) throw webhookNotFound();
  return row;
}

/** Deliveries of a webhook, newest first, one page by keyset. Throws `not_found`. */
export async function listDeliveries(
  ctx: Reader,
  { webhookId, after, limit }: DeliveryListQuery,
): Promise<{ items: Delivery[]; hasMore: boolean }> {
  const webhook = await getWebhook(ctx, webhookId);
  if (after !== undefined && !isUuid(after)) return { items: [], hasMore: false };
  const rows = await ctx.db
    .select(deliveryColumns)
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.accountId, ctx.accountId),
        eq(webhookDeliveries.webhookId, webhook.id),
        after === undefined ? undefined : lt(webhookDeliveries.id, after as DeliveryId),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit + 1);
  return { items: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** One delivery of a webhook. Throws `not_found`. */
export async function getDelivery(
  ctx: Reader,
  { webhookId, deliveryId }: { webhookId: string; deliveryId: string },
): Promise<Delivery> {
  const webhook = await getWebhook(ctx, webhookId);
  const [row] = isUuid(deliveryId)
    ? await ctx.db
        .select(deliveryColumns)
        .from(webhookDeliveries)
        .where(
          and(
            eq(webhookDeliveries.accountId, ctx.accountId),
            eq(webhookDeliveries.webhookId, webhook.id),
            eq(webhookDeliveries.id, deliveryId as DeliveryId),
          ),
        )
    : [];
  if (row === undefined) throw new AppError("not_found", "This webhook has no delivery with this id.");
  return row;
}

/** A row as its account sees it; a secret that no longer signs is not mentioned. */
export function shown(row: Row, now: Date): Webhook {
  const { id, url, description, events, createdAt, disabledAt, disabledReason, previousSecretUntil } = row;
  const until = previousSecretUntil !== null && previousSecretUntil > now ? previousSecretUntil : null;
  return { id, url, description, events, createdAt, disabledAt, disabledReason, previousSecretUntil: until };
}

/** The answer to every id that is not a webhook of the account. */
export function webhookNotFound(): AppError {
  return new AppError("not_found", "There is no webhook with this id in your account.");
}

function living({ accountId }: Pick<Ctx, "accountId">) {
  return and(eq(webhooks.accountId, accountId), isNull(webhooks.deletedAt));
}

const deliveryColumns = {
  id: webhookDeliveries.id,
  eventId: webhookDeliveries.eventId,
  type: webhookDeliveries.type,
  data: webhookDeliveries.data,
  occurredAt: webhookDeliveries.occurredAt,
  state: webhookDeliveries.state,
  attempts: webhookDeliveries.attempts,
  attemptCount: webhookDeliveries.attemptCount,
  nextAttemptAt: webhookDeliveries.nextAttemptAt,
  deliveredAt: webhookDeliveries.deliveredAt,
  createdAt: webhookDeliveries.createdAt,
};

/** How many webhooks the account has. */
export async function countWebhooks(ctx: Reader): Promise<number> {
  const [row] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(webhooks).where(living(ctx));
  return row?.count ?? 0;
}
