import { and, eq, sql } from "drizzle-orm";
import type { Database, Transaction } from "@/db/client";
import { webhookDeliveries, webhooks } from "@/db/schema/webhooks";
import type { Ctx } from "@/lib/context";
import type { WebhookId } from "@/lib/core/ids";
import type { Clock } from "@/lib/core/time";
import { noteWebhookFailure } from "@/lib/metrics/webhook-failures";
import type { ClaimedDelivery } from "./claim-deliveries";
import { disableFailing, hasTakenSince } from "./disable-failing";
import { retryDelay } from "./retry-delay";
import type { SendResult } from "./send-event";

export type AttemptOutcome = SendResult & { at: Date; latencyMs: number };

const GONE = 410;

/**
 * Writes what came of an attempt: delivered, tried again later, or given up. A receiver that is gone (410), and one that has not
 * taken any event for as long as one was tried, gets its webhook disabled. Nothing is written for what another instance tried
 * meanwhile.
 */
export async function noteAttempt(
  db: Database,
  clock: Clock,
  delivery: ClaimedDelivery,
  outcome: AttemptOutcome,
): Promise<void> {
  const { accountId, webhookId, createdAt } = delivery;
  const ctx: Ctx = { db, clock, accountId, actor: { kind: "system", name: "Webhooks" } };
  const delayMs = outcome.status === GONE ? null : retryDelay(delivery.attemptCount + 1, Math.random());
  const isTaken = outcome.error === null;
  await db.transaction(async (tx) => {
    // The webhook before its deliveries, as everybody locks who disables one.
    if (!isTaken && delayMs === null) await lockRow(tx, webhookId);
    const noted = await write(tx, delivery, outcome, isTaken ? null : delayMs);
    if (noted && !isTaken) noteWebhookFailure();
    if (!noted || isTaken || delayMs !== null) return;
    if (outcome.status === GONE) {
      return disableFailing(tx, ctx, webhookId, "The receiver answered 410: it is gone.");
    }
    if (await hasTakenSince(tx, webhookId, createdAt)) return;
    const why = `Every attempt to deliver an event failed, the last one with: ${outcome.error}`;
    await disableFailing(tx, ctx, webhookId, why);
  });
}

async function lockRow(tx: Transaction, webhookId: WebhookId): Promise<void> {
  await tx.select({ id: webhooks.id }).from(webhooks).where(eq(webhooks.id, webhookId)).for("no key update");
}

async function write(
  tx: Transaction,
  { id, attemptCount }: ClaimedDelivery,
  { at, status, latencyMs, error }: AttemptOutcome,
  delayMs: number | null,
): Promise<boolean> {
  const attempt = { at: at.toISOString(), status, latencyMs, error };
  const isTaken = error === null;
  const written = await tx
    .update(webhookDeliveries)
    .set({
      state: isTaken ? "delivered" : delayMs === null ? "failed" : "pending",
      attempts: sql`${webhookDeliveries.attempts} || ${JSON.stringify([attempt])}::jsonb`,
      attemptCount: attemptCount + 1,
      nextAttemptAt: delayMs === null ? null : sql`now() + ${`${delayMs} milliseconds`}::interval`,
      deliveredAt: isTaken ? sql`now()` : null,
    })
    .where(
      and(
        eq(webhookDeliveries.id, id),
        eq(webhookDeliveries.state, "pending"),
        eq(webhookDeliveries.attemptCount, attemptCount),
      ),
    )
    .returning({ id: webhookDeliveries.id });
  return written.length > 0;
}
