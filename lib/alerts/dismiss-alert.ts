import { and, eq, isNull } from "drizzle-orm";
import { alerts } from "@/db/schema/alerts";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { type AlertId, isUuid } from "@/lib/core/ids";
import { ALERT_TYPES, type Alert, type AlertIdInput, type AlertType } from "./contract";
import { alertNotFound, getAlert } from "./queries";

/** Notes that an alert was seen. One that is dismissed already keeps its first moment. Throws `not_found`. */
export async function dismissAlert(ctx: Ctx, { alertId }: AlertIdInput): Promise<Alert> {
  if (!isUuid(alertId)) throw alertNotFound();
  const isOwn = and(eq(alerts.accountId, ctx.accountId), eq(alerts.id, alertId as AlertId));
  await ctx.db.transaction(async (tx) => {
    const [dismissed] = await tx
      .update(alerts)
      .set({ dismissedAt: ctx.clock.now() })
      .where(and(isOwn, isNull(alerts.dismissedAt)))
      .returning();
    if (dismissed === undefined) return;
    const { id, type, keyId, message } = dismissed;
    const heading = Object.hasOwn(ALERT_TYPES, type) ? ALERT_TYPES[type as AlertType] : type;
    const subject = { kind: "alert", id, name: heading } as const;
    await recordChange(tx, ctx, { action: "alert.dismissed", subject, after: { type, keyId, message } });
  });
  return getAlert(ctx, alertId);
}
