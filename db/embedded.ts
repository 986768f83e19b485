import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Binaries, findBinaries } from "./embedded-server/binaries";
import { createCluster, type Layout, layoutOf, prepareHome, writeSettings } from "./embedded-server/cluster";
import { choosePort, type Hold, joinGuardian, startUnderGuardian } from "./embedded-server/hold";
import { clearOrphan, createDatabase, findPostmaster, urlOf } from "./embedded-server/postmaster";
import { databaseUser, type SystemUser } from "./embedded-server/system-user";

export type EmbeddedPostgres = {
  /** Address of the database `layer`, with its password. */
  url: string;
  /** The folder in use. */
  dataDir: string;
  /** Lets go of the server. It shuts down when nobody else on this folder holds it; waits for that. */
  stop(): Promise<void>;
};

type Options = {
  /** The folder of this database alone; it may not exist yet. A throw-away cluster makes a temporary one by itself. */
  dataDir?: string;
  log?: (line: string) => void;
  /** For tests: nothing is forced to disk, and a folder made here is deleted by `stop`. */
  throwaway?: boolean;
  maxConnections?: number;
};

const PATIENCE_MS = 30_000;
const ORPHAN_AFTER_MS = 3_000;

/**
 * Starts the PostgreSQL that npm brought along, or joins the one that already runs on this folder. It ends with the
 * last process that holds it, also when that process is killed. Throws one sentence for people when it cannot.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { log = () => {}, throwaway = false, maxConnections = 60 } = options;
  const isTemporary = options.dataDir === undefined;
  if (isTemporary && !throwaway)
    throw new Error("dataDir is required unless the cluster is a throw-away one.");
  const home = options.dataDir ?? mkdtempSync(join(tmpdir(), "layer-postgres-"));
  const user = databaseUser();
  prepareHome(home, user);
  const layout = layoutOf(realpathSync(home));
  const binaries = findBinaries(layout.home, user);
  createCluster(layout, binaries, user, { throwaway, maxConnections });
  const hold = await takeHold(layout, binaries, user, { throwaway, maxConnections }, log);
  await createDatabase(layout, hold.port);
  return {
    url: urlOf(layout, hold.port, "layer"),
    dataDir: layout.home,
    async stop() {
      await hold.release();
      if (isTemporary) rmSync(layout.home, { recursive: true, force: true });
    },
  };
}

/** Joins the running server or starts one, until one of both works: another launcher may be doing the same. */
async function takeHold(
  layout: Layout,
  binaries: Binaries,
  user: SystemUser | null,
  options: { throwaway: boolean; maxConnections: number },
  log: (line: string) => void,
): Promise<Hold> {
  const startedAt = Date.now();
  let failedStarts = 0;
  while (Date.now() - startedAt < PATIENCE_MS && failedStarts < 3) {
    const postmaster = findPostmaster(layout);
    if (postmaster !== null) {
      const hold = await joinGuardian(layout, postmaster.pid);
      if (hold !== null) return hold;
      if (Date.now() - startedAt > ORPHAN_AFTER_MS) await clearOrphan(layout, postmaster);
      await wait(100);
      continue;
    }
    writeSettings(layout, user, options);
    const hold = await startUnderGuardian(layout, binaries, user, await choosePort(layout));
    if (hold !== null) return hold;
    log("The embedded database did not start at once; trying again.");
    if (findPostmaster(layout) === null) failedStarts += 1;
  }
  throw new Error(`The embedded database did not start. Its last words:\n${lastWords(layout)}`);
}

function lastWords(layout: Layout): string {
  try {
    return readFileSync(layout.log, "utf8").trim().split("\n").slice(-5).join("\n");
  } catch {
    return `(nothing was written to ${layout.log})`;
  }
}
