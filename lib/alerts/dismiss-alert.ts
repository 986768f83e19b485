import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { alerts } from "@/db/schema/alerts";
import type { Ctx } from "@/lib/context";
import { type AlertId, isUuid, type KeyId } from "@/lib/core/ids";
import type { Alert, AlertIdInput, AlertType } from "./contract";
import { alertNotFound, getAlert } from "./queries";

/** Notes that an alert was seen. One that is dismissed already keeps its first moment. Throws `not_found`. */
export async function dismissAlert(ctx: Ctx, { alertId }: AlertIdInput): Promise<Alert> {
  if (!isUuid(alertId)) throw alertNotFound();
  await ctx.db
    .update(alerts)
    .set({ dismissedAt: ctx.clock.now() })
    .where(
      and(eq(alerts.accountId, ctx.accountId), eq(alerts.id, alertId as AlertId), isNull(alerts.dismissedAt)),
    );
  return getAlert(ctx, alertId);
}

/** Closes the open alerts of these types of a key, because what they said is over or said anew. */
export async function dismissAlertsOf(
  tx: Transaction,
  { accountId, clock }: Pick<Ctx, "accountId" | "clock">,
  keyId: KeyId,
  types: AlertType[],
): Promise<void> {
  await tx
    .update(alerts)
    .set({ dismissedAt: clock.now() })
    .where(
      and(
        eq(alerts.accountId, accountId),
        eq(alerts.keyId, keyId),
        inArray(alerts.type, types),
        isNull(alerts.dismissedAt),
      ),
    );
}
