import { afterAll, describe, expect, test } from "vitest";
import { DAY_MS } from "@/lib/core/time";
import { PRICE_SOURCE } from "@/lib/prices/price-book";
import { setPrice } from "@/lib/prices/set-price";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import {
  callEndpoint,
  callOver,
  endpointSuite,
  makeCaller,
  type TestCaller,
} from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { priceByIdEndpoints, pricesEndpoints } from "./endpoints";

const { db } = await appDatabase();
const server = await startApiServer();
afterAll(server.end);

const [list, set] = pricesEndpoints as [Endpoint, Endpoint];
const [remove] = priceByIdEndpoints as [Endpoint];
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
const ownId = async ({ accountId }: TestCaller) => {
  const price = { provider: "openai", model: "gpt-4o", inputUsdPerMillion: "1", effectiveFrom: inDays(1) };
  return (await setPrice(testContext(db, accountId), price)).id;
};

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(list, { db, call });
  endpointSuite(set, { db, call });
  endpointSuite(remove, { db, ownId, call });
});

const post = (secret: string, body: object) =>
  callEndpoint(set, {
    secret,
    body: JSON.stringify({ provider: "openai", model: "gpt-4o", ...body }),
  });
const listed = async (secret: string, query = "") => {
  const answer = await (await callEndpoint(list, { secret, query })).json();
  const byId = Object.fromEntries(answer.data.map((entry: { id: string }) => [entry.id, entry]));
  return { ...answer, byId };
};

test("a list price names its source, its version, and what holds for long prompts", async () => {
  const { byId } = await listed((await makeCaller(db)).secret);
  expect(byId["gpt-5.4"]).toMatchObject({
    source: "list",
    version: PRICE_SOURCE,
    effectiveFrom: null,
    prices: { inputUsdPerMillion: "2.5", cachedInputUsdPerMillion: "0.25", outputUsdPerMillion: "15" },
    longPrompts: [{ aboveInputTokens: 271_999, prices: { inputUsdPerMillion: "5" } }],
  });
  expect(byId.o3).toMatchObject({ effectiveFrom: "2025-06-10T00:00:00.000Z" });
  expect(byId["claude-haiku-4-5"].prices.cacheWrite1hUsdPerMillion).toBe("2");
  expect(byId["whisper-1"]).toMatchObject({ source: null, version: null, prices: null });
});

test("an own price is marked, with every digit, and the past and the future ones are listed with it", async () => {
  const { secret } = await makeCaller(db);
  const past = await (await post(secret, { inputUsdPerMillion: "9", effectiveFrom: inDays(-9) })).json();
  const now = await (await post(secret, { inputUsdPerMillion: "0.000001" })).json();
  const future = await (await post(secret, { inputUsdPerMillion: "3.10", effectiveFrom: inDays(9) })).json();
  expect([past.status, now.status, future.status]).toEqual(["in_force", "in_force", "future"]);
  const { byId, overrides } = await listed(secret);
  expect(overrides.map(({ id, status }: Record<string, unknown>) => [id, status])).toEqual([
    [future.id, "future"],
    [now.id, "in_force"],
    [past.id, "past"],
  ]);
  expect(overrides[0].prices).toMatchObject({ inputUsdPerMillion: "3.1", outputUsdPerMillion: null });
  expect(byId["gpt-4o"]).toMatchObject({
    source: "override",
    version: `override:${now.id}`,
    effectiveFrom: now.effectiveFrom,
    prices: { inputUsdPerMillion: "0.000001", outputUsdPerMillion: null },
  });
  expect(byId["gpt-4o-mini"].source).toBe("list");
});

test("one provider's prices can be asked for", async () => {
  const { secret } = await makeCaller(db);
  await post(secret, { inputUsdPerMillion: "1" });
  const { data, overrides } = await listed(secret, "?provider=mistral");
  expect(new Set(data.map(({ provider }: { provider: string }) => provider))).toEqual(new Set(["mistral"]));
  expect(overrides).toEqual([]);
});

test("no account sees another's prices", async () => {
  const [mine, theirs] = [await makeCaller(db), await makeCaller(db)];
  await post(theirs.secret, { inputUsdPerMillion: "7" });
  const { byId, overrides } = await listed(mine.secret);
  expect(overrides).toEqual([]);
  expect(byId["gpt-4o"].source).toBe("list");
});

test.each([
  ["inputUsdPerMillion", { inputUsdPerMillion: "-1" }],
  ["outputUsdPerMillion", { outputUsdPerMillion: "0.0000001" }],
  ["outputUsdPerMillion", { outputUsdPerMillion: 3 }],
  ["inputUsdPerMillion", {}],
  ["effectiveFrom", { inputUsdPerMillion: "1", effectiveFrom: "soon" }],
  ["provider", { inputUsdPerMillion: "1", provider: "Open AI" }],
])("a price with a wrong %s is refused by that name", async (param, body) => {
  const answer = await post((await makeCaller(db)).secret, body);
  expect((await expectError(set, answer, 400, "invalid_field")).param).toBe(param);
});

test("the same moment twice is a conflict, and so is taking back a price that holds", async () => {
  const { secret } = await makeCaller(db);
  const body = { inputUsdPerMillion: "1", effectiveFrom: inDays(-1) };
  const { id } = await (await post(secret, body)).json();
  expect((await expectError(set, await post(secret, body), 409, "conflict")).param).toBe("effectiveFrom");
  await expectError(remove, await callEndpoint(remove, { secret, id }), 409, "conflict");
  expect((await listed(secret)).overrides).toHaveLength(1);
});
