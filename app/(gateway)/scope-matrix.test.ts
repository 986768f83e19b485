import { eq } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { makeGate } from "@/db/factories";
import { apiKeys } from "@/db/schema/keys";
import type { GateSettings } from "@/lib/core/gate-settings";
import { newId } from "@/lib/core/ids";
import { INFERENCE_ENDPOINTS, type KeyScope, RESOURCES, type Resource } from "@/lib/core/key-scope";
import { type DocumentedOperation, documentedOperations } from "@/lib/testing/api-document";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { exampleRequest, sendTo } from "@/lib/testing/fuzz-requests";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { ownThing } from "@/lib/testing/own-thing";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl);
const operations = await documentedOperations(gateway.url);
const server = { url: gateway.url, operations, providerUrl: fake.baseUrl };
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  expect(gateway.faults).toEqual([]);
});

/** What the path of an operation is about; everything else calls models or lists them. */
const ROOMS: Readonly<Record<string, Resource>> = {
  "/v1/keys": "keys",
  "/v1/gates": "gates",
  "/v1/provider-keys": "providerKeys",
  "/v1/prices": "prices",
  "/v1/audit": "audit",
  "/v1/webhooks": "webhooks",
  "/v1/logs": "logs",
  "/v1/exports": "logs",
  "/v1/usage": "logs",
  "/v1/reconciliation": "logs",
  "/v1/payloads": "logs",
  "/v1/alerts": "keys",
  "/v1/plan": "keys",
  "/v1/spending": "keys",
};
/** What every working key may do. */
const OPEN = ["/v1/key", "/v1/limits"];
/** No provider here makes videos, reads documents or counts tokens, so these are refused before a model is chosen. */
const WITHOUT_A_ROUTE = ["/v3/video", "/v3/ocr", "/v1/messages/count_tokens"];
/** What stops a key gives nobody anything, there is no deletion to undo here, and a change of many is refused key by key. */
const HANDS_NOTHING_ON = [
  "/v1/keys/{id}/leak",
  "/v1/keys/{id}/restore",
  "/v1/keys/bulk",
  "/v1/alerts/{id}/dismiss",
];
/** No key with a scope changes these, removing them included: they protect from its holder. */
const PROTECTS = /^\/v1\/spending\//;
/** POST that only reads. */
const READING = [
  "/v1/keys/{id}/scope-preview",
  "/v1/keys/find",
  "/v1/prices/{id}/preview",
  "/v1/prices/list/preview",
];

const withKey = operations.filter(({ security }) => security.length > 0);
const resourceOf = ({ path }: DocumentedOperation): Resource =>
  Object.entries(ROOMS).find(([room]) => path === room || path.startsWith(`${room}/`))?.[1] ?? "inference";
const callsModels = (operation: DocumentedOperation) =>
  resourceOf(operation) === "inference" && operation.method === "POST";
const titled = (list: DocumentedOperation[]) =>
  list.map((operation) => ({ name: `${operation.method} ${operation.path}`, operation }));

type Caller = Awaited<ReturnType<typeof gateway.makeCaller>>;
type Sent = Parameters<typeof sendTo>[2];

/** A caller with a full key, and the documented example about a thing of its own. */
async function callerOf(operation: DocumentedOperation): Promise<{ caller: Caller; sent: Sent }> {
  const caller = await gateway.makeCaller("gpt-4o-mini");
  // Nobody but Layer makes alerts, and a scope is asked before the id.
  const path = operation.path.startsWith("/v1/alerts/")
    ? { id: newId() }
    : await ownThing(server, operation, caller.authorization);
  return { caller, sent: exampleRequest(operation, path) };
}

async function limit({ keyId }: Caller, scope: KeyScope | null): Promise<void> {
  await gateway.db.update(apiKeys).set({ scope }).where(eq(apiKeys.id, keyId));
}

const codeIn = (text: string): string | null => {
  const { error } = JSON.parse(text === "" ? "{}" : text) as { error?: unknown };
  return typeof error === "object" && error !== null && "code" in error
    ? String(error.code)
    : (error as string);
};

/** The code of a refusal by a scope, or null for any other answer; documented as it came, and no provider was asked. */
async function refusalOf(
  operation: DocumentedOperation,
  caller: Caller,
  sent: Sent,
  scope: KeyScope,
): Promise<string | null> {
  await limit(caller, scope);
  const before = fake.requests.length;
  const answer = await sendTo(gateway.url, operation, sent, caller.authorization);
  expect(await operation.breachOf(answer.clone())).toBeNull();
  if (answer.status !== 403) return null;
  const code = codeIn(await answer.text());
  expect(fake.requests.length).toBe(before);
  if (callsModels(operation)) {
    expect((await gateway.rowsOf(caller.keyId)).at(-1)).toMatchObject({ status: 403, errorCode: code });
  }
  return code;
}

/** Hours of a day that is two days away, by the clock of UTC. */
const notNow = (): KeyScope => {
  const day = ((new Date().getUTCDay() + 1) % 7) + 1;
  return { hours: { zone: "UTC", windows: [{ days: [day], from: "00:00", to: "24:00" }] } };
};
const always: KeyScope["hours"] = {
  zone: "UTC",
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }],
};
const allBut = (resource: Resource): KeyScope["access"] =>
  Object.fromEntries(RESOURCES.filter((one) => one !== resource).map((one) => [one, "write"]));

test("the document has every endpoint that this file is about", () => {
  expect(withKey.length).toBeGreaterThan(35);
  const paths = withKey.filter(callsModels).map(({ path }) => path);
  const named = INFERENCE_ENDPOINTS.map((endpoint) =>
    /^v\d\//.test(endpoint) ? `/${endpoint}` : `/v1/${endpoint}`,
  );
  expect(paths.toSorted()).toEqual(named.toSorted());
});

