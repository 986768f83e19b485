import { readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import postgres from "postgres";
import { type Layout, ROLE, readPassword } from "./cluster";

/** What Postgres says about itself in postmaster.pid. */
export type Postmaster = { pid: number; port: number };

/** The server that has this cluster open; null when none has, whatever a killed one left behind. */
export function findPostmaster(layout: Layout): Postmaster | null {
  try {
    const lines = readFileSync(join(layout.data, "postmaster.pid"), "utf8").split("\n");
    const found = { pid: Number(lines[0]), port: Number(lines[3]) };
    return Number.isInteger(found.pid) && isAlive(found.pid) ? found : null;
  } catch {
    return null;
  }
}

/**
 * Clears the way when a process has the number in postmaster.pid but no guardian answers for it: a Postgres whose
 * guardian was killed is shut down (it has proven that it is ours by taking our password and naming our folder);
 * a stranger that got a dead server's number is left alone, and only the stale file goes.
 */
export async function clearOrphan(layout: Layout, orphan: Postmaster): Promise<void> {
  if (!(await answers(orphan.port))) {
    // Postgres listens before it does anything else, and checks its shared memory itself before it starts.
    rmSync(join(layout.data, "postmaster.pid"), { force: true });
    return;
  }
  if (await isOurs(layout, orphan.port)) process.kill(orphan.pid, "SIGINT");
}

/** Address of a database of the embedded server. */
export function urlOf(layout: Layout, port: number, database: string): string {
  return `postgres://${ROLE}:${readPassword(layout)}@127.0.0.1:${port}/${database}`;
}

/** Creates the database `layer` when it is not there. */
export async function createDatabase(layout: Layout, port: number): Promise<void> {
  const sql = postgres(urlOf(layout, port, "postgres"), { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${ROLE}`;
    if (found.length === 0) await sql.unsafe(`create database ${ROLE}`);
  } catch (error) {
    // Two launchers at once: the other one created it (duplicate_database, unique_violation).
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await sql.end();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: 2_000 });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}

async function isOurs(layout: Layout, port: number): Promise<boolean> {
  const sql = postgres(urlOf(layout, port, "postgres"), { max: 1, connect_timeout: 3, onnotice: () => {} });
  try {
    const rows = await sql<{ data_directory: string }[]>`show data_directory`;
    return rows[0]?.data_directory === layout.data;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
