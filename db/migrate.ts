import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { currentPartitions, ensurePartitions, SHAPE_LOCK } from "./partitions";
import { projectRoot } from "./project-root";

/**
 * Brings the database to the shape this version needs: migrations, then the partitions around `now`. Runs under an
 * advisory lock of one session, so that several instances may start at once; a killed one frees the lock.
 */
export async function migrate(url: string, now: Date = new Date()): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    connection: { application_name: "layer-migrate" },
  });
  try {
    await sql`select pg_advisory_lock(${SHAPE_LOCK})`;
    await applyMigrations(drizzle(sql), { migrationsFolder: join(projectRoot(), "drizzle") });
    await ensurePartitions(sql, currentPartitions(now));
  } finally {
    // The lock ends with its session.
    await sql.end({ timeout: 5 });
  }
}
