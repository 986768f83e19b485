import { afterAll, describe, expect, test } from "vitest";
import { systemClock } from "@/lib/core/time";
import { writeExports } from "@/lib/exports/write-exports";
import { type DocumentedOperation, documentedOperations } from "@/lib/testing/api-document";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { exampleRequest, sendTo } from "@/lib/testing/fuzz-requests";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { judgeOf, operationName, unknownNames } from "@/lib/testing/judged-operations";
import { ownThing } from "@/lib/testing/own-thing";

const fake = await startFakeOpenAI();
const METRICS_TOKEN = "a-token-for-tests-of-the-metrics-only";
const gateway = await startGatewayServer(fake.baseUrl, { METRICS_TOKEN });
const operations = await documentedOperations(gateway.url);
const server = { url: gateway.url, operations, providerUrl: fake.baseUrl };
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  expect(gateway.faults).toEqual([]);
});

const named = (list: DocumentedOperation[]) =>
  list.map((operation) => ({ name: operationName(operation), operation }));
const tested = operations.filter((operation) => judgeOf(operation) === "reading");

/** Everything else needs a key. Reports may come from anybody; the numbers have a token of their own. */
const OPEN = [
  "GET /api/health",
  "GET /api/metrics",
  "GET /api/ready",
  "GET /health",
  "GET /metrics",
  "GET /ready",
  "GET /v1/openapi.json",
  "GET /v1/registry",
  "POST /v1/keys/report",
  "POST /v1/keys/report/github",
];

test("nothing opens without a key but what is meant to", () => {
  const open = named(operations.filter(({ security }) => security.length === 0));
  expect(open.map(({ name }) => name).toSorted()).toEqual(OPEN);
});

test("most operations are tested here, and the others in the places that know their names", () => {
  expect(tested.length).toBeGreaterThan(60);
  expect(unknownNames(operations)).toEqual([]);
});

type Caller = Awaited<ReturnType<typeof gateway.makeCaller>>;

/** What brings a thing into a state in which it can be read. */
const PREPARED: Record<string, (caller: Caller, path: Record<string, string>) => Promise<unknown>> = {
  "GET /v1/gates/{id}/suggestions": ({ authorization }, { id }) =>
    fetch(`${gateway.url}/v1/gates/${id}`, {
      method: "PATCH",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ description: "Answers customers" }),
    }),
  "POST /v1/prices/{id}/preview": (_caller, { id = "" }) =>
    gateway.sql`update price_overrides set effective_from = '2026-01-01' where id = ${id}`,
  "GET /v1/exports/{id}/file": () => writeExports(gateway.db, systemClock, new Date(Date.now() + 60_000)),
};

describe.each(named(tested))("$name", ({ name, operation }) => {
  test("answers its own example with what it documents and nothing beside it", async () => {
    const caller = await gateway.makeCaller("sandbox/echo");
    const path = await ownThing(server, operation, caller.authorization);
    await PREPARED[name]?.(caller, path);
    const authorization = name.endsWith("metrics") ? `Bearer ${METRICS_TOKEN}` : caller.authorization;
    const answer = await sendTo(gateway.url, operation, exampleRequest(operation, path), authorization);
    const text = await answer.clone().text();
    expect([answer.status >= 200 && answer.status < 300, text.slice(0, 500)]).toEqual([
      true,
      expect.anything(),
    ]);
    expect(await operation.breachOf(answer)).toBeNull();
  });
});

const streams = operations.filter(({ responses }) => "text/event-stream" in (responses[200]?.content ?? {}));
const asked = (example: object, path: string): object =>
  path === "/v3/chat"
    ? { ...example, data: { ...(example as { data: object }).data, stream: true } }
    : { ...example, stream: true };

describe.each(named(streams.filter(({ path }) => /chat|messages$/.test(path))))("$name", ({ operation }) => {
  test.each(["sandbox/echo", "gpt-4o-mini"])(
    "streams events as it documents them, from %s",
    async (model) => {
      const { authorization } = await gateway.makeCaller(model);
      const body = JSON.stringify(asked(operation.body?.example as object, operation.path));
      const answer = await sendTo(gateway.url, operation, { what: "", path: {}, body }, authorization);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([
        200,
        expect.stringContaining("text/event-stream"),
      ]);
      expect((await answer.clone().text()).split("\n\n").length).toBeGreaterThan(3);
      expect(await operation.breachOf(answer)).toBeNull();
    },
  );

  test("tells in an event as documented that a stream broke off", async () => {
    const { authorization } = await gateway.makeCaller("fake-reset-late");
    const body = JSON.stringify(asked(operation.body?.example as object, operation.path));
    const answer = await sendTo(gateway.url, operation, { what: "", path: {}, body }, authorization);
    expect(answer.status).toBe(200);
    expect(await answer.clone().text()).toMatch(/error/);
    expect(await operation.breachOf(answer)).toBeNull();
  });
});
