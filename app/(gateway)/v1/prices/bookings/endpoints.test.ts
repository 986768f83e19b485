import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeRequests } from "@/db/factories-requests";
import { accounts } from "@/db/schema/accounts";
import { priceLists } from "@/db/schema/prices";
import { newId, type SecretId } from "@/lib/core/ids";
import { DAY_MS, HOUR_MS } from "@/lib/core/time";
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
import { priceListEndpoints } from "../list/endpoints";
import { acceptEndpoints, declineEndpoints, proposalsEndpoints } from "../proposals/endpoints";
import { unpricedEndpoints } from "../unpriced/endpoints";
import {
  bookEndpoints,
  bookingsEndpoints,
  listBookEndpoints,
  listPreviewEndpoints,
  previewEndpoints,
} from "./endpoints";

const { db } = await appDatabase();
const server = await startApiServer();
afterAll(server.end);
const only = (endpoints: Endpoint[]) => endpoints[0] as Endpoint;
const [list, unpriced, bookings] = [priceListEndpoints, unpricedEndpoints, bookingsEndpoints].map(only) as [
  Endpoint,
  Endpoint,
  Endpoint,
];
const [preview, book] = [previewEndpoints, bookEndpoints].map(only) as [Endpoint, Endpoint];
const [proposals, accept, decline] = [proposalsEndpoints, acceptEndpoints, declineEndpoints].map(only) as [
  Endpoint,
  Endpoint,
  Endpoint,
];
const ago = (ms: number) => new Date(Date.now() - ms);
const price = { provider: "acme", model: "m1", inputUsdPerMillion: "1", outputUsdPerMillion: "2" };
const ownId = async ({ accountId }: TestCaller) => {
  const set = { ...price, effectiveFrom: ago(DAY_MS).toISOString() };
  return (await setPrice(testContext(db, accountId), set)).id;
};
const callWithoutPrice = ({ accountId, keyId }: TestCaller, modelUsed = "acme/m1", provider = "acme") =>
  makeRequests(db, { accountId, keyId, secretId: newId<SecretId>() }, [
    { provider, modelUsed, costNanoUsd: null, settlement: "unpriced", startedAt: ago(HOUR_MS) },
  ]);

beforeAll(async () => {
  const base = { prices: {}, problems: [] };
  await db.insert(priceLists).values([
    { ...base, source: "genai-prices@0.1.8", status: "accepted" },
    {
      ...base,
      source: "genai-prices@0.1.9",
      status: "proposed",
      prices: { "openai/x": [{ from: null, tiers: [{ above: -1, input: "5" }] }] },
    },
  ]);
});

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(list, { db, call });
  endpointSuite(unpriced, { db, call });
  endpointSuite(bookings, { db, call });
  endpointSuite(proposals, { db, call });
  endpointSuite(preview, { db, ownId, call });
  endpointSuite(book, { db, ownId, call });
  endpointSuite(only(listPreviewEndpoints), { db, call });
  endpointSuite(only(listBookEndpoints), { db, call });
});

test("from an unpriced model to a booked cost, and nothing a second time", async () => {
  const caller = await makeCaller(db);
  const { secret } = caller;
  await callWithoutPrice(caller);
  const json = async (answer: Promise<Response>) => (await answer).json();
  expect((await json(callEndpoint(unpriced, { secret }))).data).toMatchObject([
    { provider: "acme", model: "m1", requests: 1, unpriced: 1, priceVersion: null },
  ]);
  const id = await ownId(caller);
  expect(await json(callEndpoint(preview, { secret, id }))).toMatchObject({
    changed: 1,
    differenceUsd: "0.000072",
    keys: [{ keyId: caller.keyId, unpricedBefore: 1, unpricedAfter: 0, afterUsd: "0.000072" }],
  });
  expect(await json(callEndpoint(book, { secret, id }))).toMatchObject({
    finished: true,
    booked: 1,
    booking: { requests: 1, newlyPriced: 1, differenceUsd: "0.000072" },
  });
  expect(await json(callEndpoint(book, { secret, id }))).toMatchObject({ booking: null, booked: 0 });
  expect((await json(callEndpoint(bookings, { secret }))).data).toHaveLength(1);
  expect((await json(callEndpoint(unpriced, { secret }))).data).toEqual([]);
});

test("prices can be searched a page at a time", async () => {
  const { secret } = await makeCaller(db);
  const page = async (query: string) => (await callEndpoint(list, { secret, query })).json();
  const first = await page("?q=GPT-4O&provider=openai&limit=3");
  expect(first.data).toHaveLength(3);
  const second = await page(`?q=GPT-4O&provider=openai&limit=3&after=${first.last_id}`);
  expect(second.data[0].id).not.toBe(first.data[2].id);
  expect((await page("?q=whisper-1")).data).toMatchObject([{ id: "whisper-1", prices: null }]);
  expect((await page("?q=whisper-1&unpriced=false")).data).toEqual([]);
  expect((await page(`?q=${"%25".repeat(60)}`)).data).toEqual([]);
});

test("a proposal is seen by all and decided over by the first account alone, once", async () => {
  const [first, second] = [await makeCaller(db), await makeCaller(db)];
  await db
    .update(accounts)
    .set({ createdAt: ago(99 * DAY_MS) })
    .where(eq(accounts.id, first.accountId));
  const body = JSON.stringify({ source: "genai-prices@0.1.9" });
  const state = await (await callEndpoint(proposals, { secret: second.secret })).json();
  expect(state.differences).toMatchObject([{ model: "x", kind: "new", rates: [{ after: "0.000005" }] }]);
  await expectError(accept, await callEndpoint(accept, { secret: second.secret, body }), 403, "forbidden");
  expect((await callEndpoint(decline, { secret: first.secret, body })).status).toBe(204);
  await expectError(decline, await callEndpoint(decline, { secret: first.secret, body }), 409, "conflict");
  expect((await callEndpoint(accept, { secret: first.secret, body })).status).toBe(204);
  const unknown = JSON.stringify({ source: "nobody@1" });
  await expectError(
    accept,
    await callEndpoint(accept, { secret: first.secret, body: unknown }),
    404,
    "not_found",
  );
});
