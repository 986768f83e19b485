import { afterAll, expect, test } from "vitest";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { callEndpoint, callOver, endpointSuite, makeCaller } from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { policyEndpoints } from "./endpoints";

const { db } = await appDatabase();

const [get, update] = policyEndpoints as [Endpoint, Endpoint];
const server = await startApiServer();
afterAll(server.end);

for (const endpoint of [get, update]) {
  endpointSuite(endpoint, { db });
  endpointSuite(endpoint, { db, call: callOver(server.url) });
}

test("what is sent changes and the rest stays", async () => {
  const { secret } = await makeCaller(db);
  const change = (body: object) => callEndpoint(update, { secret, body: JSON.stringify(body) });
  await change({ onLeak: "rotate" });
  const guard = { spend: "pause", model: "tell", network: "off", errors: "tell" };
  expect(await (await change({ quietMinutes: 5, guard })).json()).toEqual({
    onLeak: "rotate",
    quietMinutes: 5,
    guard,
  });
  expect(await (await callEndpoint(get, { secret })).json()).toEqual({
    onLeak: "rotate",
    quietMinutes: 5,
    guard,
  });
  for (const body of [
    {},
    { onLeak: "burn" },
    { quietMinutes: 0 },
    { quietMinutes: 1.5 },
    { guard: { spend: "tell" } },
  ]) {
    await expectError(update, await change(body), 400, "invalid_field");
  }
});
