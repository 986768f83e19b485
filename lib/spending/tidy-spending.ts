import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";

/** After how many days the hours of a limit over thirty days, and what counted in periods that are over, are of no more use. */
const KEEP_DAYS = 35;

/** Removes what is left of spending limits that are gone, and hours that no limit over thirty days counts any more. */
export async function tidySpending(db: Database): Promise<void> {
  await db.execute(sql`
    delete from spending_reservations where ctid = any (array(
      select r.ctid from spending_reservations r
      where not exists (select from spending_limits l where l.id = r.limit_id) for update skip locked))`);
  await db.execute(sql`
    delete from spending_fences where ctid = any (array(
      select f.ctid from spending_fences f left join spending_limits l on l.id = f.limit_id
      where l.id is null or spending_period_end(l.period, l.zone, f.period_start) < now() - make_interval(days => ${KEEP_DAYS})
        or (l.period = 'rolling_30_days' and f.period_start < now() - make_interval(days => ${KEEP_DAYS}))
      for update of f skip locked))`);
  await db.execute(sql`
    delete from spending_balances where ctid = any (array(
      select b.ctid from spending_balances b left join spending_limits l on l.id = b.limit_id
      where l.id is null or (l.period = 'rolling_30_days' and b.period_start < now() - make_interval(days => ${KEEP_DAYS}))
      for update of b skip locked))`);
}
