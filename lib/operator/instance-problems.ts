import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Sql } from "postgres";
import { isOutage } from "@/db/outage";
import { projectRoot } from "@/db/project-root";

export type InstanceProblem = { check: "database" | "migrations" | "jobs"; message: string };

const LATE_MINUTES = 5;
/** Postgres' code for a table that is not there. */
const UNDEFINED_TABLE = "42P01";

let newest: string | undefined;

/**
 * What keeps an instance from doing its work, by what the ledger says: migrations that this version needs and jobs of those
 * names that are overdue by five minutes. An outage is a problem, too; throws anything else.
 */
export async function instanceProblems(sql: Sql, jobNames: readonly string[]): Promise<InstanceProblem[]> {
  newest ??= newestMigration();
  try {
    const [found] = await sql<{ migrated: boolean; late: string[] | null }[]>`
      select coalesce((select max(created_at) from drizzle.__drizzle_migrations), 0) >= ${newest}::bigint as migrated,
        (select array_agg(name order by name) from jobs
          where name = any(${[...jobNames]}) and coalesce(leased_until, '-infinity') <= now()
            and greatest(next_run_at, leased_until) < now() - ${LATE_MINUTES} * interval '1 minute') as late`;
    const problems: InstanceProblem[] = found?.migrated === true ? [] : [BEHIND];
    const { late } = found ?? { late: null };
    if (late === null) return problems;
    const message = `Work on a clock is more than ${LATE_MINUTES} minutes behind: ${late.join(", ")}.`;
    return [...problems, { check: "jobs", message }];
  } catch (error) {
    if (isOutage(error)) return [{ check: "database", message: "The database cannot be reached." }];
    if ((error as { code?: string }).code === UNDEFINED_TABLE) return [BEHIND];
    throw error;
  }
}

const BEHIND: InstanceProblem = {
  check: "migrations",
  message: "The database lacks migrations of this version.",
};

/** When the last migration of this version was made, in Unix milliseconds: drizzle notes the same in the database. */
function newestMigration(): string {
  const file = join(projectRoot(), "drizzle", "meta", "_journal.json");
  const { entries }: { entries: Array<{ when: number }> } = JSON.parse(readFileSync(file, "utf8"));
  return String(Math.max(...entries.map(({ when }) => when)));
}
