import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The ordinary system user that runs Postgres when we are root, which Postgres refuses to be. */
export type SystemUser = { name: string; uid: number; gid: number };

/** `postgres` when the system has it, else `nobody`; null when we are not root (or on Windows) and need nobody. */
export function databaseUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(":") ?? [];
    if (uid !== undefined && gid !== undefined) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    "Postgres does not run as root, and this system has neither a `postgres` nor a `nobody` user. " +
      "Start Layer as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.",
  );
}

/** Spawn options that make a child run as that user. */
export function asUser(user: SystemUser | null): { uid?: number; gid?: number } {
  return user === null ? {} : { uid: user.uid, gid: user.gid };
}

/** Can that user enter the folder? Asked of the system itself, since modes alone do not tell (ACLs, mounts). */
export function canEnter(folder: string, user: SystemUser | null): boolean {
  if (user === null) return true;
  const shell = spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], { ...asUser(user), cwd: "/" });
  return shell.status === 0;
}

/** What a child of ours sees: enough to run, but no PG* defaults and none of our secrets. */
export function childEnv(): NodeJS.ProcessEnv {
  const names = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SystemRoot", "SYSTEMROOT", "ComSpec", "windir"];
  const kept = names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { NODE_ENV: "production", ...Object.fromEntries(kept), LC_ALL: "C", TZ: "UTC" };
}
