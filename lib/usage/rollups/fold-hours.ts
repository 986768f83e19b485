import { sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import { type AccountId, lowestIdAt } from "@/lib/core/ids";
import { HOUR_MS } from "@/lib/core/time";
import { timeClassSql } from "../explore/time-classes";
import {
  CLASS_COLUMNS,
  CLASS_LIST,
  DIMENSION_LIST,
  GROUPED_MASK,
  groupingSets,
  MEASURE_LIST,
  MEASURE_SUMS,
  moments,
  replacing,
} from "./fold-columns";
import { TIMED_MASKS } from "./masks";

const sets = (more: string) => groupingSets(TIMED_MASKS, more);
const cell = sql.raw("row(mask, hour, key_id, gate_id, provider, model, endpoint, status)::text as cell");
const pivot = sql.raw(
  CLASS_COLUMNS.map(
    ({ column, kind, at }) => `sum(n) filter (where kind = '${kind}' and class = ${at}) as ${column}`,
  ).join(", "),
);

/**
 * Folds hours of an account anew: what requests add up to comes from the hourly sums, how long they took from the log. Classes of
 * times only ever grow, since rows are never edited, so where the log has lost rows the counts from before stay.
 */
export async function foldHours(
  tx: Transaction,
  accountId: AccountId,
  hours: readonly Date[],
): Promise<void> {
  if (hours.length === 0) return;
  const within = hours.map((hour) => {
    const [from, to] = [lowestIdAt(hour.getTime()), lowestIdAt(hour.getTime() + HOUR_MS)];
    return sql`(id >= ${from} and id < ${to})`;
  });
  await tx.execute(sql`
    with logged as materialized (
      select date_trunc('hour', started_at, 'UTC') as hour, key_id, gate_id, provider, model_used as model, endpoint, status,
        ${timeClassSql(sql.raw("latency_ms"))} as latency, ${timeClassSql(sql.raw("first_token_ms"))} as first_token
      from requests where account_id = ${accountId} and (${sql.join(within, sql` or `)})
    ), timed as (
      select ${cell}, ${pivot} from (
        select ${GROUPED_MASK}, hour, ${DIMENSION_LIST}, 'latency' as kind, latency as class, count(*) as n
        from logged group by ${sets("hour, latency")}
        union all
        select ${GROUPED_MASK}, hour, ${DIMENSION_LIST}, 'first_token' as kind, first_token as class, count(*) as n
        from logged where first_token is not null group by ${sets("hour, first_token")}
      ) counted group by cell
    ), summed as (
      select ${cell}, summed.* from (
        select ${GROUPED_MASK}, hour, ${DIMENSION_LIST}, ${MEASURE_SUMS}
        from usage_hourly where account_id = ${accountId} and hour = any(${moments(hours)}) group by ${sets("hour")}
      ) summed
    )
    insert into usage_rollups (account_id, grain, zone, mask, start, ${DIMENSION_LIST}, ${MEASURE_LIST}, ${CLASS_LIST})
    select ${accountId}, 'hour', 'UTC', mask, hour, ${DIMENSION_LIST}, ${MEASURE_LIST}, ${CLASS_LIST}
    from summed left join timed using (cell)
    on conflict on constraint usage_rollups_cell do update set
      ${replacing((column) => `greatest(usage_rollups.${column}, excluded.${column})`)}`);
}
