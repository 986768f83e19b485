import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { spendingAlerts } from "@/db/schema/spending-alerts";
import { closeAlerts } from "@/lib/alerts/close-alerts";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import { limitFacts, limitSameness } from "./limit-alert";
import { isHeldByAnother } from "./tell-reached";
import {
  CALL_REFUSED,
  type ToldOfLimit,
  USED_UP,
  type WatchedHolder,
  type WatchedLimit,
} from "./watched-limit";

type Over = { holder: WatchedHolder; limit: WatchedLimit | null; told: ToldOfLimit; stays: boolean };

/**
 * Ends what was told of a limit: its alert needs no attention any more, and it can be told of again. That calls are refused no more is
 * an event of its own, and for a gate that no other limit holds another. Returns false when somebody else was first.
 */
export async function tellOver(ctx: Ctx, over: Over): Promise<boolean> {
  const { holder, limit, told } = over;
  // Before everything else and for itself: those who count spending never wait for the trail of an account.
  if (isOfRefusals(over)) await forgetRefusals(ctx, over);
  return ctx.db.transaction(async (tx) => {
    if (!(await end(tx, over))) return false;
    await closeAlerts(tx, ctx, { samenessStart: limitSameness(holder, told.percent) });
    if (!told.isSuspended) return true;
    const { scope, holderId, limitId } = holder;
    const isFree = scope === "gate" && limit !== null && !(await isHeldByAnother(tx, limitId, holderId));
    const subject = { kind: scope, id: holderId, name: holder.holderName };
    const after = limit === null ? { limitId, isRemoved: true } : limitFacts(holder, limit);
    await recordChange(tx, ctx, { action: "spend.reset", subject, after });
    if (isFree) await recordChange(tx, ctx, { action: "gate.resumed", subject, after });
    return true;
  });
}

function isOfRefusals({ limit, told }: Over): boolean {
  if (told.percent !== USED_UP && told.percent !== CALL_REFUSED) return false;
  return limit?.refusedAt !== null && limit?.periodStart.getTime() === told.periodStart.getTime();
}

async function end(tx: Transaction, { holder, told, stays }: Over): Promise<boolean> {
  const own = and(
    eq(spendingAlerts.limitId, holder.limitId),
    eq(spendingAlerts.percent, told.percent),
    eq(spendingAlerts.raisedAt, told.raisedAt),
    eq(spendingAlerts.isSuspended, told.isSuspended),
  );
  const ended = stays
    ? await tx.update(spendingAlerts).set({ isSuspended: false }).where(own).returning()
    : await tx.delete(spendingAlerts).where(own).returning();
  return ended.length > 0;
}

/** A limit notes only the first call that it refused; once there is room again, the next one is the first. */
async function forgetRefusals({ db }: Ctx, { holder, limit }: Over): Promise<void> {
  const upTo: SQL = sql`${limit?.refusedAt?.toISOString()}::timestamptz`;
  await db.execute(sql`
    with noted as (
      select limit_id, period_start from spending_balances
      where limit_id = ${holder.limitId} and refused_at <= ${upTo}
      order by period_start for update
    )
    update spending_balances b set refused_at = null from noted
    where b.limit_id = noted.limit_id and b.period_start = noted.period_start`);
}
