import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { firstHourOf } from "./fold-day";

/** More zones than these are answered from hours: each of them costs a row per day and series. */
const MOST_ZONES = 8;

/**
 * Notes that an account's usage is looked at in a zone, so that its days are folded from the next run on. Does nothing before the
 * account's hours are folded, or when somebody is just folding.
 */
export async function noteZone(
  { db, accountId }: Pick<Ctx, "db" | "accountId">,
  zone: string,
): Promise<void> {
  const since = firstHourOf("day", sql.raw("hours.since"), zone);
  await db.execute(sql`
    insert into usage_rollup_spans (account_id, grain, zone, since, until)
    select ${accountId}, 'day', ${zone}, ${since}, ${since} from usage_rollup_spans hours
    where hours.account_id = ${accountId} and hours.grain = 'hour' and ${MOST_ZONES} > (
      select count(*) from usage_rollup_spans where account_id = ${accountId} and grain = 'day'
    )
    on conflict do nothing`);
  await db.execute(sql`
    update usage_rollup_spans set asked_at = now() where (account_id, grain, zone) in (
      select account_id, grain, zone from usage_rollup_spans
      where account_id = ${accountId} and grain = 'day' and zone = ${zone} and asked_at < now() - interval '1 day'
      for update skip locked
    )`);
}
