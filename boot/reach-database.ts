import { setTimeout as wait } from "node:timers/promises";
import { migrate } from "@/db/migrate";

const PATIENCE_MS = 30_000;

/** Codes that say "not yet" rather than "no": nobody listens, the name is not known yet, or it is starting up. */
const NOT_YET = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "CONNECT_TIMEOUT", "57P03"]);

/**
 * Migrates the database, waiting up to half a minute for one that is still starting. Throws one sentence that names
 * the host and never the password.
 */
export async function reachDatabase(url: string, say: (line: string) => void): Promise<void> {
  const host = hostOf(url);
  const deadline = Date.now() + PATIENCE_MS;
  for (let attempt = 0; ; attempt += 1) {
    try {
      await migrate(url);
      return;
    } catch (error) {
      const { code = "" } = error as { code?: string };
      if (!NOT_YET.has(code) || Date.now() > deadline)
        throw new Error(sentence(host, error), { cause: error });
      if (attempt === 0) say(`Waiting for the database at ${host} (${code})`);
      await wait(500);
    }
  }
}

function sentence(host: string, error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  if (code !== undefined && NOT_YET.has(code)) return `The database at ${host} cannot be reached (${code}).`;
  if (code === "28P01" || code === "28000") {
    return `The database at ${host} refused the user or password in DATABASE_URL.`;
  }
  if (code === "3D000")
    return `The database at ${host} has no database of the name in DATABASE_URL; create it first.`;
  return `The database at ${host} could not be brought to the shape of this version: ${message ?? "unknown error"}`;
}

function hostOf(url: string): string {
  try {
    return new URL(url).host || "the default address";
  } catch {
    return "the address in DATABASE_URL";
  }
}
