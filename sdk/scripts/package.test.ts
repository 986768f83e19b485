import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { buildSdk } from "./build.mjs";

const root = join(import.meta.dirname, "..", "..");
// A project of somebody else's: what it imports is found in its own node_modules, as published.
const project = mkdtempSync(join(tmpdir(), "layer-sdk-package-"));
const installed = join(project, "node_modules", "@layer-ai", "sdk");
mkdirSync(installed, { recursive: true });
cpSync(join(root, "sdk", "package.json"), join(installed, "package.json"));
await buildSdk({ outdir: join(installed, "dist"), types: true });
afterAll(() => rmSync(project, { recursive: true }));

function run(file: string, text: string) {
  writeFileSync(join(project, file), text);
  const env = { PATH: process.env.PATH, NODE_ENV: "test" as const };
  return spawnSync(process.execPath, [file], { cwd: project, env, encoding: "utf8" });
}

const SECRET = `layer_${"0123456789abcdef".repeat(4)}`;
const USES = `
const layer = new Layer({ apiKey: "${SECRET}" });
const config = parseConfig("gates:\\n  - name: a\\n    model: m\\n");
let line = null;
try { parseConfig("gates:\\n  - name: a\\n"); } catch (error) { line = error instanceof LayerError ? error.line : "other"; }
console.log(JSON.stringify({
  layer,
  baseUrl: layer.baseUrl,
  same: new LayerAdmin({ apiKey: "x" }) instanceof Layer,
  gates: config.gates.length,
  line,
  models: Object.keys(MODEL_REGISTRY).length > 50,
  valid: verifyKeyFormat("${SECRET}").problem,
}));`;
const SAID = {
  layer: expect.not.objectContaining({ apiKey: expect.anything() }),
  baseUrl: "http://localhost:3000",
  same: true,
  gates: 1,
  line: 2,
  models: true,
  valid: "checksum",
};

test("plain Node imports the package, and one class of errors is the same through every way in", () => {
  const { stdout, stderr } = run(
    "app.mjs",
    `import { Layer, LayerError, MODEL_REGISTRY, verifyKeyFormat } from "@layer-ai/sdk";
import { LayerAdmin } from "@layer-ai/sdk/admin";
import { parseConfig } from "@layer-ai/sdk/config";${USES}`,
  );
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual(SAID);
});

test("plain Node requires the package too", () => {
  const { stdout, stderr } = run(
    "app.cjs",
    `const { Layer, LayerError, MODEL_REGISTRY, verifyKeyFormat } = require("@layer-ai/sdk");
const { LayerAdmin } = require("@layer-ai/sdk/admin");
const { parseConfig } = require("@layer-ai/sdk/config");${USES}`,
  );
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual(SAID);
});

test("the package needs no other, stays small, and says nothing of where it was built", () => {
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  expect(manifest).not.toHaveProperty("dependencies");
  expect(manifest).not.toHaveProperty("peerDependencies");
  const bundles = readdirSync(join(installed, "dist")).filter((file) => /\.c?js$/.test(file));
  expect(bundles).toEqual(expect.arrayContaining(["index.js", "index.cjs", "config.js", "config.cjs"]));
  for (const file of bundles) {
    const text = readFileSync(join(installed, "dist", file), "utf8");
    const named = [
      ...text.matchAll(/(?:^import[^"']*|^export[^"']*from |\brequire\(|\bimport\()["']([^"']+)["']/gm),
    ];
    const outside = named.map(([, name]) => name ?? "").filter((name) => !/^(node:|\.\/)/.test(name));
    expect(outside, file).toEqual(file.startsWith("cli") ? expect.any(Array) : []);
    expect(text, file).not.toContain(root);
  }
  const bytes = (file: string) => statSync(join(installed, "dist", file)).size;
  expect(bytes("index.js")).toBeLessThan(80_000);
  expect(bytes("config.js")).toBeLessThan(350_000);
  expect(bytes("admin.js")).toBeLessThan(1_000);
});

const CONSUMER = `
import { type Gate, Layer, type LayerResponse, LayerError } from "@layer-ai/sdk";
import { LayerAdmin } from "@layer-ai/sdk/admin";
import { type LayerConfigFile, parseConfig } from "@layer-ai/sdk/config";
export async function main(): Promise<string> {
  const layer = new Layer({ apiKey: "x", timeoutMs: 1_000 });
  const answer: LayerResponse = await layer.chat({ data: { messages: [{ role: "user", content: "Hi" }] } });
  const gates: Gate[] = await layer.gates.list();
  for await (const row of layer.logs.list({ failed: true, limit: 5 })) console.log(row.costUsd?.toFixed(2));
  const { key }: { key: string } = await new LayerAdmin({ apiKey: "x" }).keys.create({ name: "CI" });
  const file: LayerConfigFile = parseConfig("");
  // @ts-expect-error A number is no name.
  await layer.keys.create({ name: 7 });
  return \`\${answer.content} \${gates[0]?.name} \${key} \${file.gates.length} \${LayerError.name}\`;
}
`;

test.each([
  ["node16", "node16", ["main.mts", "main.cts"]],
  ["bundler", "esnext", ["main.ts"]],
])("its types hold under moduleResolution %s", (moduleResolution, module, files) => {
  for (const file of files) writeFileSync(join(project, file), CONSUMER);
  const options = {
    module,
    moduleResolution,
    target: "es2022",
    lib: ["es2022", "dom"],
    types: [],
    strict: true,
  };
  const compilerOptions = { ...options, skipLibCheck: false, noEmit: true };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const { stdout, status } = spawnSync(process.execPath, [compiler, "-p", "."], {
    cwd: project,
    encoding: "utf8",
  });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});
