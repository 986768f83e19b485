import type { TestProject } from "vitest/node";
import { type DatabaseServer, startDatabaseServer } from "./database-server";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: Pick<DatabaseServer, "adminUrl" | "template">;
  }
}

/** Starts one Postgres for the whole run and stops it afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startDatabaseServer();
  project.provide("databaseServer", { adminUrl: server.adminUrl, template: server.template });
  return () => server.stop();
}
