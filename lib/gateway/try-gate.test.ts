import { afterAll, expect, test } from "vitest";
import { closeLedger } from "@/db/client";
import { DEFAULT_GATE_SETTINGS, type GateSettings } from "@/lib/core/gate-settings";
import type { GateId } from "@/lib/core/ids";
import { NO_LIMITS } from "@/lib/core/rate-limits";
import { testKey } from "@/lib/keys/test-key";
import { testContext } from "@/lib/testing/context";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";
import { gatewayDeps } from "@/lib/transport/gateway-deps";
import { chatCompletions } from "./formats/chat-completions";
import { tryGate } from "./try-gate";

const provider = await startRawProvider();
const gateway = await startGatewayServer(provider.baseUrl);
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  await closeLedger(1);
});

async function start(
  settings: Partial<GateSettings>,
  options: { failsFirst?: boolean; stream?: boolean; gateId?: GateId } = {},
) {
  const { accountId } = await gateway.makeCaller();
  const ctx = testContext(gateway.db, accountId);
  const { name: keyName, ...key } = await testKey(ctx);
  const never = { keyDeletedAt: null, keyDisabledAt: null, keyExpiresAt: null };
  const trial = await tryGate(new Request("http://layer.test/trial"), gatewayDeps(), chatCompletions, {
    failsFirst: options.failsFirst ?? false,
    body: { messages: [{ role: "user", content: "one two" }], stream: options.stream ?? true },
    admission: {
      ...never,
      ...key,
      isSpendingHeld: false,
      secretLastFour: "c3f7",
      scope: null,
      admittedAt: new Date(),
      secretExpiresAt: null,
      secretRevokedAt: null,
      accountId,
      keyName,
      accountName: "Test account",
      plan: "custom",
      planLimits: NO_LIMITS,
      accountLimits: null,
      keyLimits: null,
      configVersion: 0,
      keyPayloads: null,
      accountPayloads: null,
      gate: {
        id: options.gateId ?? null,
        name: "draft",
        version: null,
        named: true,
        payloads: null,
        limits: null,
        settings: { ...DEFAULT_GATE_SETTINGS, model: "sandbox/echo", ...settings },
      },
    },
  });
  return { ...trial, keyId: key.keyId };
}

test("a trial streams like a call, ends with how it went, and is a row marked as a test", async () => {
  const { response, keyId } = await start({});
  const text = await response.text();
  expect(text).toContain('"content":" two"');
  const told = JSON.parse(text.split("event: trial\ndata: ")[1] ?? "");
  const [row, ...more] = await gateway.rowsOf(keyId);
  expect(more).toEqual([]);
  expect(told).toMatchObject({
    requestId: row?.id,
    status: 200,
    model: "sandbox/echo",
    usage: { input: 2, output: 2 },
    costNanoUsd: row?.costNanoUsd?.toString(),
    error: null,
  });
  expect(row).toMatchObject({ isTest: true, status: 200, gateId: null, gateVersion: null, streamed: true });
});

test("the first model can be made to fail without being called, and the next one answers", async () => {
  const before = provider.received.length;
  const settings = {
    model: "openai/gpt-4o-mini",
    fallbackModels: ["sandbox/echo"],
    routingStrategy: "fallback",
  };
  const { response, summary } = await start(settings as Partial<GateSettings>, {
    failsFirst: true,
    stream: false,
  });
  expect(response.status).toBe(200);
  expect(summary().attempts).toMatchObject([
    { provider: "openai", status: null, error: "provider_failed" },
    { provider: "sandbox", status: 200, error: null },
  ]);
  expect(provider.received).toHaveLength(before);
});

test("a trial that fails is told with its reason and recorded", async () => {
  const { response, summary, keyId } = await start({ model: "nobody/has-it", taskType: "image" });
  expect(response.status).toBe(400);
  await response.text();
  expect(summary().error?.code).toBe("gate_wrong_task");
  expect(await gateway.rowsOf(keyId)).toMatchObject([
    { isTest: true, status: 400, errorCode: "gate_wrong_task" },
  ]);
});

test("a trial of a gate that shares its calls takes no turn from the gate's clients", async () => {
  const shares = {
    model: "sandbox/echo",
    fallbackModels: ["openai/gpt-4o-mini"],
    routingStrategy: "round-robin",
  } as const;
  const settings = { ...shares, fallbackModels: [...shares.fallbackModels] };
  const { authorization, gateId } = await gateway.makeCaller(settings.model, settings);
  provider.answer = (_request, response) => response.end("{}");
  const whoAnswers = async () =>
    (await gateway.chat(authorization, { messages: [{ role: "user", content: "one" }] })).headers.get(
      "x-layer-provider",
    );
  expect(await whoAnswers()).toBe("sandbox");
  await (await start(settings, { gateId })).response.text();
  expect(await whoAnswers()).toBe("openai");
});
