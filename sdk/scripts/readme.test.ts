import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, expect, test } from "vitest";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { buildSdk } from "./build.mjs";

const folder = join(import.meta.dirname, "..");
const project = mkdtempSync(join(tmpdir(), "layer-sdk-readme-"));
const installed = join(project, "node_modules", "@layer-ai", "sdk");
mkdirSync(installed, { recursive: true });
symlinkSync(join(folder, "package.json"), join(installed, "package.json"));
await buildSdk({ outdir: join(installed, "dist") });
const gateway = await startGatewayServer("http://127.0.0.1:1/v1");
afterAll(async () => {
  await gateway.stop();
  rmSync(project, { recursive: true });
  expect(gateway.faults).toEqual([]);
});

const snippets = [...readFileSync(join(folder, "README.md"), "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code]) => code ?? "",
);

test("every snippet of the README runs, one after the other as they stand there", async () => {
  expect(snippets.length).toBeGreaterThan(4);
  const { secret, keyId } = await gateway.makeCaller("sandbox/echo");
  // Imports belong to the top; the rest shares what came before, each in a block of its own names.
  const imports = snippets.flatMap((code) => code.match(/^import .*$/gm) ?? []);
  const bodies = snippets.map((code) => code.replace(/^import .*$/gm, ""));
  const [first = "", ...others] = bodies;
  const program = [...imports, first, ...others.map((code) => `{\n${code}\n}`)].join("\n");
  writeFileSync(join(project, "readme.mjs"), program);
  const ours = { LAYER_API_KEY: secret, LAYER_BASE_URL: gateway.url, NODE_ENV: "test" as const };
  const child = spawn(process.execPath, ["readme.mjs"], {
    cwd: project,
    env: { PATH: process.env.PATH, ...ours },
  });
  const [said, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(complaint).toBe("");
  expect(said.match(/Say hello/g)).toHaveLength(2);
  expect(said).toContain("support");
  expect((await gateway.rowsOf(keyId)).map(({ status }) => status)).toEqual([200, 200, 200]);
});
