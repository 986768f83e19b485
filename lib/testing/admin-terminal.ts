import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { build } from "esbuild";
import { projectRoot } from "@/db/project-root";

/** How an operator starts the commands, without the words of one. */
export const ADMIN_FROM_SOURCE: readonly string[] = ["--import", "tsx", "scripts/admin.ts"];

/** The operator's commands in one file: translating them from source again takes three quarters of the time of each call. */
export async function bundleAdmin(): Promise<{ program: readonly string[]; end(): void }> {
  const dist = join(projectRoot(), "dist");
  mkdirSync(dist, { recursive: true });
  // Inside the project, where the packages are found that stay outside.
  const folder = mkdtempSync(join(dist, "test-admin-"));
  const outfile = join(folder, "admin.mjs");
  await build({
    absWorkingDir: projectRoot(),
    entryPoints: ["scripts/admin.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "error",
  });
  return { program: [outfile], end: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs one command to its end on a database. */
export async function runAdmin(
  program: readonly string[],
  databaseUrl: string,
  args: readonly string[],
): Promise<{ exitCode: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [...program, ...args], {
    cwd: projectRoot(),
    env: { ...process.env, DATABASE_URL: databaseUrl, AUTH_SECRET: "s".repeat(32) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { exitCode: child.exitCode, out, err };
}
