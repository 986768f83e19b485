import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { SpendingLimitId } from "@/lib/core/ids";

/**
 * Takes back what a locked limit, which leaves out provider keys of the account from now on, counted for calls of unknown cost that
 * went to such a key alone. Where several models were asked, the log does not say whose keys all of them used: that stays.
 */
export async function dropOwnFences(tx: Transaction, limitId: SpendingLimitId): Promise<void> {
  await tx.execute(sql`
    with dropped as (
      delete from spending_fences f using spending_limits l, requests r
      where f.limit_id = ${limitId} and l.id = f.limit_id and r.id = f.request_id and r.account_id = l.account_id
        and r.own_provider_key and r.cost_nano_usd is null and jsonb_array_length(r.attempts) = 1
      returning f.period_start, f.amount_nano_usd as amount
    ), sums as (
      select period_start, sum(amount) as amount from dropped group by 1
    )
    update spending_balances b set fenced_nano_usd = b.fenced_nano_usd - sums.amount
    from sums where b.limit_id = ${limitId} and b.period_start = sums.period_start`);
}
