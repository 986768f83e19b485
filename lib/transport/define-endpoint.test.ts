import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { closeLedger } from "@/db/client";
import { newSecret } from "@/db/factories";
import { setTestEnvironment } from "@/lib/testing/environment";
import { defineEndpoint, type Endpoint, routeOf } from "./define-endpoint";

// Nothing listens on port 1: the database is away for this whole file.
setTestEnvironment("postgres://nobody@127.0.0.1:1/none");
afterAll(() => closeLedger(1));

const noParams = { params: Promise.resolve({}) };
const base = {
  operationId: "x",
  tag: "About",
  summary: "",
  description: "",
  errors: [],
  resource: null,
} as const;
const responses = { 200: { description: "", schema: z.object({ ok: z.boolean() }) } };

const open = defineEndpoint({
  ...base,
  method: "GET",
  path: "/v1/x",
  auth: false,
  responses,
  run: async () => ({ status: 200, body: { ok: true }, headers: { link: "<a>" } }),
});
const failing = (thrown: unknown): Endpoint =>
  defineEndpoint({
    ...base,
    method: "POST",
    path: "/v1/x",
    auth: false,
    responses,
    run: () => Promise.reject(thrown),
  });

test("a path answers its methods, HEAD without a body, and refuses the rest with Allow", async () => {
  const route = routeOf([open, failing(new Error("x"))]);
  const head = await route.HEAD(new Request("http://layer.test/v1/x", { method: "HEAD" }), noParams);
  expect([head.status, await head.text(), head.headers.get("link")]).toEqual([200, "", "<a>"]);
  const options = await route.OPTIONS(new Request("http://layer.test/v1/x", { method: "OPTIONS" }), noParams);
  expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS, POST"]);
  const refused = await route.DELETE(new Request("http://layer.test/v1/x", { method: "DELETE" }), noParams);
  expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS, POST"]);
  expect(await refused.json()).toMatchObject({ error: "method_not_allowed" });
});

test("an error nobody foresaw tells the client nothing of its words", async () => {
  const secret = "password=hunter2";
  const answer = await failing(new Error(secret)).handler(new Request("http://layer.test/v1/x"), noParams);
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(JSON.parse(text)).toMatchObject({ error: "internal_error" });
  expect(text).not.toContain(secret);
});

test("a database that goes away in the middle is 503 with Retry-After", async () => {
  const driver = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
  const wrapped = new Error("Failed query", { cause: driver });
  const answer = await failing(wrapped).handler(new Request("http://layer.test/v1/x"), noParams);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(await answer.json()).toMatchObject({ error: "unavailable" });
});

test("while the database is away a genuine-looking key is told 503, never 401", async () => {
  const asked = { ...base, method: "GET", path: "/v1/x", auth: true, responses } as const;
  const endpoint = defineEndpoint({ ...asked, run: async () => ({ status: 200, body: { ok: true } }) });
  const headers = { authorization: `Bearer ${newSecret()}` };
  const answer = await endpoint.handler(new Request("http://layer.test/v1/x", { headers }), noParams);
  expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([503, null]);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await answer.json()).toMatchObject({ error: "unavailable" });
});

test("a body that announces more than the limit is refused unread", async () => {
  const body = z.strictObject({ name: z.string() });
  const endpoint = defineEndpoint({
    ...base,
    method: "POST",
    path: "/v1/x",
    auth: false,
    body,
    responses,
    run: async () => ({ status: 200, body: { ok: true } }),
  });
  let pulled = 0;
  const stream = new ReadableStream(
    {
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    },
    { highWaterMark: 0 },
  );
  const send = (headers: Record<string, string>) =>
    endpoint.handler(
      new Request("http://layer.test/v1/x", {
        method: "POST",
        headers,
        body: stream,
        duplex: "half",
      } as RequestInit),
      noParams,
    );
  const announced = await send({ "content-length": String(100 * 1024 * 1024) });
  expect([announced.status, pulled]).toEqual([413, 0]);
});
