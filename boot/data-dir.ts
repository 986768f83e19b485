import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { canEnter, databaseUser } from "@/db/embedded-server/system-user";
import { projectRoot } from "@/db/project-root";

/** Where this instance keeps its files; `note` says why when that is not where one would look. */
export type DataDir = { path: string; note: string | null };

/**
 * Finds or makes the data folder: `LAYER_DATA_DIR`, else `.data` in the project. An embedded database that we start
 * as root runs as another user, who must be able to get there; when a project in a closed home forbids it, the data
 * go to /var/lib.
 */
export function openDataDir(given: string | undefined, needsDatabase: boolean): DataDir {
  const root = projectRoot();
  const path = resolve(root, given ?? ".data");
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const user = needsDatabase ? databaseUser() : null;
  if (user === null) return { path, note: null };
  letPass(path);
  if (given !== undefined || canEnter(path, user)) return { path, note: null };
  const elsewhere = join("/var/lib", `layer-${createHash("sha256").update(root).digest("hex").slice(0, 8)}`);
  mkdirSync(elsewhere, { recursive: true, mode: 0o711 });
  letPass(elsewhere);
  return {
    path: elsewhere,
    note: `the database's system user "${user.name}" cannot enter the project folder`,
  };
}

/** Others may pass through to the database's own folder, but neither list the folder nor read a file in it. */
function letPass(folder: string): void {
  const { mode, uid } = statSync(folder);
  if (uid === 0) chmodSync(folder, (mode & 0o777) | 0o011);
}
