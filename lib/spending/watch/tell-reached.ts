import { and, eq, ne, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { spendingAlerts } from "@/db/schema/spending-alerts";
import { insertAlert } from "@/lib/alerts/insert-alert";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { SpendingLimitId } from "@/lib/core/ids";
import { limitAlert } from "./limit-alert";
import { USED_UP, type WatchedHolder, type WatchedLimit } from "./watched-limit";

/**
 * Tells an account that a limit has reached a percentage, once for its period however many instances notice. A gate whose first limit
 * refuses calls is told as suspended too. Returns whether it was new.
 */
export async function tellReached(
  ctx: Ctx,
  holder: WatchedHolder,
  limit: WatchedLimit,
  percent: number,
): Promise<boolean> {
  const { limitId, accountId, scope, holderId, holderName } = holder;
  const raisedAt = ctx.clock.now();
  const isSuspended = limit.isBlocking && percent === USED_UP;
  const { periodStart, allowed: allowedNanoUsd } = limit;
  return ctx.db.transaction(async (tx) => {
    // Whoever comes second waits here for the first, and finds that it is said.
    const [told] = await tx
      .insert(spendingAlerts)
      .values({
        limitId,
        percent,
        accountId,
        scope,
        holderId,
        periodStart,
        allowedNanoUsd,
        isSuspended,
        raisedAt,
      })
      .onConflictDoUpdate({
        target: [spendingAlerts.limitId, spendingAlerts.percent],
        set: { periodStart, allowedNanoUsd, isSuspended, raisedAt },
        setWhere: sql`${spendingAlerts.periodStart} < excluded.period_start
          or (excluded.is_suspended and not ${spendingAlerts.isSuspended})`,
      })
      .returning({ limitId: spendingAlerts.limitId });
    if (told === undefined) return false;
    const alert = limitAlert(holder, limit, percent, raisedAt);
    await insertAlert(tx, ctx, alert);
    const isFirst = isSuspended && scope === "gate" && !(await isHeldByAnother(tx, limitId, holderId));
    const subject = { kind: scope, id: holderId, name: holderName };
    const after = { message: alert.message, ...alert.data };
    await recordChange(tx, ctx, { action: alert.type, subject, after });
    if (isFirst) await recordChange(tx, ctx, { action: "gate.suspended", subject, after });
    return true;
  });
}

/** Whether another limit of the same gate refuses its calls, as far as was told. */
export async function isHeldByAnother(
  tx: Transaction,
  limitId: SpendingLimitId,
  gateId: string,
): Promise<boolean> {
  const [other] = await tx
    .select({ limitId: spendingAlerts.limitId })
    .from(spendingAlerts)
    .where(
      and(
        eq(spendingAlerts.scope, "gate"),
        eq(spendingAlerts.holderId, gateId),
        eq(spendingAlerts.isSuspended, true),
        ne(spendingAlerts.limitId, limitId),
      ),
    )
    .limit(1);
  return other !== undefined;
}
