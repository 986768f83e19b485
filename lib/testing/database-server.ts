import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { startEmbeddedPostgres } from "@/db/embedded";
import { migrate } from "@/db/migrate";

/** A Postgres for one run of tests, with one migrated database that every test file clones. */
export type DatabaseServer = {
  /** Address of the maintenance database, with the right to create others. */
  adminUrl: string;
  /** Name of the migrated database to clone. */
  template: string;
  /** Drops what the run created and stops the server when it was ours. */
  stop(): Promise<void>;
};

/** Uses the server named by TEST_DATABASE_URL (Postgres 15 or newer), else starts a throw-away one. */
export async function startDatabaseServer(): Promise<DatabaseServer> {
  const server = await openServer();
  const template = `layer_test_${randomBytes(4).toString("hex")}`;
  try {
    await admin(server.url, (sql) => sql.unsafe(`create database ${template}`));
    await migrate(databaseUrl(server.url, template));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    adminUrl: server.url,
    template,
    stop: async () => {
      await dropDatabases(server.url, template);
      await server.stop();
    },
  };
}

/** A fresh copy of the migrated database; about a third of a second. Returns its address. */
export async function cloneDatabase(server: Pick<DatabaseServer, "adminUrl" | "template">): Promise<string> {
  const name = `${server.template}_${randomBytes(6).toString("hex")}`;
  await admin(server.adminUrl, (sql) =>
    sql.unsafe(`create database ${name} template ${server.template} strategy file_copy`),
  );
  return databaseUrl(server.adminUrl, name);
}

/** Drops one clone, ending whoever is still connected to it. */
export async function dropDatabase(adminUrl: string, url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await admin(adminUrl, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
}

/** The same server with another database name. */
function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

async function openServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given !== undefined && given !== "") return { url: given, stop: async () => {} };
  return await startEmbeddedPostgres({ throwaway: true, maxConnections: 200 });
}

async function dropDatabases(adminUrl: string, prefix: string): Promise<void> {
  await admin(adminUrl, async (sql) => {
    const rows = await sql<{ datname: string }[]>`
      select datname from pg_database where starts_with(datname, ${prefix})`;
    for (const { datname } of rows) await sql.unsafe(`drop database if exists ${datname} with (force)`);
  });
}

async function admin<T>(url: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
}
