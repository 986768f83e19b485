import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gatewayWithProvider } from "@/lib/testing/gateway-with-provider";
import { layerProgram } from "../src/cli/testing/layer-program";

const gateway = await gatewayWithProvider();
const layer = await layerProgram();

const configFile = join(layer.cwd, "layer.config.yaml");

async function run(...args: string[]) {
  const ran = await layer.run(args);
  expect({ args, ...ran }).toMatchObject({ exitCode: 0 });
  return ran.out;
}

test("a script for CLI 0.3 runs as it was written", async () => {
  const { secret } = await gateway.makeCaller("sandbox/echo");
  await run("login", "--api-key", secret, "--url", gateway.url, "--profile", "default");
  await run("init", "--force");
  expect(await run("validate", "-f", "layer.config.yaml", "--format=table")).toContain("1 gate");
  await run("push", "--force");
  await run("push", "-f", "layer.config.yaml", "--force");
  await run(
    "gate",
    "update",
    "my-first-gate",
    "--model",
    "sandbox/echo",
    "--description",
    "New",
    "--temperature",
    "0.3",
  );
  await run("gate", "update", "my-first-gate", "--system-prompt", "Be short.");
  expect(JSON.parse(await run("gate", "get", "my-first-gate"))).toMatchObject({
    name: "my-first-gate",
    model: "sandbox/echo",
    description: "New",
    temperature: 0.3,
    systemPrompt: "Be short.",
  });
  expect(await run("gate", "list", "--format=table")).toContain("my-first-gate");
  expect(JSON.parse(await run("gate", "suggestions", "my-first-gate"))).toMatchObject({
    primary: expect.any(String),
    alternatives: expect.any(Array),
    reasoning: expect.any(String),
  });
  const shown = await run("key", "create", "CI", "--format=table");
  const [key = ""] = /layer_[0-9a-f]{64}/.exec(shown) ?? [];
  expect(shown.split(key)).toHaveLength(2);
  const [made] = JSON.parse(await run("key", "list"));
  expect(made).toMatchObject({ name: "CI", keyPrefix: key.slice(0, 12) });
  expect(await run("key", "list")).not.toContain(key);
  await run("key", "revoke", made.id, "--force");
  await run("pull", "-f", "layer.config.yaml", "--force");
  expect(readFileSync(configFile, "utf8")).toContain("systemPrompt: Be short.");
});

test("a file that CLI 0.3 pulled, with its nulls, is valid and pushed", async () => {
  const { secret } = await gateway.makeCaller("sandbox/echo");
  await run("login", "--api-key", secret, "--url", gateway.url);
  const nulls = ["description", "systemPrompt", "temperature", "maxTokens", "topP", "fallbackModels", "tags"];
  const lines = [...nulls, "allowOverrides", "routingStrategy"]
    .map((field) => `    ${field}: null\n`)
    .join("");
  writeFileSync(
    configFile,
    `gates:\n  - name: pulled\n    model: sandbox/echo\n    taskType: chat\n${lines}    maxLatencyMs: 900\n`,
  );
  await run("validate");
  const pushed = await layer.run(["push", "--force"]);
  expect(pushed).toMatchObject({ exitCode: 0, err: "maxLatencyMs in layer.config.yaml changes nothing.\n" });
  expect(JSON.parse(await run("push", "--force"))).toMatchObject({ changed: false });
});

test("a failed command of CLI 0.3 ends with 1 or more, and says why on stderr", async () => {
  writeFileSync(configFile, "gates: []\n");
  const ran = await layer.run(["validate", "--format=table"]);
  expect(ran).toMatchObject({ exitCode: 1, out: "", err: expect.stringContaining("at least one gate") });
});
