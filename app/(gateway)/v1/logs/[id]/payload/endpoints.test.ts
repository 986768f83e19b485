import { afterAll, expect, test } from "vitest";
import { makePayload } from "@/db/factories-payloads";
import { findPayload } from "@/lib/payloads/queries";
import { startApiServer } from "@/lib/testing/api-server";
import { appDatabase } from "@/lib/testing/app-database";
import { testContext } from "@/lib/testing/context";
import { callEndpoint, callOver, endpointSuite, makeCaller } from "@/lib/testing/endpoint-suite";
import { expectError } from "@/lib/testing/expect-error";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { logEndpoints } from "../../endpoints";
import { logPayloadEndpoints } from "./endpoints";

const { db } = await appDatabase();
const [remove] = logPayloadEndpoints as [Endpoint];
const [get] = logEndpoints as [Endpoint];
const server = await startApiServer();
afterAll(server.end);

endpointSuite(remove, {
  db,
  call: callOver(server.url),
  ownId: ({ accountId, keyId }) => makePayload(db, { accountId, keyId }),
});

test("what was deleted is gone from the request, which stays, and once only", async () => {
  const caller = await makeCaller(db);
  const { secret } = caller;
  const id = await makePayload(db, caller, { request: '{"a":1}' });
  const shown = async () => (await (await callEndpoint(get, { secret, id })).json()).requestPayload;
  expect(await shown()).toEqual({ a: 1 });
  expect((await callEndpoint(remove, { secret, id })).status).toBe(204);
  expect(await shown()).toEqual({});
  expect(await findPayload(testContext(db, caller.accountId), id)).toBeNull();
  await expectError(remove, await callEndpoint(remove, { secret, id }), 404, "not_found");
});
