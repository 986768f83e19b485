import { afterAll, describe, expect, test } from "vitest";
import { listAlerts } from "@/lib/alerts/queries";
import { raiseAlert } from "@/lib/alerts/raise-alert";
import { newId } from "@/lib/core/ids";
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
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { testWebhook } from "@/lib/webhooks/test-webhook";
import { alertsEndpoints, dismissAlertEndpoints } from "../alerts/endpoints";
import { deliveriesEndpoints, resendEndpoints, testWebhookEndpoints } from "./[id]/deliveries/endpoints";
import { rotateSecretEndpoints, webhookByIdEndpoints, webhooksEndpoints } from "./endpoints";

const { db } = await appDatabase();
const server = await startApiServer();
afterAll(server.end);

const [list, create] = webhooksEndpoints as [Endpoint, Endpoint];
const [get, update, remove] = webhookByIdEndpoints as [Endpoint, Endpoint, Endpoint];
const [rotate] = rotateSecretEndpoints as [Endpoint];
const [sendTest] = testWebhookEndpoints as [Endpoint];
const [deliveries] = deliveriesEndpoints as [Endpoint];
const [resend] = resendEndpoints as [Endpoint];
const [alerts] = alertsEndpoints as [Endpoint];
const [dismiss] = dismissAlertEndpoints as [Endpoint];

const EXAMPLE = { url: "https://example.com/hooks/layer", events: ["key.*"] };
const ownId = async ({ accountId }: TestCaller) =>
  (await createWebhook(testContext(db, accountId), EXAMPLE)).webhook.id;
const ownBelow = async ({ accountId }: TestCaller, webhookId: string) =>
  (await testWebhook(testContext(db, accountId), { webhookId })).id;
const ownAlert = async ({ accountId, keyId }: TestCaller) => {
  const ctx = testContext(db, accountId, { kind: "system", name: "Guard" });
  const said = { message: "Test key is used from a new network.", data: { network: "198.51.100.7" } };
  await raiseAlert(ctx, { type: "key.new_network", keyId, keyName: "Test key", sameness: newId(), ...said });
  return (await listAlerts(ctx, { isOpen: false, limit: 1 })).items[0]?.id ?? "";
};

describe.each([
  ["as a route file", callEndpoint],
  ["before Next", callOver(server.url)],
])("mounted %s", (_mount, call) => {
  endpointSuite(list, { db, call });
  endpointSuite(create, { db, call });
  endpointSuite(get, { db, call, ownId });
  endpointSuite(update, { db, call, ownId });
  endpointSuite(remove, { db, call, ownId });
  endpointSuite(rotate, { db, call, ownId });
  endpointSuite(sendTest, { db, call, ownId });
  endpointSuite(deliveries, { db, call, ownId });
  endpointSuite(resend, { db, call, ownId, ownBelow });
  endpointSuite(alerts, { db, call });
  endpointSuite(dismiss, { db, call, ownId: ownAlert });
});

type Sent = { id?: string; below?: string; body?: object; query?: string; headers?: Record<string, string> };
const send = async (endpoint: Endpoint, { secret }: TestCaller, { body, ...sent }: Sent = {}) => {
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await callEndpoint(endpoint, { secret, ...sent, ...text });
  return { answer, json: answer.status === 204 ? null : await answer.clone().json() };
};

test("a webhook is made, listed, changed, rotated, tested, read and deleted over the API", async () => {
  const caller = await makeCaller(db);
  const made = await send(create, caller, { body: EXAMPLE });
  expect([made.answer.status, made.json.secret_available]).toEqual([201, true]);
  const { id, secret } = made.json;
  expect(secret).toMatch(/^whsec_/);
  expect((await send(list, caller)).json).toMatchObject({
    object: "list",
    first_id: id,
    last_id: id,
    has_more: false,
  });
  const changed = await send(update, caller, { id, body: { events: ["*"], description: "All" } });
  expect(changed.json).toMatchObject({ events: ["*"], description: "All", url: EXAMPLE.url });
  const rotated = await send(rotate, caller, { id });
  expect(rotated.json.secret).toMatch(/^whsec_/);
  expect(rotated.json.secret).not.toBe(secret);
  expect((await send(get, caller, { id })).json).toMatchObject({ previousSecretUntil: expect.any(String) });
  const tested = await send(sendTest, caller, { id });
  expect([tested.answer.status, tested.json.type]).toEqual([202, "webhook.tested"]);
  const again = await send(resend, caller, { id, below: tested.json.id });
  expect(again.json.eventId).toBe(tested.json.eventId);
  const log = await send(deliveries, caller, { id, query: "?limit=1" });
  expect(log.json).toMatchObject({ data: [{ id: again.json.id }], has_more: true });
  const rest = await send(deliveries, caller, { id, query: `?after=${log.json.last_id}` });
  expect(rest.json.data[0].id).toBe(tested.json.id);
  await send(update, caller, { id, body: { disabled: true } });
  await expectError(sendTest, (await send(sendTest, caller, { id })).answer, 409, "conflict");
  expect((await send(remove, caller, { id })).answer.status).toBe(204);
  await expectError(get, (await send(get, caller, { id })).answer, 404, "not_found");
});

test("a lost answer to a creation is repeated without a second webhook and without the secret", async () => {
  const caller = await makeCaller(db);
  const sent = { body: EXAMPLE, headers: { "idempotency-key": "once" } };
  const [first, second] = [await send(create, caller, sent), await send(create, caller, sent)];
  expect(second.json).toMatchObject({ id: first.json.id, secret: null, secret_available: false });
  expect([first.answer.status, second.answer.status]).toEqual([201, 200]);
  const other = await send(create, caller, { ...sent, body: { ...EXAMPLE, events: ["*"] } });
  await expectError(create, other.answer, 422, "idempotency_conflict");
});

test.each([
  [{ ...EXAMPLE, url: "https://127.1.1.300/x" }, "url"],
  [{ ...EXAMPLE, url: "https://10.1.1.3/x" }, "url"],
  [{ ...EXAMPLE, events: ["key.nothing"] }, "events.0"],
  [{ ...EXAMPLE, events: [] }, "events"],
  [{ events: ["*"] }, "url"],
  [{ ...EXAMPLE, description: "a\nb" }, "description"],
])("%o is refused and the field named", async (body, param) => {
  const { answer } = await send(create, await makeCaller(db), { body });
  expect((await expectError(create, answer, 400, "invalid_field")).param).toBe(param);
});

test("alerts are listed, of one key too, and leave the open list when they are dismissed", async () => {
  const caller = await makeCaller(db);
  const [first, second] = [await ownAlert(caller), await ownAlert(caller)];
  const open = await send(alerts, caller, { query: `?keyId=${caller.keyId}` });
  expect(open.json.data.map(({ id }: { id: string }) => id).sort()).toEqual([first, second].sort());
  expect((await send(dismiss, caller, { id: first })).json.dismissedAt).not.toBeNull();
  expect((await send(alerts, caller)).json).toMatchObject({ data: [{ id: second }], has_more: false });
  expect((await send(alerts, caller, { query: "?status=all" })).json.data).toHaveLength(2);
  expect((await send(alerts, caller, { query: `?keyId=${newId()}` })).json.data).toEqual([]);
  for (const [query, param] of [
    ["?limit=0", "limit"],
    ["?limit=101", "limit"],
    ["?after=x", "after"],
    ["?status=x", "status"],
  ]) {
    const { answer } = await send(alerts, caller, { query: query ?? "" });
    expect((await expectError(alerts, answer, 400, "invalid_field")).param).toBe(param);
  }
});
