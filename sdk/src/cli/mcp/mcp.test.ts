import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { expect, test } from "vitest";
import { gatewayWithProvider } from "@/lib/testing/gateway-with-provider";
import { Layer } from "../../index";
import { layerProgram } from "../testing/layer-program";

const gateway = await gatewayWithProvider();
const layer = await layerProgram();

async function connect(apiKey: string) {
  const client = new Client({ name: "test", version: "1" });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [layer.program, "mcp"],
    env: layer.environment({ LAYER_API_KEY: apiKey, LAYER_BASE_URL: gateway.url }),
    stderr: "pipe",
  });
  await client.connect(transport);
  const call = async (name: string, input: Record<string, unknown> = {}) => {
    const { isError = false, content } = await client.callTool({ name, arguments: input });
    const [part] = content as Array<{ text: string }>;
    return { isError, text: part?.text ?? "", value: isError ? null : JSON.parse(part?.text ?? "") };
  };
  return { client, call };
}

test("an agent reads gates, logs, usage and keys through the official client, and can change nothing", async () => {
  const { secret, keyId, gateId } = await gateway.makeCaller("sandbox/echo");
  const sdk = new Layer({ apiKey: secret, baseUrl: gateway.url });
  await sdk.chat({ data: { messages: [{ role: "user", content: "A secret text" }] } });
  // What the help says is enough.
  const reader = await sdk.keys.create({ name: "agent", scope: { access: "read" } });
  const { client, call } = await connect(reader.key);
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(["list_gates", "get_gate", "list_logs", "usage", "find_key"]);
  for (const { annotations } of tools) expect(annotations).toMatchObject({ readOnlyHint: true });
  expect((await call("list_gates")).value).toMatchObject([{ id: gateId }]);
  expect((await call("get_gate", { gate: "default" })).value).toMatchObject({
    id: gateId,
    model: "sandbox/echo",
  });
  const logs = await call("list_logs", { limit: 5, key: keyId });
  expect(logs.value).toMatchObject([{ keyId, status: 200 }]);
  expect(Object.keys(logs.value[0])).toContain("costUsd");
  expect(Object.keys(logs.value[0])).not.toContain("requestPayload");
  expect(logs.text).not.toContain("A secret text");
  expect((await call("list_logs", { failed: true })).value).toEqual([]);
  expect((await call("usage", { range: "24h" })).value.total.requests).toBe(1);
  const found = await call("find_key", { id: keyId });
  expect(found.value.id).toBe(keyId);
  expect(found.text).not.toContain(secret);
  await client.close();
});

test("what is not there, what is asked wrongly and a key that was stopped are told as errors of the tool", async () => {
  const { secret, keyId } = await gateway.makeCaller("sandbox/echo");
  const { client, call } = await connect(secret);
  expect(await call("get_gate", { gate: "none" })).toMatchObject({
    isError: true,
    text: expect.stringContaining("not_found"),
  });
  expect((await call("find_key", { id: "x" })).isError).toBe(true);
  expect((await call("list_logs", { limit: 1000 })).isError).toBe(true);
  await new Layer({ apiKey: secret, baseUrl: gateway.url }).keys.delete(keyId);
  expect((await call("list_gates")).text).toContain("key_deleted");
  await client.close();
});
