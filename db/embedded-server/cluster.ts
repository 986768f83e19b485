import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Binaries } from "./binaries";
import { asUser, canEnter, childEnv, type SystemUser } from "./system-user";

export const ROLE = "layer";

/** Where things lie inside the folder of an embedded database. */
export type Layout = { home: string; data: string; password: string; guardian: string; log: string };

export function layoutOf(home: string): Layout {
  const data = join(home, "data");
  return {
    home,
    data,
    password: join(data, "layer-password"),
    guardian: join(home, "guardian.json"),
    log: join(home, "postgres.log"),
  };
}

/** Creates the folder for the database user. Throws a sentence for people when that user cannot get there. */
export function prepareHome(home: string, user: SystemUser | null): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (user === null) return;
  chownSync(home, user.uid, user.gid);
  chmodSync(home, 0o700);
  if (canEnter(home, user)) return;
  throw new Error(
    `The database runs as the system user "${user.name}", who cannot enter ${home}. ` +
      "Set LAYER_DATA_DIR to a folder whose parents everybody may enter, start as an ordinary user, or set DATABASE_URL.",
  );
}

type ClusterOptions = { throwaway: boolean; maxConnections: number };

/**
 * Makes the cluster when there is none. It is built under another name and moved into place whole, so that an
 * interrupted first start leaves nothing half-made and two first starts do not meet.
 */
export function createCluster(
  layout: Layout,
  binaries: Binaries,
  user: SystemUser | null,
  options: ClusterOptions,
): void {
  if (existsSync(join(layout.data, "PG_VERSION"))) {
    checkVersion(layout, binaries);
    return;
  }
  const unfinished = join(layout.home, `new-${process.pid}-${randomBytes(4).toString("hex")}`);
  const passwordFile = `${unfinished}.password`;
  const password = randomBytes(24).toString("base64url");
  writeOwned(passwordFile, password, user);
  try {
    runInitdb(binaries.initdb, unfinished, passwordFile, user, options.throwaway);
    appendFileSync(join(unfinished, "postgresql.conf"), "\ninclude_if_exists 'layer.conf'\n");
    writeOwned(join(unfinished, "layer-password"), password, user);
    renameSync(unfinished, layout.data);
  } catch (error) {
    if (!existsSync(join(layout.data, "PG_VERSION"))) throw error;
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Writes the settings this start wants. The port is not among them: it is an argument. */
export function writeSettings(layout: Layout, user: SystemUser | null, options: ClusterOptions): void {
  const lines = [
    "# Written by Layer at every start; put your own settings into postgresql.conf.",
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    `max_connections = ${options.maxConnections}`,
    "shared_buffers = 64MB",
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    "log_checkpoints = off",
    // Statement texts can carry personal data; the error itself is enough.
    "log_min_error_statement = panic",
    ...(options.throwaway ? ["fsync = off", "synchronous_commit = off", "full_page_writes = off"] : []),
  ];
  writeOwned(join(layout.data, "layer.conf"), `${lines.join("\n")}\n`, user);
}

export function readPassword(layout: Layout): string {
  return readFileSync(layout.password, "utf8").trim();
}

function checkVersion(layout: Layout, binaries: Binaries): void {
  const made = readFileSync(join(layout.data, "PG_VERSION"), "utf8").trim();
  const major = binaries.version.split(".")[0];
  if (made === major) return;
  throw new Error(
    `The database in ${layout.data} was made by Postgres ${made}, and this version of Layer brings Postgres ${major}. ` +
      "Dump it with the old version and restore it, or name another LAYER_DATA_DIR.",
  );
}

function runInitdb(
  initdb: string,
  data: string,
  passwordFile: string,
  user: SystemUser | null,
  throwaway: boolean,
): void {
  const args = [
    `--pgdata=${data}`,
    `--username=${ROLE}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    // Sorts and folds alike on every system, whatever locales are installed.
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    ...(throwaway ? ["--no-sync"] : []),
  ];
  const run = spawnSync(initdb, args, {
    ...asUser(user),
    cwd: join(data, ".."),
    env: childEnv(),
    encoding: "utf8",
    windowsHide: true,
  });
  if (run.status === 0) return;
  throw new Error(`The embedded database could not be created: ${run.error?.message ?? run.stderr.trim()}`);
}

function writeOwned(file: string, text: string, user: SystemUser | null): void {
  writeFileSync(file, text, { mode: 0o600 });
  if (user !== null) chownSync(file, user.uid, user.gid);
}
