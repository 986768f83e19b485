// A ledger of one's own: an embedded Postgres in a folder that goes with it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { register } from "tsx/esm/api";
import { beforeEarlyEnd } from "./early-end.mjs";

register();
const { openLedger } = await import("../../db/client.ts");
const { startEmbeddedPostgres } = await import("../../db/embedded.ts");
const { migrate } = await import("../../db/migrate.ts");

/**
 * A migrated ledger in a new folder called after `name`, or in `kept`, which stays. `end` stops it, and so does Ctrl C. `url` is
 * where it is; `contextOf` is what verbs and queries take for an account.
 */
export async function openBenchLedger(name, kept) {
  const dataDir = kept ?? mkdtempSync(join(tmpdir(), `layer-${name}-`));
  const database = await startEmbeddedPostgres({ dataDir });
  const { db, sql } = openLedger(database.url, { max: 6, applicationName: "layer-bench" });
  async function end() {
    await sql.end({ timeout: 1 });
    await database.stop();
    if (kept === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
  beforeEarlyEnd(end);
  try {
    await migrate(database.url);
  } catch (error) {
    await end();
    throw error;
  }
  const contextOf = (accountId) => ({
    db,
    accountId,
    actor: { kind: "operator" },
    clock: { now: () => new Date() },
  });
  return { db, sql, url: database.url, end, contextOf };
}
