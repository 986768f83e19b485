import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll } from "vitest";
import { buildSdk } from "../../../scripts/build.mjs";

export type Ran = { exitCode: number | null; out: string; err: string };
export type Run = { input?: string; env?: Record<string, string> };

/** The built `layer` as a process, with a home and a working folder of its own. They go when the test file has ended. */
export async function layerProgram() {
  const folder = mkdtempSync(join(tmpdir(), "layer-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  await buildSdk({ outdir: join(folder, "dist") });
  const program = join(folder, "dist", "cli", "layer.js");
  const home = mkdtempSync(join(folder, "home-"));
  const cwd = mkdtempSync(join(folder, "work-"));
  /** Nothing of the environment of the tests themselves. */
  const environment = (env: Record<string, string>): Record<string, string> => ({
    PATH: process.env.PATH ?? "",
    HOME: home,
    ...env,
  });
  const start = (args: readonly string[], env: Record<string, string> = {}): ChildProcess =>
    spawn(process.execPath, [program, ...args], {
      cwd,
      env: environment(env) as NodeJS.ProcessEnv,
      stdio: "pipe",
    });
  return {
    program,
    home,
    cwd,
    environment,
    start,
    /** Runs one command to its end. */
    async run(args: readonly string[], { input = "", env = {} }: Run = {}): Promise<Ran> {
      const child = start(args, env);
      const { stdin, stdout, stderr } = child;
      if (stdin === null || stdout === null || stderr === null) throw new Error("There are no pipes.");
      stdin.end(input);
      const [out, err] = await Promise.all([text(stdout), text(stderr), once(child, "close")]);
      return { exitCode: child.exitCode, out, err };
    },
  };
}
