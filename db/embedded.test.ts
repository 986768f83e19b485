import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded";
import { projectRoot } from "./project-root";

const isRoot = process.getuid?.() === 0;
const folders: string[] = [];
const children: ChildProcess[] = [];
/** Making a cluster takes most of a test's time; what only starts and stops one uses this. */
const sharedFolder = newFolder();

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "layer-embedded-test-"));
  folders.push(folder);
  return folder;
}

async function query<T>(url: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 20, onnotice: () => {} });
  try {
    return await run(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Another process that starts (or joins) the database of a folder, prints its address and stays. */
async function launchElsewhere(
  dataDir: string,
  user: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {},
) {
  const program = `
    const { startEmbeddedPostgres } = await import("./db/embedded.ts");
    const { url } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, throwaway: true });
    console.log(url);
    setInterval(() => {}, 60_000);`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    cwd: projectRoot(),
    stdio: ["ignore", "pipe", "inherit"],
    ...user,
  });
  children.push(child);
  const ended = once(child, "close").then(([code]) => {
    throw new Error(`It ended with ${code} and printed no address.`);
  });
  const [line] = await Promise.race([once(child.stdout, "data"), ended]);
  ended.catch(() => {});
  return { child, url: String(line).trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

const guardianOf = (pg: EmbeddedPostgres): { pid: number; postmasterPid: number } =>
  JSON.parse(readFileSync(join(pg.dataDir, "guardian.json"), "utf8"));
const isServing = (url: string) =>
  query(url, (sql) => sql`select 1`).then(
    () => true,
    () => false,
  );
const hasPostmaster = (folder: string) => existsSync(join(folder, "data", "postmaster.pid"));

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("the embedded Postgres", () => {
  test("a throw-away cluster answers at its address alone and leaves nothing behind", async () => {
    const pg = await startEmbeddedPostgres({ throwaway: true, maxConnections: 20 });
    const [row] = await query(
      pg.url,
      (sql) => sql`
        select current_database() as name, current_setting('listen_addresses') as addresses,
          current_setting('max_connections') as connections, current_setting('unix_socket_directories') as sockets`,
    );
    expect(row).toEqual({ name: "layer", addresses: "127.0.0.1", connections: "20", sockets: "" });
    // Above lie the ports of outgoing connections, one of which could keep a stopped server from coming back.
    expect(Number(new URL(pg.url).port)).toBeLessThan(32_768);
    const stranger = new URL(pg.url);
    stranger.password = "guessed";
    await expect(query(stranger.toString(), (sql) => sql`select 1`)).rejects.toMatchObject({ code: "28P01" });
    await pg.stop();
    expect(existsSync(pg.dataDir)).toBe(false);
    expect(await isServing(pg.url)).toBe(false);
  });

  test("rows and the address survive a stop, and the password is for its owner alone", async () => {
    const dataDir = sharedFolder;
    const first = await startEmbeddedPostgres({ dataDir });
    await query(first.url, (sql) => sql`create table kept as select 1 as one`);
    expect(statSync(join(first.dataDir, "data", "layer-password")).mode & 0o777).toBe(0o600);
    await first.stop();
    expect(hasPostmaster(dataDir)).toBe(false);
    const second = await startEmbeddedPostgres({ dataDir });
    expect(second.url).toBe(first.url);
    expect(await query(second.url, (sql) => sql`select one from kept`)).toEqual([{ one: 1 }]);
    await second.stop();
  });

  test("a killed launcher takes Postgres with it, and a start right after finds every committed row", async () => {
    const dataDir = sharedFolder;
    const { child, url } = await launchElsewhere(dataDir);
    await query(url, (sql) => sql`create table many as select generate_series(1, 1000) as n`);
    await kill(child);
    const next = await startEmbeddedPostgres({ dataDir, throwaway: true });
    expect(await query(next.url, (sql) => sql`select count(*)::int as rows from many`)).toEqual([
      { rows: 1000 },
    ]);
    await next.stop();
    await expect.poll(() => hasPostmaster(dataDir)).toBe(false);
  });

  test("a launcher that joins a running server keeps it when the first one is killed", async () => {
    const dataDir = sharedFolder;
    const { child, url } = await launchElsewhere(dataDir);
    const joined = await startEmbeddedPostgres({ dataDir, throwaway: true });
    expect(joined.url).toBe(url);
    await kill(child);
    expect(await isServing(url)).toBe(true);
    await joined.stop();
    expect(await isServing(url)).toBe(false);
  });

  test("a launcher that leaves does not take the server from the others", async () => {
    const dataDir = sharedFolder;
    const first = await startEmbeddedPostgres({ dataDir, throwaway: true });
    const second = await startEmbeddedPostgres({ dataDir, throwaway: true });
    await first.stop();
    expect(await isServing(second.url)).toBe(true);
    await second.stop();
    expect(await isServing(second.url)).toBe(false);
  });

  test("two first starts at once end with one database", async () => {
    const dataDir = newFolder();
    const both = await Promise.all([launchElsewhere(dataDir), launchElsewhere(dataDir)]);
    expect(both[0].url).toBe(both[1].url);
    expect(await isServing(both[0].url)).toBe(true);
  });

  test("a Postgres that is killed under the app comes back at its address", async () => {
    const pg = await startEmbeddedPostgres({ throwaway: true });
    const before = guardianOf(pg).postmasterPid;
    process.kill(before, "SIGKILL");
    await expect.poll(() => isServing(pg.url), { interval: 100 }).toBe(true);
    await pg.stop();
    expect(await isServing(pg.url)).toBe(false);
  });

  test("a Postgres whose guardian was killed is found and replaced", async () => {
    const dataDir = sharedFolder;
    const orphaned = await startEmbeddedPostgres({ dataDir, throwaway: true });
    const { pid, postmasterPid } = guardianOf(orphaned);
    process.kill(pid, "SIGKILL");
    const next = await startEmbeddedPostgres({ dataDir, throwaway: true });
    expect(guardianOf(next).postmasterPid).not.toBe(postmasterPid);
    expect(await isServing(next.url)).toBe(true);
    await next.stop();
  });

  test("a number left behind that now belongs to a stranger does not block the start", async () => {
    const dataDir = sharedFolder;
    const first = await startEmbeddedPostgres({ dataDir, throwaway: true });
    await first.stop();
    const lines = [process.pid, join(dataDir, "data"), 1, 1, "", "127.0.0.1", "", "ready"];
    writeFileSync(join(dataDir, "data", "postmaster.pid"), `${lines.join("\n")}\n`);
    const next = await startEmbeddedPostgres({ dataDir, throwaway: true });
    expect(await isServing(next.url)).toBe(true);
    await next.stop();
  });

  test.runIf(isRoot)(
    "as root, a folder that the database's user cannot enter is named in one sentence",
    async () => {
      const closed = newFolder();
      await expect(startEmbeddedPostgres({ dataDir: join(closed, "postgres") })).rejects.toThrow(
        /cannot enter .*Set LAYER_DATA_DIR/,
      );
    },
  );

  test.runIf(isRoot && canNobodyRunNode())("an ordinary user starts it as itself", async () => {
    const parent = newFolder();
    const dataDir = join(parent, "postgres");
    mkdirSync(dataDir);
    spawnSync("chown", ["-R", "65534:65534", parent]);
    // Who runs the tests may have a folder for temporary files that nobody else can write to.
    const env = { ...process.env, TMPDIR: parent };
    const { url } = await launchElsewhere(dataDir, { uid: 65534, gid: 65534, env });
    expect(await isServing(url)).toBe(true);
    expect(statSync(join(dataDir, "data", "PG_VERSION")).uid).toBe(65534);
  });
});

function canNobodyRunNode(): boolean {
  const asNobody = { uid: 65534, gid: 65534, cwd: projectRoot() };
  return spawnSync(process.execPath, ["--import", "tsx", "-e", "0"], asNobody).status === 0;
}
