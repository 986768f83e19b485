import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/db/client";
import type { AccountId } from "@/lib/core/ids";
import {
  CLASS_COLUMNS,
  CLASS_LIST,
  DIMENSION_LIST,
  GROUPED_MASK,
  groupingSets,
  MEASURE_LIST,
  MEASURE_SUMS,
  replacing,
} from "./fold-columns";
import { DAY_MASKS, TIMED_MASKS } from "./masks";

const classSums = sql.raw(CLASS_COLUMNS.map(({ column }) => `sum(${column}) as ${column}`).join(", "));
const noClasses = sql.raw(CLASS_COLUMNS.map(() => "null::bigint").join(", "));

/** The first whole UTC hour of the calendar day, week or month that an hour belongs to: an hour counts where it begins. */
export function firstHourOf(unit: "day" | "week" | "month", hour: SQL, zone: string): SQL {
  return sql`date_trunc('hour', date_trunc(${unit}, ${hour}, ${zone}) + interval '59 minutes 59 seconds', 'UTC')`;
}

/**
 * Folds a calendar day of a zone anew, all of whose hours are folded: a day begins with the first whole UTC hour in it. By single
 * dimensions and with times from the folded hours, by several from the hourly sums.
 */
export async function foldDay(tx: Transaction, accountId: AccountId, zone: string, day: Date): Promise<void> {
  await tx.execute(sql`
    with hours as materialized (
      select day, hour from (select ${day.toISOString()}::timestamptz as day) given
      cross join lateral generate_series(day, day + interval '26 hours', interval '1 hour') hour
      where ${firstHourOf("day", sql.raw("hour"), zone)} = day
    ), folded as (
      select r.mask, hours.day, ${DIMENSION_LIST}, ${MEASURE_SUMS}, ${classSums}
      from usage_rollups r join hours on hours.hour = r.start
      where r.account_id = ${accountId} and r.grain = 'hour' and r.zone = 'UTC' and r.mask in ${[...TIMED_MASKS]}
        and r.start = any(array(select hour from hours))
      group by r.mask, hours.day, ${DIMENSION_LIST}
      union all
      select ${GROUPED_MASK}, day, ${DIMENSION_LIST}, ${MEASURE_SUMS}, ${noClasses}
      from usage_hourly join hours using (hour)
      where account_id = ${accountId} and hour = any(array(select hour from hours))
      group by ${groupingSets(DAY_MASKS, "day")}
    )
    insert into usage_rollups (account_id, grain, zone, mask, start, ${DIMENSION_LIST}, ${MEASURE_LIST}, ${CLASS_LIST})
    select ${accountId}, 'day', ${zone}, mask, day, ${DIMENSION_LIST}, ${MEASURE_LIST}, ${CLASS_LIST} from folded
    on conflict on constraint usage_rollups_cell do update set ${replacing((column) => `excluded.${column}`)}`);
}
