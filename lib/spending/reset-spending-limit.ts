import { and, eq, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { spendingBalances, spendingLimits } from "@/db/schema/spending";
import { recordChange } from "@/lib/audit/record-change";
import type { Ctx } from "@/lib/context";
import type { SpendingLimitId } from "@/lib/core/ids";
import { usdDecimal } from "@/lib/core/money";
import type { SpendingLimit } from "./contract";
import { spendingSubject } from "./limit-fields";
import { lockLimit } from "./lock-limit";
import { getSpendingLimit } from "./queries";
import { squareSpending } from "./square-spending";

/**
 * Lets a limit begin anew within its period: from now on it counts what begins. What calls under way have reserved stays reserved until
 * they end. Throws `not_found`, and `scope_access` for a key with a scope.
 */
export async function resetSpendingLimit(ctx: Ctx, { limitId }: { limitId: string }): Promise<SpendingLimit> {
  const { id } = await ctx.db.transaction(async (tx) => {
    const before = await lockLimit(tx, ctx, { limitId });
    const own = eq(spendingLimits.id, before.id);
    const [begun] = await tx
      .update(spendingLimits)
      .set({ countsFrom: sql`clock_timestamp()`, updatedAt: sql`clock_timestamp()` })
      .where(own)
      .returning({ countsFrom: spendingLimits.countsFrom });
    await dropFences(tx, before.id);
    await tx
      .update(spendingBalances)
      .set({ spentNanoUsd: 0n, refusedAt: null })
      .where(
        and(
          eq(spendingBalances.limitId, before.id),
          sql`${spendingBalances.periodStart} >= (
            select spending_window_start(l.period, l.zone, statement_timestamp()) from spending_limits l where l.id = ${before.id})`,
        ),
      );
    await recordChange(tx, ctx, {
      action: "spending_limit.reset",
      subject: spendingSubject(before),
      before: { spentUsd: usdDecimal(before.now.spentNanoUsd + before.now.fencedNanoUsd), countsFrom: null },
      after: { spentUsd: "0", countsFrom: begun?.countsFrom },
    });
    return before;
  });
  // Requests that were written before anybody could see that it counts anew.
  await squareSpending(ctx.db, [id]);
  return getSpendingLimit(ctx, id);
}

/** Takes back what counts for calls of unknown cost. One whose cost is being booked right now is left to that. */
async function dropFences(tx: Transaction, limitId: SpendingLimitId): Promise<void> {
  await tx.execute(sql`
    with gone as (
      delete from spending_fences where ctid = any (array(
        select f.ctid from spending_fences f join spending_limits l on l.id = f.limit_id
        where f.limit_id = ${limitId} and f.period_start >= spending_window_start(l.period, l.zone, statement_timestamp())
        for update of f skip locked))
      returning period_start, amount_nano_usd
    ), sums as (
      select period_start, sum(amount_nano_usd) as amount from gone group by 1
    )
    update spending_balances b set fenced_nano_usd = b.fenced_nano_usd - sums.amount
    from sums where b.limit_id = ${limitId} and b.period_start = sums.period_start`);
}
