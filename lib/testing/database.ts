import type { Sql } from "postgres";
import { inject } from "vitest";
import { type Database, openLedger } from "@/db/client";
import { cloneDatabase, dropDatabase } from "./database-server";

type TestDatabase = { url: string; sql: Sql; db: Database; end(): Promise<void> };

/** A migrated Postgres database for one test file alone. Call `end()` in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("databaseServer");
  const url = await cloneDatabase(server);
  const { sql, db } = openLedger(url, { max: 10, applicationName: "layer-test" });
  const end = async () => {
    await sql.end({ timeout: 1 });
    await dropDatabase(server.adminUrl, url);
  };
  return { url, sql, db, end };
}
