import type { Sql } from "postgres";

const BATCH_ROWS = 5_000;

/**
 * Removes counters of which nothing counts any more, and instances that were gone for longer than any call takes. Tells how many
 * counters went. No call waits for it.
 */
export async function forgetCounters(sql: Sql): Promise<number> {
  await sql`delete from limit_instances where seen_at < now() - interval '2 hours'`;
  let gone = 0;
  for (;;) {
    const { count } = await sql`
      delete from limit_counters where counter in (
        select counter from limit_counters
        where expires_at < now() - interval '5 minutes' and not exists (
          select from jsonb_object_keys(running) as one (instance)
          join limit_instances on id = one.instance::uuid
        )
        limit ${BATCH_ROWS}
        for update skip locked
      )`;
    gone += count;
    if (count < BATCH_ROWS) return gone;
  }
}
