import { LayerAdmin } from "@layer-ai/admin";
import { afterAll, expect, test } from "vitest";
import { startGatewayServer } from "@/lib/testing/gateway-server";

const gateway = await startGatewayServer("http://127.0.0.1:1/v1");
afterAll(async () => {
  await gateway.stop();
  expect(gateway.faults).toEqual([]);
});

// A program as people wrote it for `@layer-ai/admin` 0.1.
async function program(apiKey: string, baseUrl: string) {
  const admin = new LayerAdmin({ apiKey, baseUrl });
  const gate = await admin.gates.create({
    name: "support",
    description: "Answers customers",
    taskType: "chat",
    model: "sandbox/echo",
    costWeight: 0.5,
    latencyWeight: 0.25,
    qualityWeight: 0.25,
    reanalysisPeriod: "never",
  });
  const tested = await admin.gates.test({
    gateId: gate.id,
    messages: [{ role: "user", content: "Say hello" }],
    quickTest: true,
  });
  const suggestions = await admin.gates.suggestions("support");
  const updated = await admin.gates.update(gate.id, { description: "Answers all" });
  const gates = await admin.gates.list();
  const one = await admin.gates.get(gate.id);
  const created = await admin.keys.create({ name: "CI" });
  const keys = await admin.keys.list();
  await admin.request({
    method: "POST",
    path: "/v2/complete",
    body: { gateId: gate.id, data: { messages: [{ role: "user", content: "Hi" }] } },
  });
  const logs = await admin.logs.list({ limit: 5, offset: 0 });
  const ofGate = await admin.logs.list({ gate: gate.id });
  await admin.keys.delete(created.id);
  await admin.gates.delete(gate.id);
  return { gate, tested, suggestions, updated, gates, one, created, keys, logs, ofGate };
}

test("admin 0.1: gates, keys and logs answer in the shapes of then", async () => {
  const { secret } = await gateway.makeCaller("sandbox/echo");
  const got = await program(secret, gateway.url);
  expect(got.tested.primary).toMatchObject({
    model: "sandbox/echo",
    success: true,
    latency: expect.any(Number),
    content: "Say hello",
  });
  expect(got.suggestions).toMatchObject({
    taskType: "chat",
    primary: expect.any(String),
    alternatives: expect.any(Array),
    reasoning: expect.any(String),
  });
  expect(got.updated.description).toBe("Answers all");
  expect(got.gates.find(({ id }) => id === got.gate.id)).toMatchObject({ costWeight: 0.5 });
  expect(got.one).toMatchObject({ taskType: "chat", spendingCurrent: expect.any(String) });
  expect(got.created.key).toMatch(/^layer_/);
  expect(got.keys.every(({ keyPrefix }) => /^layer_[0-9a-f]{6}$/.test(keyPrefix))).toBe(true);
  expect(got.logs.length).toBeGreaterThan(0);
  expect(got.logs[0]).toMatchObject({ gateName: "support", promptTokens: expect.any(Number), success: true });
  expect(got.ofGate.every(({ gateId }) => gateId === got.gate.id)).toBe(true);
});

test("admin 0.1: the list of logs is a bare array for who says to be of then, as its own transport reads it", async () => {
  const { secret, gateId } = await gateway.makeCaller("sandbox/echo");
  const body = { gateId, data: { messages: [{ role: "user", content: "Hi" }] } };
  const admin = new LayerAdmin({ apiKey: secret, baseUrl: gateway.url });
  await admin.request({ method: "POST", path: "/v2/complete", body });
  const bare = await admin.request<unknown>({ method: "GET", path: "/v1/logs?limit=1&format=array" });
  expect(bare).toMatchObject([{ gateId, success: true }]);
  const headers = { "x-layer-client": "admin/0.1.0" };
  expect(await admin.request({ method: "GET", path: "/v1/logs?limit=1", headers })).toEqual(bare);
  expect(await admin.request({ method: "GET", path: "/v1/logs?limit=1" })).toMatchObject({ logs: bare });
  expect(await admin.logs.list({ limit: 1 }, { headers })).toEqual(bare);
});
