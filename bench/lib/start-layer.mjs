import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "./processes.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Starts the built app in front of a provider, with an account and a key. `env` adds settings, `pages` are rendered first. */
export async function startLayer(providerUrl, dataDir, { pages = 1, env: more = {} } = {}) {
  const readyFile = join(dataDir, "ready.json");
  const env = {
    PORT: "0",
    LAYER_DATA_DIR: dataDir,
    LAYER_READY_FILE: readyFile,
    LAYER_PLATFORM_OPENAI_API_KEY: "sk-bench",
    LAYER_PLATFORM_OPENAI_BASE_URL: `${providerUrl}/v1`,
    ...more,
    ...(process.env.DATABASE_URL ? { DATABASE_URL: process.env.DATABASE_URL } : {}),
  };
  const { child } = await start(["scripts/start.mjs"], { env, cwd: root, ready: /Ctrl C stops/ });
  // Written whole, right after the block on the terminal.
  while (!existsSync(readyFile)) await new Promise((resolve) => setTimeout(resolve, 20));
  const { url, pid, databaseUrl } = JSON.parse(readFileSync(readyFile, "utf8"));
  const made = execFileSync(
    process.execPath,
    [
      "--import",
      "tsx",
      "scripts/admin.ts",
      "account",
      "create",
      "--email",
      `bench-${Date.now()}@example.com`,
      "--password",
      "correct horse battery staple",
      "--plan",
      "custom",
      "--key",
      "Bench",
    ],
    { cwd: root, env: { ...process.env, ...env } },
  );
  const { key } = JSON.parse(made.toString());
  // In life dashboards are open beside the traffic, and on Node 20 a process that has rendered a page pays more for
  // every promise from then on (async hooks behind AsyncLocalStorage).
  if (pages > 0) await fetch(`${url}/sign-in`).then((answer) => answer.text());
  const postmasterFile = join(dataDir, "postgres", "data", "postmaster.pid");
  const postmaster = existsSync(postmasterFile)
    ? Number(readFileSync(postmasterFile, "utf8").split("\n")[0])
    : null;
  return {
    name: "layer",
    pid: pid ?? child.pid,
    postmaster,
    origin: url,
    databaseUrl,
    headers: { authorization: `Bearer ${key}` },
  };
}
