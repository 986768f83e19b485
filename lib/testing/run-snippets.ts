import { execFile, execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { projectRoot } from "@/db/project-root";

/** How a program ended: `output` is everything it wrote. */
export type SnippetRun = { ok: boolean; output: string };

/** Far more than any needs: Python compiles its packages when it first meets them. */
const LONGEST_RUN_MS = 60_000;

/** Fails where the server refuses, and says what it said: what a person would see at once. */
const CURL = `#!/bin/sh\nexec "$REAL_CURL" --fail-with-body -sS --max-time 10 "$@"\n`;

/** Runs many modules one after the other in one Node, whose clients are loaded once. */
const DRIVER = `import { argv } from "node:process";
import { readFileSync } from "node:fs";
const whole = (stream) => stream.write.bind(stream);
for (const { file, cwd, env } of JSON.parse(readFileSync(argv[2], "utf8"))) {
  let output = "";
  const keep = (piece) => ((output += piece), true);
  const [out, err] = [whole(process.stdout), whole(process.stderr)];
  Object.assign(process.env, env);
  process.chdir(cwd);
  process.stdout.write = keep;
  process.stderr.write = keep;
  let ok = true;
  try {
    await import(file);
  } catch (error) {
    ok = false;
    output += error?.stack ?? String(error);
  }
  [process.stdout.write, process.stderr.write] = [out, err];
  console.log(JSON.stringify({ ok, output }));
}
process.exit(0);
`;

/** A folder in which snippets run with the packages of this repository. Delete it with `end`. */
export async function openSnippetFolder() {
  const outer = mkdtempSync(join(tmpdir(), "layer-snippets-"));
  const folder = join(outer, "programs");
  mkdirSync(join(folder, "bin"), { recursive: true });
  symlinkSync(join(projectRoot(), "node_modules"), join(outer, "node_modules"));
  writeFileSync(join(folder, "bin", "curl"), CURL);
  chmodSync(join(folder, "bin", "curl"), 0o755);
  const sdk = join(folder, "node_modules", "@layer-ai", "sdk");
  await build({
    entryPoints: [join(projectRoot(), "sdk", "src", "index.ts")],
    outfile: join(sdk, "index.mjs"),
    bundle: true,
    format: "esm",
    platform: "node",
    logLevel: "silent",
  });
  writeFileSync(join(sdk, "package.json"), '{"name":"@layer-ai/sdk","exports":"./index.mjs"}');
  return { folder, end: () => rmSync(outer, { recursive: true, force: true }) };
}

/** Runs commands in bash; one that fails ends them. */
export function runBash(
  code: string,
  cwd: string,
  bin: string,
  env: Record<string, string>,
): Promise<SnippetRun> {
  const path = `${bin}:${process.env.PATH}`;
  // With a socket as its input, which Node gives it, and no shell above it, bash reads the settings of who is logged in remotely.
  return run("bash", ["--norc", "-euo", "pipefail", "-c", code], cwd, {
    ...env,
    PATH: path,
    REAL_CURL: curlPath(),
  });
}

/** Runs a program in Python. */
export function runPython(code: string, cwd: string, env: Record<string, string>): Promise<SnippetRun> {
  return run("python3", ["-c", code], cwd, env);
}

/** Runs modules in Node, in their order, and says how each ended. */
export async function runModules(
  folder: string,
  modules: ReadonlyArray<{ code: string; cwd: string; env: Record<string, string> }>,
): Promise<SnippetRun[]> {
  const jobs = modules.map(({ code, cwd, env }, at) => {
    const file = join(folder, `module-${at}.mjs`);
    writeFileSync(file, code);
    return { file, cwd, env };
  });
  writeFileSync(join(folder, "driver.mjs"), DRIVER);
  writeFileSync(join(folder, "jobs.json"), JSON.stringify(jobs));
  const { output } = await run("node", ["driver.mjs", "jobs.json"], folder, {});
  const lines = output.split("\n").filter((line) => line.startsWith("{"));
  return jobs.map((_, at) => JSON.parse(lines[at] ?? JSON.stringify({ ok: false, output })) as SnippetRun);
}

/** Which of these packages Python can import here; none where there is no Python. */
export function importableInPython(names: readonly string[]): ReadonlySet<string> {
  const code = `import importlib.util as u\nfor n in ${JSON.stringify(names)}:\n  if u.find_spec(n): print(n)`;
  try {
    return new Set(execFileSync("python3", ["-c", code], { encoding: "utf8" }).split("\n"));
  } catch {
    return new Set();
  }
}

function curlPath(): string {
  return execFileSync("sh", ["-c", "command -v curl"], { encoding: "utf8" }).trim();
}

function run(
  program: string,
  words: string[],
  cwd: string,
  env: Record<string, string>,
): Promise<SnippetRun> {
  const options = { cwd, env: { ...process.env, ...env }, timeout: LONGEST_RUN_MS, maxBuffer: 32 << 20 };
  return new Promise((resolve) => {
    execFile(program, words, options, (error, stdout, stderr) => {
      resolve({
        ok: error === null,
        output: `${stdout}\n${stderr}${error?.killed ? "\nstopped: it took too long" : ""}`,
      });
    });
  });
}
