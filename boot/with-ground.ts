import { closeLedger, type Database, ledger } from "@/db/client";
import { AppError } from "@/lib/core/errors";
import { EnvError, env } from "@/lib/env";
import { loadEnvFiles, openGround } from "./ground";
import { reachDatabase } from "./reach-database";

/**
 * Runs a command at the terminal on the instance's database, beside a running server or alone, and ends the process:
 * with 0, or with one sentence on standard error and 1. Only unforeseen errors show where they came from. The database is brought
 * to the shape of this version first, unless `migrates` is false.
 */
export async function withGround(
  run: (db: Database) => Promise<void>,
  { migrates = true }: { migrates?: boolean } = {},
): Promise<never> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  let exitCode = 0;
  try {
    loadEnvFiles();
    const ground = await openGround(say);
    if (migrates) await reachDatabase(env().DATABASE_URL, say);
    await run(ledger().db);
    await closeLedger(5);
    await ground.database?.stop();
  } catch (error) {
    exitCode = 1;
    say(describe(error));
  }
  process.exit(exitCode);
}

function describe(error: unknown): string {
  if (error instanceof AppError || error instanceof EnvError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return error.name === "Error" ? error.message : (error.stack ?? error.message);
}
