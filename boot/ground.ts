import { join } from "node:path";
import { loadEnvFile } from "node:process";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded";
import { projectRoot } from "@/db/project-root";
import { parseEnv } from "@/lib/env";
import { type DataDir, openDataDir } from "./data-dir";
import { openSecret } from "./secrets";

/** What an instance stands on: its folder, and the embedded database unless DATABASE_URL names another. */
export type Ground = { dataDir: DataDir; database: EmbeddedPostgres | null };

/** Reads `.env.local` and `.env` of the project. What the environment has already stays as it is. */
export function loadEnvFiles(): void {
  for (const name of [".env.local", ".env"]) {
    try {
      loadEnvFile(join(projectRoot(), name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}

/** Checks all settings before anything is started. Throws `EnvError`; what the ground provides may be absent. */
export function checkSettings(): ReturnType<typeof parseEnv> {
  const provided: Record<string, string> = {};
  if (!isGiven("DATABASE_URL")) provided.DATABASE_URL = "postgres://embedded";
  if (!isGiven("AUTH_SECRET")) provided.AUTH_SECRET = "made in the next step, never used".padEnd(40);
  return parseEnv({ ...process.env, ...provided });
}

/** Opens the data folder, makes secrets that were not given, starts or joins the embedded database when needed. */
export async function openGround(log: (line: string) => void): Promise<Ground> {
  const settings = checkSettings();
  const needsDatabase = !isGiven("DATABASE_URL");
  const dataDir = openDataDir(settings.LAYER_DATA_DIR, needsDatabase);
  process.env.LAYER_DATA_DIR = dataDir.path;
  for (const name of ["AUTH_SECRET", "ENCRYPTION_KEY"] as const) {
    if (!isGiven(name)) process.env[name] = openSecret(dataDir.path, name);
  }
  if (!needsDatabase) return { dataDir, database: null };
  const database = await startEmbeddedPostgres({ dataDir: join(dataDir.path, "postgres"), log });
  process.env.DATABASE_URL = database.url;
  // Nobody else counts there.
  if (!isGiven("LAYER_LIMITS_STORE") && settings.LAYER_LIMITS_STORE !== "redis")
    process.env.LAYER_LIMITS_STORE = "memory";
  return { dataDir, database };
}

function isGiven(name: string): boolean {
  return (process.env[name] ?? "") !== "" || (process.env[`${name}_FILE`] ?? "") !== "";
}
