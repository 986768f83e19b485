// Builds the package: one bundle per way in, for import and for require; with --types the declarations too.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("..", import.meta.url));
const ENTRIES = ["index", "admin", "config"];

/** Writes the bundles to `outdir`; takes a fraction of a second. */
export async function buildSdk({ outdir = join(folder, "dist"), types = false } = {}) {
  rmSync(outdir, { recursive: true, force: true });
  const { build, stop } = await import("esbuild");
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  for (const [format, extension] of [
    ["esm", ".js"],
    ["cjs", ".cjs"],
  ]) {
    await build({
      absWorkingDir: folder,
      entryPoints: ENTRIES.map((name) => `src/${name}.ts`),
      outdir,
      outExtension: { ".js": extension },
      bundle: true,
      format,
      platform: "neutral",
      mainFields: ["module", "main"],
      target: "es2022",
      external: ["node:*"],
      define: { SDK_VERSION: JSON.stringify(version) },
      plugins: [sharedIndex(extension)],
      logLevel: "warning",
    });
  }
  await buildCli(build, outdir, version);
  await stop();
  if (types) writeTypes(outdir);
}

/** The program `layer`, with all it needs; what only one of its commands needs is a file of its own, loaded then. */
async function buildCli(build, outdir, version) {
  const target = join(outdir, "cli");
  await build({
    absWorkingDir: folder,
    entryPoints: { layer: "src/cli/main.ts" },
    outdir: target,
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "node18",
    // Packages that are not modules ask for Node's own parts by `require`.
    banner: {
      js: 'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
    },
    define: { SDK_VERSION: JSON.stringify(version) },
    logLevel: "warning",
  });
  const program = join(target, "layer.js");
  writeFileSync(program, `#!/usr/bin/env node\n${readFileSync(program, "utf8")}`);
  chmodSync(program, 0o755);
}

/** All ways in share one index, so that an error of one is an `instanceof` the class of another. */
function sharedIndex(extension) {
  return {
    name: "shared index",
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\/index$/ }, ({ kind }) =>
        kind === "entry-point" ? undefined : { path: `./index${extension}`, external: true },
      );
    },
  };
}

/** Declarations for both module systems: the same text, whose relative imports end as each system wants it. */
function writeTypes(outdir) {
  const made = join(outdir, "declarations");
  const require = createRequire(import.meta.url);
  const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  const run = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json", "--outDir", made], {
    cwd: folder,
    encoding: "utf8",
  });
  if (run.status !== 0) throw new Error(`The declarations could not be made.\n${run.stdout}${run.stderr}`);
  const files = readdirSync(made, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".d.ts"),
  );
  for (const [place, ending, extension] of [
    ["types", ".d.ts", ".js"],
    ["types-cjs", ".d.cts", ".cjs"],
  ]) {
    for (const file of files) {
      const text = readFileSync(join(made, file), "utf8");
      const target = join(outdir, place, file.replace(/\.d\.ts$/, ending));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text.replace(/((?:from|import\()\s*"\.{1,2}\/[^"]+)"/g, `$1${extension}"`));
    }
  }
  rmSync(made, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildSdk({ types: process.argv.includes("--types") });
}
