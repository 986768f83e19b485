import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { SpendingLimitId } from "@/lib/core/ids";

/**
 * Moves what is reserved of a locked limit to the days, weeks or months of its zone, which has just become another: so calls under way
 * still count. The id of a request says when it began. What is being settled right now is left to that.
 */
export async function moveReservations(tx: Transaction, limitId: SpendingLimitId): Promise<void> {
  await tx.execute(sql`
    with held as (
      select r.request_id, r.period_start, r.amount_nano_usd as amount,
        spending_period_start(l.period, l.zone,
          to_timestamp(('x' || lpad(left(replace(r.request_id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)) as wanted
      from spending_reservations r join spending_limits l on l.id = r.limit_id
      where r.limit_id = ${limitId}
      for update of r skip locked
    ), moved as (
      update spending_reservations r set period_start = held.wanted from held
      where r.limit_id = ${limitId} and r.request_id = held.request_id
    ), sums as (
      select period_start, sum(amount) as amount from (
        select period_start, -amount as amount from held union all select wanted, amount from held) both_ways
      group by 1 having sum(amount) <> 0
    )
    insert into spending_balances as balance (limit_id, period_start, reserved_nano_usd)
    select ${limitId}::uuid, period_start, amount from sums order by period_start
    on conflict (limit_id, period_start) do update set reserved_nano_usd = balance.reserved_nano_usd + excluded.reserved_nano_usd`);
}