describe.each(titled(withKey))("$name, before anything is done", ({ operation }) => {
  const resource = resourceOf(operation);
  const reads = operation.method === "GET" || READING.includes(operation.path);

  test("needs access to its resource, from a network and at a time of the key", async () => {
    const { caller, sent } = await callerOf(operation);
    const refusal = (scope: KeyScope) => refusalOf(operation, caller, sent, scope);
    expect(await refusal({ networks: ["198.51.100.0/24", "2001:db8::/32"] })).toBe("scope_network");
    expect(await refusal(notNow())).toBe("scope_hours");
    const isOpen = OPEN.includes(operation.path);
    expect(await refusal({ access: allBut(resource) })).toBe(isOpen ? null : "scope_access");
    expect(await refusal({ access: "read" })).toBe(isOpen || reads ? null : "scope_access");
  });

  test("is open to a key that may do all of it", async () => {
    const { caller, sent } = await callerOf(operation);
    const [other] = withKey.filter((one) => callsModels(one) && one.path !== operation.path);
    const scope: KeyScope = { networks: ["127.0.0.1"], hours: always };
    // What a list of endpoints says does not concern those that call no model.
    if (!callsModels(operation)) scope.endpoints = [other?.path.slice(4) ?? ""];
    const refusal = await refusalOf(operation, caller, sent, scope);
    // Keys that may do more than the caller are not its to change: the thing here is a key without limits.
    const handsOn =
      resource === "keys" &&
      !reads &&
      (operation.method !== "DELETE" || PROTECTS.test(operation.path)) &&
      !HANDS_NOTHING_ON.includes(operation.path);
    expect(refusal).toBe(handsOn ? "scope_access" : null);
  });
});

const TASKS: Readonly<Record<string, GateSettings["taskType"]>> = {
  "/v1/embeddings": "embeddings",
  "/v1/images/generations": "image",
  "/v1/audio/speech": "tts",
};
const callerFor = (path: string) => gateway.makeCaller("gpt-4o-mini", { taskType: TASKS[path] ?? "chat" });

const LENGTHS: Readonly<Record<string, (body: Record<string, unknown>) => object>> = {
  "/v1/chat/completions": (body) => ({ ...body, max_tokens: 50 }),
  "/v1/messages": (body) => ({ ...body, max_tokens: 50 }),
  "/v1/responses": (body) => ({ ...body, max_output_tokens: 50 }),
  "/v1/complete": (body) => ({ ...body, maxTokens: 50 }),
  "/v2/complete": (body) => ({ ...body, data: { ...(body.data as object), maxTokens: 50 } }),
  "/v3/chat": (body) => ({ ...body, data: { ...(body.data as object), maxTokens: 50 } }),
};

describe.each(titled(withKey.filter(callsModels)))(
  "$name, once it is known what it comes to",
  ({ operation }) => {
    const { path } = operation;
    const name = /^\/v1\/(?!complete)/.test(path) ? path.slice(4) : path.slice(1);
    /** The example on the account's default gate, with a length where one can be said. */
    const onDefaultGate = (): Sent => {
      const {
        model: _,
        gate_id: _g,
        gateId: _i,
        ...body
      } = { ...(operation.body?.example as object) } as Record<string, unknown>;
      const said = LENGTHS[path]?.(body) ?? body;
      if (operation.body?.type === "multipart/form-data") {
        const form = new FormData();
        form.append("file", new Blob(["x"]), "a.wav");
        form.append("model", "gpt-4o-mini");
        return { what: "", path: {}, body: form };
      }
      const needsModel = /^\/v1\/(embeddings|images|audio)/.test(path) ? { model: "gpt-4o-mini" } : {};
      return { what: "", path: {}, body: JSON.stringify({ ...said, ...needsModel }) };
    };

    test("each limit refuses it by its own code, and no provider is asked", async () => {
      const caller = await callerFor(path);
      const { gateId: other } = await makeGate(gateway.db, {
        accountId: caller.accountId,
        name: "other",
        isDefault: false,
      });
      const refusal = (scope: KeyScope) => refusalOf(operation, caller, onDefaultGate(), scope);
      expect(await refusal({ endpoints: [name === "messages" ? "responses" : "messages"] })).toBe(
        "scope_endpoint",
      );
      const reaches = !WITHOUT_A_ROUTE.includes(path);
      expect(await refusal({ gates: [other] })).toBe(reaches ? "scope_gate" : null);
      expect(await refusal({ models: ["gpt-4o", "mine/gpt-4o-mini"] })).toBe(reaches ? "scope_model" : null);
      expect(await refusal({ providers: ["anthropic"] })).toBe(reaches ? "scope_provider" : null);
      expect(await refusal({ maxCallNanoUsd: "1" })).toBe(reaches ? "scope_cost" : null);
      const isLong = path in LENGTHS;
      expect(await refusal({ maxOutputTokens: 49 })).toBe(isLong ? "scope_output" : null);
    });

    test("a key with all limits wide enough is let through them", async () => {
      const caller = await callerFor(path);
      const scope: KeyScope = {
        access: "inference",
        endpoints: [name],
        networks: ["127.0.0.0/8"],
        hours: always,
        gates: [caller.gateId],
        models: ["gpt-4o-mini"],
        providers: ["openai"],
        ...(path in LENGTHS ? { maxOutputTokens: 50, maxCallNanoUsd: "1000000000" } : {}),
      };
      const before = fake.requests.length;
      expect(await refusalOf(operation, caller, onDefaultGate(), scope)).toBeNull();
      expect(fake.requests.length).toBe(before + (WITHOUT_A_ROUTE.includes(path) ? 0 : 1));
    });
  },
);
