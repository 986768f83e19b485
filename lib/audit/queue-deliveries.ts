import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { Json } from "@/db/schema/audit";
import { webhookDeliveries, webhooks } from "@/db/schema/webhooks";
import { type DeliveryId, newId } from "@/lib/core/ids";
import type { AuditContent } from "./entry-hash";
import { matchesEvent } from "./matches-event";

/** Rows per statement: a statement has an end to its parameters. */
const AT_ONCE = 1_000;

/** Writes a delivery of each entry for each of the account's webhooks that listens to its kind of event. */
export async function queueDeliveries(tx: Transaction, entries: AuditContent[]): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  const { accountId } = first;
  const listeners = await tx
    .select({ id: webhooks.id, events: webhooks.events })
    .from(webhooks)
    .where(and(eq(webhooks.accountId, accountId), isNull(webhooks.disabledAt), isNull(webhooks.deletedAt)));
  const rows = entries.flatMap((entry) =>
    listeners
      .filter(({ events }) => events.some((pattern) => matchesEvent(pattern, entry.action)))
      .map(({ id }) => ({
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
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    await tx.insert(webhookDeliveries).values(rows.slice(from, from + AT_ONCE));
  }
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
