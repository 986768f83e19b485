import { afterAll, expect, test } from "vitest";
import { makeGate } from "@/db/factories";
import { callEndpoint, endpointSuite, makeCaller } from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { testGateEndpoints } from "./endpoints";

const provider = await startRawProvider();
const { db, rowsOf, stop } = await startGatewayServer(provider.baseUrl);
afterAll(async () => {
  await stop();
  await provider.stop();
});

const [endpoint] = testGateEndpoints as [Endpoint];
endpointSuite(endpoint, { db });

const messages = [{ role: "user", content: "one two" }];
const settings = {
  model: "sandbox/echo",
  fallbackModels: ["openai/broken"],
  routingStrategy: "fallback" as const,
};
const run = async (secret: string, body: object) =>
  callEndpoint(endpoint, { secret, body: JSON.stringify({ messages, ...body }) });

test("each model of a gate is asked alone, and a model that fails is told in an answer that does not", async () => {
  const caller = await makeCaller(db);
  const { gateId } = await makeGate(db, {
    accountId: caller.accountId,
    name: "chain",
    isDefault: false,
    settings,
  });
  for (const ref of [gateId, "chain"]) {
    const answer = await run(caller.secret, { gateId: ref });
    expect(await answer.json()).toMatchObject({
      primary: { model: "sandbox/echo", success: true, content: "one two" },
      fallback: [{ model: "openai/broken", success: false, error: expect.stringContaining("500") }],
    });
  }
  const rows = await rowsOf(caller.keyId);
  expect(rows).toHaveLength(4);
  expect(rows.every((row) => row.isTest && row.gateId === gateId && row.gateVersion === 1)).toBe(true);
});

test("a quick test asks the first model only; settings beside a saved gate win over its own", async () => {
  const caller = await makeCaller(db);
  const { gateId } = await makeGate(db, {
    accountId: caller.accountId,
    name: "chain",
    isDefault: false,
    settings,
  });
  expect(await (await run(caller.secret, { gateId, quickTest: true })).json()).toEqual({
    primary: { model: "sandbox/echo", success: true, latency: expect.any(Number), content: "one two" },
  });
  const changed = await run(caller.secret, { gateId, gate: { model: "openai/other", fallbackModels: [] } });
  expect(await changed.json()).toMatchObject({ primary: { model: "openai/other", success: false } });
  // A changed gate is none of the saved versions.
  expect((await rowsOf(caller.keyId)).at(-1)).toMatchObject({ gateId, gateVersion: null });
});

test("another account's gate is not found, and a gate without a model is refused by name", async () => {
  const [caller, stranger] = [await makeCaller(db), await makeCaller(db)];
  const { gateId } = await makeGate(db, { accountId: stranger.accountId, name: "theirs", isDefault: false });
  await expectError(endpoint, await run(caller.secret, { gateId }), 404, "not_found");
  const none = await expectError(
    endpoint,
    await run(caller.secret, { gate: { temperature: 1 } }),
    400,
    "invalid_field",
  );
  expect(none.param).toBe("gate.model");
  const twice = { gate: { model: "sandbox/echo", fallbackModels: ["sandbox/echo"] } };
  await expectError(endpoint, await run(caller.secret, twice), 400, "invalid_field");
});
