import { and, eq, isNull } from "drizzle-orm";
import { alerts } from "@/db/schema/alerts";
import type { Ctx } from "@/lib/context";
import { type AlertId, isUuid } from "@/lib/core/ids";
import type { Alert, AlertIdInput } from "./contract";
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
