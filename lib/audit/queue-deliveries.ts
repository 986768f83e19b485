import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { Json } from "@/db/schema/audit";
import { webhookDeliveries, webhooks } from "@/db/schema/webhooks";
import { type DeliveryId, newId } from "@/lib/core/ids";
import type { AuditContent } from "./entry-hash";
import { matchesEvent } from "./matches-event";

/** Writes a delivery for each of the account's webhooks that listens to this kind of event. */
export async function queueDeliveries(tx: Transaction, entry: AuditContent): Promise<void> {
  const { accountId } = entry;
  const listeners = await tx
    .select({ id: webhooks.id, events: webhooks.events })
    .from(webhooks)
    .where(and(eq(webhooks.accountId, accountId), isNull(webhooks.disabledAt), isNull(webhooks.deletedAt)));
  const told = listeners.filter(({ events }) =>
    events.some((pattern) => matchesEvent(pattern, entry.action)),
  );
  if (told.length === 0) return;
  await tx.insert(webhookDeliveries).values(
    told.map(({ id }) => ({
      id: newId<DeliveryId>(entry.at.getTime()),
      accountId,
      webhookId: id,
      eventId: entry.id,
      type: entry.action,
      data: eventData(entry),
      occurredAt: entry.at,
      createdAt: entry.at,
    })),
  );
}

/** The `data` of an event: what changed, on what, by whom. As thin as the entry; never a secret. */
export function eventData(entry: AuditContent): { [name: string]: Json } {
  return {
    [entry.subjectKind]: { id: entry.subjectId, name: entry.subjectName },
    actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
    before: entry.before,
    after: entry.after,
    auditSequence: entry.sequence,
  };
}
