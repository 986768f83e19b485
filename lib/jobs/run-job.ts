import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Json } from "@/db/schema/audit";

/** Work that runs on a clock, once however many instances there are. */
export type Job = {
  name: string;
  /** From the end of one run to the beginning of the next, in milliseconds. */
  everyMs: number;
  /** For how long the instance that runs it has the right to; longer than any run takes. */
  leaseMs: number;
  /**
   * Does what is due. `place` is what the run before returned, null at first. A run that fails or is killed is repeated from
   * the same place, so it must do no harm twice.
   */
  run(place: Json | null, tell: TellOperator): Promise<Json | null>;
};

/** Notes for the operator what a run did, with the numbers of it. */
export type TellOperator = (message: string, facts: { [name: string]: number }) => void;

/**
 * Runs a job if it is due and no other instance has it, by the database's clock. Tells whether it ran. Throws what the run
 * threw, after noting it; the job is then due again after its usual time.
 */
export async function runJob(db: Database, job: Job, tell: TellOperator = () => {}): Promise<boolean> {
  const leased = await db.execute<{ place: Json | null; until: string }>(sql`
    insert into jobs (name, leased_until) values (${job.name}, now() + ${job.leaseMs} * interval '1 millisecond')
    on conflict (name) do update set leased_until = excluded.leased_until
    where jobs.next_run_at <= now() and coalesce(jobs.leased_until, '-infinity') <= now()
    returning place, leased_until::text as until`);
  const [lease] = leased;
  if (lease === undefined) return false;
  let outcome: { place: Json | null; error: string | null } = { place: lease.place, error: "did not finish" };
  try {
    outcome = { place: await job.run(lease.place, tell), error: null };
  } catch (error) {
    outcome.error = error instanceof Error ? error.message.slice(0, 500) : "failed";
    throw error;
  } finally {
    // Whoever outlived the lease leaves the row to the one that has it now.
    await db.execute(sql`
      update jobs set leased_until = null, next_run_at = now() + ${job.everyMs} * interval '1 millisecond',
        place = ${JSON.stringify(outcome.place)}::jsonb, last_error = ${outcome.error},
        last_finished_at = case when ${outcome.error}::text is null then now() else last_finished_at end
      where name = ${job.name} and leased_until::text = ${lease.until}`);
  }
  return true;
}
