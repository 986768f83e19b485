import type { Transaction } from "@/db/client";
import { alerts } from "@/db/schema/alerts";
import type { Ctx } from "@/lib/context";
import { type AlertId, newId } from "@/lib/core/ids";
import type { NewAlert } from "./contract";

/**
 * Writes an alert in a transaction that writes its own entry to the trail, and tells whether it was new. Whoever comes second
 * with the same `sameness` waits for the first to commit. `isDismissed` keeps it out of what is open.
 */
export async function insertAlert(
  tx: Transaction,
  { accountId, clock }: Pick<Ctx, "accountId" | "clock">,
  { type, keyId, sameness, message, data }: NewAlert,
  { isDismissed = false } = {},
): Promise<boolean> {
  const createdAt = clock.now();
  const inserted = await tx
    .insert(alerts)
    .values({
      id: newId<AlertId>(createdAt.getTime()),
      accountId,
      type,
      keyId,
      sameness,
      message,
      data,
      createdAt,
      dismissedAt: isDismissed ? createdAt : null,
    })
    .onConflictDoNothing({ target: [alerts.accountId, alerts.sameness] })
    .returning({ id: alerts.id });
  return inserted.length > 0;
}
