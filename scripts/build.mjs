// Builds the pages (next build) and the server (one esbuild bundle), and stamps what they were built from.
// Needs no database and no settings. Node built-ins only at the top level: it also runs before packages are checked.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const stampFile = join(root, "dist", "stamp");

/** Everything a build depends on; tests and scripts are not part of it. */
const SOURCES = [
  "app",
  "boot",
  "components",
  "db",
  "lib",
  "public",
  "next.config.ts",
  "package-lock.json",
  "package.json",
  "postcss.config.mjs",
  "proxy.ts",
  "server.ts",
  "tsconfig.json",
];
const NOT_BUILT = /\.test\.tsx?$|[\\/]lib[\\/]testing[\\/]/;

/** True when pages and server were built from exactly the sources that lie here now. */
export function isBuildFresh() {
  const built = [stampFile, join(root, "dist", "server.mjs"), join(root, ".next", "BUILD_ID")].every(
    existsSync,
  );
  return built && readFileSync(stampFile, "utf8") === hashSources();
}

/** Bundles server.ts. Packages stay outside; functions keep no extra names, which would cost time on the hot path. */
export async function bundleServer(outfile) {
  const { build, stop } = await import("esbuild");
  await build({
    absWorkingDir: root,
    entryPoints: ["server.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
  });
  await stop();
}

/** Builds everything. With `quiet`, the output is shown only when the build fails. */
export async function build({ quiet = false } = {}) {
  const stamp = hashSources();
  rmSync(stampFile, { force: true });
  await Promise.all([buildPages(quiet), bundleServer("dist/server.mjs")]);
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stampFile, stamp);
}

function buildPages(quiet) {
  const child = spawn(
    process.execPath,
    [join(root, "node_modules", "next", "dist", "bin", "next"), "build"],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    },
  );
  let output = "";
  for (const stream of quiet ? [child.stdout, child.stderr] : []) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) return resolve();
      reject(new Error(`The build failed (exit code ${code}).\n${output}`));
    });
  });
}

function hashSources() {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap(listFiles)) {
    hash.update(file.replaceAll("\\", "/")).update("\0");
    hash.update(readFileSync(join(root, file))).update("\0");
  }
  return hash.digest("hex");
}

function listFiles(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [path];
  return readdirSync(join(root, path), { recursive: true })
    .map((name) => join(path, name))
    .filter((file) => !NOT_BUILT.test(file) && statSync(join(root, file)).isFile())
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
