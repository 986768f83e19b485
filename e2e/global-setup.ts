import { startDatabaseServer } from "@/lib/testing/database-server";
import { DATABASE_SERVER } from "./fixtures/database";

/** Starts one Postgres for the whole run; workers are told where it is and clone its migrated database. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startDatabaseServer();
  process.env[DATABASE_SERVER] = JSON.stringify({ adminUrl: server.adminUrl, template: server.template });
  return () => server.stop();
}
