import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { SpendingLimitId } from "@/lib/core/ids";

/** What a balance has beside its costs: the rows that it is made of. */
const PARTS = [
  { rows: "spending_reservations", column: "reserved_nano_usd" },
  { rows: "spending_fences", column: "fenced_nano_usd" },
] as const;

/**
 * Moves what is reserved of a locked limit, and what counts for calls of unknown cost, to the days, weeks or months of its zone, which
 * has just become another: so they still count. The id of a request says when it began. What is being settled right now is left to that.
 */
export async function moveReservations(tx: Transaction, limitId: SpendingLimitId): Promise<void> {
  for (const part of PARTS) await tx.execute(move(limitId, part));
}

function move(limitId: SpendingLimitId, part: (typeof PARTS)[number]): SQL {
  const [rows, column] = [sql.raw(part.rows), sql.raw(part.column)];
  return sql`
    with held as (
      select r.request_id, r.period_start, r.amount_nano_usd as amount,
        spending_period_start(l.period, l.zone,
          to_timestamp(('x' || lpad(left(replace(r.request_id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)) as wanted
      from ${rows} r join spending_limits l on l.id = r.limit_id
      where r.limit_id = ${limitId}
      for update of r skip locked
    ), moved as (
      update ${rows} r set period_start = held.wanted from held
      where r.limit_id = ${limitId} and r.request_id = held.request_id
    ), sums as (
      select period_start, sum(amount) as amount from (
        select period_start, -amount as amount from held union all select wanted, amount from held) both_ways
      group by 1 having sum(amount) <> 0
    )
    insert into spending_balances as balance (limit_id, period_start, ${column})
    select ${limitId}::uuid, period_start, amount from sums order by period_start
    on conflict (limit_id, period_start) do update set ${column} = balance.${column} + excluded.${column}`;
}
