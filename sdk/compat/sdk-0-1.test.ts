import { Layer } from "@layer-ai/sdk";
import { afterAll, expect, test } from "vitest";
import { startGatewayServer } from "@/lib/testing/gateway-server";

const gateway = await startGatewayServer("http://127.0.0.1:1/v1");
afterAll(async () => {
  await gateway.stop();
  expect(gateway.faults).toEqual([]);
});

// A program as people wrote it for SDK 0.1: everything on one client, gates by name, flat calls.
async function program(apiKey: string, baseUrl: string) {
  const layer = new Layer({ apiKey, baseUrl, adminMode: true });
  const gate = await layer.gates.create({
    name: "support",
    description: "Answers customers",
    model: "sandbox/echo",
    systemPrompt: "Be short.",
    temperature: 0.7,
    maxTokens: 500,
    topP: 1,
    tags: ["customers"],
    allowOverrides: { model: true, temperature: true },
    routingStrategy: "fallback",
    fallbackModels: ["sandbox/echo-2"],
  });
  const response = await layer.complete({
    gate: "support",
    messages: [{ role: "user", content: "Say hello" }],
    temperature: 0.2,
  });
  const gates = await layer.gates.list();
  const one = await layer.gates.get(gate.id);
  const updated = await layer.gates.update(gate.id, { temperature: 0.9 });
  const created = await layer.keys.create({ name: "Production" });
  const keys = await layer.keys.list();
  const logs = await layer.logs.list({ limit: 10, gate: gate.id, offset: 0 });
  await layer.keys.delete(created.id);
  await layer.gates.delete(gate.id);
  return { gate, response, gates, one, updated, created, keys, logs };
}

test("SDK 0.1: gates, a flat call by the gate's name, keys and logs, in the shapes of then", async () => {
  const { secret, keyId } = await gateway.makeCaller("sandbox/echo");
  const got = await program(secret, gateway.url);
  expect(got.response).toEqual({
    content: "Say hello",
    model: "sandbox/echo",
    usage: {
      promptTokens: expect.any(Number),
      completionTokens: expect.any(Number),
      totalTokens: expect.any(Number),
    },
  });
  expect(got.gates.map(({ name }) => name)).toContain("support");
  expect(got.one).toMatchObject({ id: got.gate.id, userId: expect.any(String), name: "support", topP: 1 });
  // The types of then promise the gate, the server of then wrapped it; programs for either find what they look for.
  expect(got.updated).toMatchObject({ temperature: 0.9, gate: { temperature: 0.9 }, hasChanges: true });
  expect(new Date(got.gate.createdAt).getTime()).toBeGreaterThan(0);
  expect(got.created).toMatchObject({
    id: expect.any(String),
    name: "Production",
    key: expect.stringMatching(/^layer_[0-9a-f]{64}$/),
    keyPrefix: got.created.key.slice(0, 12),
    createdAt: expect.any(String),
  });
  expect(got.keys.map(({ id }) => id)).toEqual([got.created.id, keyId]);
  expect(Array.isArray(got.logs)).toBe(true);
  expect(got.logs).toMatchObject([{ gateName: "support", success: true, modelUsed: "sandbox/echo" }]);
});

test("SDK 0.1: without a key it throws at once, and what the server says is the message of a plain Error", async () => {
  expect(() => new Layer({ apiKey: "" })).toThrow("API key is required");
  const { secret } = await gateway.makeCaller("sandbox/echo");
  const layer = new Layer({ apiKey: secret, baseUrl: gateway.url });
  const messages = [{ role: "user" as const, content: "x" }];
  try {
    await layer.complete({ gate: "nobody", messages });
    expect.unreachable();
  } catch (error) {
    expect(error instanceof Error ? error.message : null).toMatch(/nobody/);
  }
});
