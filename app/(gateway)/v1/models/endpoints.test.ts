import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, describe, expect, test } from "vitest";
import { makeGate } from "@/db/factories";
import { callEndpoint, callOver, endpointSuite } from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { modelByIdEndpoints, modelsEndpoints } from "./endpoints";

const provider = await startRawProvider();
provider.answer = (_request, response) => {
  const offers = ["gpt-4o", "my-own-model"].map((id) => ({ id, created: 1_700_000_000 }));
  response.end(JSON.stringify({ data: offers }));
};
const servers = [{ name: "ollama", baseUrl: provider.baseUrl }];
const gateway = await startGatewayServer(provider.baseUrl, {
  LAYER_PLATFORM_PROVIDERS: JSON.stringify(servers),
});
const { db, url, makeCaller } = gateway;
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});

const [list] = modelsEndpoints as [Endpoint];
const [get] = modelByIdEndpoints as [Endpoint];

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(list, { db, call });
  endpointSuite(get, { db, call, anyId: "openai/gpt-4o" });
});

const OWN = ["gpt-4o", "openai/my-own-model", "ollama/gpt-4o", "ollama/my-own-model"];
const SANDBOX = ["sandbox/echo", "sandbox/embed", "sandbox/image", "sandbox/tts"];
const MODELS = [...OWN, ...SANDBOX];

describe("OpenAI's client", () => {
  test("lists the gates first, newest first, then each model of the configured providers once", async () => {
    const { accountId, secret } = await makeCaller();
    await makeGate(db, { accountId, name: "support / eu", isDefault: false });
    await makeGate(db, { ...(await makeCaller()), name: "not mine", isDefault: false });
    const client = new OpenAI({ apiKey: secret, baseURL: `${url}/v1` });
    const models = [];
    for await (const model of client.models.list()) models.push(model);
    expect(models.map(({ id }) => id)).toEqual(["support / eu", "default", ...MODELS]);
    expect(models.map(({ owned_by }) => owned_by)).toEqual([
      ...["layer", "layer", "openai", "openai", "ollama", "ollama"],
      ...SANDBOX.map(() => "sandbox"),
    ]);
    expect(models[2]?.created).toBe(1_700_000_000);
  });

  test("finds every one of them, and a model by each of its names, slashes and blanks included", async () => {
    const { accountId, secret } = await makeCaller();
    await makeGate(db, { accountId, name: "support / eu", isDefault: false });
    const client = new OpenAI({ apiKey: secret, baseURL: `${url}/v1` });
    for (const id of [
      "support / eu",
      "default",
      ...MODELS,
      "openai/gpt-4o",
      "my-own-model",
      "gpt-4o-2024-08-06",
    ]) {
      expect(await client.models.retrieve(id)).toMatchObject({ id, object: "model" });
    }
  });

  test("is told model_not_found in its own shape for all others, other accounts' gates included", async () => {
    const { secret } = await makeCaller();
    const theirs = await makeGate(db, { ...(await makeCaller()), name: "theirs", isDefault: false });
    const ids = [
      "theirs",
      theirs.gateId,
      "nothing",
      "openai/nothing",
      "claude-haiku-4-5",
      "%00",
      "..",
      "a".repeat(5_000),
    ];
    for (const id of ids) {
      for (const call of [callEndpoint, callOver(url)]) {
        // A client resolves dots in a path by itself.
        if (id === ".." && call !== callEndpoint) continue;
        await expectError(get, await call(get, { secret, id }), 404, "model_not_found");
      }
    }
  });
});

describe("Anthropic's client", () => {
  test("lists and finds the same things in its own shape", async () => {
    const { secret } = await makeCaller();
    const client = new Anthropic({ apiKey: secret, baseURL: url });
    const page = await client.models.list();
    expect(page.data.map(({ id }) => id)).toEqual(["default", ...MODELS]);
    expect([page.has_more, page.first_id, page.last_id]).toEqual([false, "default", "sandbox/tts"]);
    expect(page.data[1]).toEqual({
      type: "model",
      id: "gpt-4o",
      display_name: "gpt 4o",
      created_at: "2023-11-14T22:13:20.000Z",
    });
    const found = await client.models.retrieve("sandbox/echo");
    expect(found).toMatchObject({
      type: "model",
      id: "sandbox/echo",
      created_at: "1970-01-01T00:00:00.000Z",
    });
  });
});
