import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { alerts } from "@/db/schema/alerts";
import type { Ctx } from "@/lib/context";
import type { KeyId } from "@/lib/core/ids";
import type { AlertType } from "./contract";

/** Takes what is open about a key out of sight, all of one type, in a transaction that says why in the trail. */
export async function dismissKeyAlerts(
  tx: Transaction,
  { accountId, clock }: Pick<Ctx, "accountId" | "clock">,
  { keyId, type }: { keyId: KeyId; type: AlertType },
): Promise<void> {
  await tx
    .update(alerts)
    .set({ dismissedAt: clock.now() })
    .where(
      and(
        eq(alerts.accountId, accountId),
        eq(alerts.keyId, keyId),
        eq(alerts.type, type),
        isNull(alerts.dismissedAt),
      ),
    );
}
