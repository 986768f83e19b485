import { afterAll, describe, expect, test } from "vitest";
import { setPrice } from "@/lib/prices/set-price";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { callEndpoint, callOver, endpointSuite, makeCaller } from "@/lib/testing/endpoint-suite";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { registryEndpoints } from "./endpoints";

const { db } = await appDatabase();
const server = await startApiServer();
afterAll(server.end);

const [registry] = registryEndpoints as [Endpoint];

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(registry, { db, call, cacheControl: "public, max-age=300" });
});

const read = async () => (await callEndpoint(registry, {})).json();

test("has the original's shape: models by id, prices per million tokens as numbers, and how many there are", async () => {
  const { version, generatedAt, models, metadata, ...rest } = await read();
  expect(rest).toEqual({});
  expect(version).toMatch(/^genai-prices@/);
  expect(metadata).toEqual({ totalModels: Object.keys(models).length, lastSync: generatedAt });
  expect(models["gpt-4o-mini"]).toEqual({
    type: "chat",
    provider: "openai",
    displayName: "gpt 4o mini",
    description: expect.any(String),
    pricing: { input: 0.15, output: 0.6 },
    contextLength: 128_000,
    isAvailable: false,
  });
  expect(models["sandbox/echo"]).toMatchObject({ pricing: { input: 0.1, output: 0.4 }, isAvailable: true });
  expect(models["mistral-tiny"]).toMatchObject({ deprecated: true });
});

test("a model without a price has no pricing, and one whose name does not tell has no type", async () => {
  const { models } = await read();
  expect(models["whisper-1"]).not.toHaveProperty("pricing");
  expect(models["text-embedding-3-small"].pricing).toEqual({ input: 0.02 });
  expect(models.davinci).not.toHaveProperty("type");
});

test("holds nothing of any account", async () => {
  const { accountId } = await makeCaller(db);
  const before = (await read()).models;
  const price = { provider: "openai", model: "gpt-4o-mini", inputUsdPerMillion: "99" };
  await setPrice(testContext(db, accountId), price);
  expect((await read()).models).toEqual(before);
});
