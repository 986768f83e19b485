import { once } from "node:events";
import type { ServerOptions } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { validate } from "uuid";
import { afterEach, expect, test, vi } from "vitest";
import { SECOND_MS } from "@/lib/core/time";
import { createHttpServer, type Handler, type HttpServer, listen } from "./http-server";

const open: HttpServer[] = [];
afterEach(async () => {
  for (const http of open.splice(0)) await http.drain(0);
});

const addressOf = () => "https://layer.test";

async function startServer(
  handler?: Handler,
  limits: ServerOptions = {},
): Promise<{ http: HttpServer; port: number; url: string }> {
  const http = createHttpServer({ addressOf, limits });
  open.push(http);
  const port = await listen(http.server, "127.0.0.1", 0);
  if (handler !== undefined) http.serve(handler);
  return { http, port, url: `http://127.0.0.1:${port}/` };
}

async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(bytes);
  return text(socket);
}

/** One answer, in the shapes of all clients. */
function expectRefusal(answer: string, status: number, code: string): void {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  const headers = new Headers(
    head
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(/: (.*)/, 2) as [string, string]),
  );
  expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(headers.get("connection")).toBe("close");
  const requestId = headers.get("x-request-id");
  expect(validate(requestId)).toBe(true);
  expect(headers.get("request-id")).toBe(requestId);
  const doc_url = `https://layer.test/docs/errors#${code}`;
  const error = { code, type: "invalid_request_error", param: null, doc_url, request_id: requestId };
  expect(JSON.parse(body)).toMatchObject({ type: "error", error, requestId });
}

test("the port is taken before there is an answer, and says so with 503", async () => {
  const { url } = await startServer();
  const response = await fetch(url);
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("1");
  expect(await response.json()).toMatchObject({ error: { code: "unavailable" } });
});

test("a port in use is told in one sentence that names another", async () => {
  const { port } = await startServer();
  await expect(listen(createHttpServer({ addressOf }).server, "127.0.0.1", port)).rejects.toThrow(
    `Port ${port} is in use. Stop the other program, or choose another port: PORT=${port + 1} npm start`,
  );
});

const POST = "POST / HTTP/1.1\r\nHost: x\r\n";
const refusals: Array<[what: string, bytes: string, status: number, code: string]> = [
  ["garbage", "this is not HTTP\r\n\r\n", 400, "bad_request"],
  ["the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "bad_request"],
  ["a header without a colon", "GET / HTTP/1.1\r\nHost x\r\n\r\n", 400, "bad_request"],
  ["lines without a carriage return", "GET / HTTP/1.1\nHost: x\n\n", 400, "bad_request"],
  ["a folded header", "GET / HTTP/1.1\r\nHost: x\r\nX-A: 1\r\n 2\r\n\r\n", 400, "bad_request"],
  ["no host", "GET / HTTP/1.1\r\n\r\n", 400, "bad_request"],
  ["two hosts", "GET / HTTP/1.1\r\nHost: x\r\nhost: y\r\n\r\n", 400, "bad_request"],
  ["two lengths", `${POST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 400, "bad_request"],
  [
    "a length and chunks",
    `${POST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
    "bad_request",
  ],
  ["an unknown coding", `${POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`, 400, "bad_request"],
  ["a chunk without a size", `${POST}Transfer-Encoding: chunked\r\n\r\nlots\r\n`, 400, "bad_request"],
  ["a proxy's request", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n", 400, "bad_request"],
  ["huge headers", `${POST}X-Big: ${"a".repeat(70_000)}\r\n\r\n`, 431, "headers_too_large"],
];
test.each(refusals)(
  "%s: one error of the API with a request id, and the connection ends",
  async (_what, bytes, status, code) => {
    const { port, url } = await startServer((request, response) => {
      request.resume().once("end", () => response.end("fine"));
    });
    const answer = await sendRaw(port, bytes);
    expectRefusal(answer, status, code);
    expect(answer).not.toContain("x-should-retry");
    expect(await (await fetch(url)).text()).toBe("fine");
  },
);

test.each([
  ["headers", "POST / HTTP/1.1\r\nHos"],
  ["bytes of a body", `${POST}Content-Length: 9\r\n\r\n{`],
])("%s that do not arrive in time are told to be sent again", async (_what, bytes) => {
  const { port } = await startServer((request) => request.resume(), {
    headersTimeout: 30,
    requestTimeout: 30,
    connectionsCheckingInterval: 10,
  });
  const answer = await sendRaw(port, bytes);
  expectRefusal(answer, 408, "request_timeout");
  expect(answer).toContain("\r\nx-should-retry: true\r\n");
});

test.each([
  ["http://layer.test/v1/models?limit=1", "layer.test /v1/models?limit=1"],
  ["HTTP://layer.test:8443?x", "layer.test:8443 /?x"],
  ["/http://layer.test/", "of-header /http://layer.test/"],
])("the target %s names the path, and the host where it has one", async (target, meant) => {
  const { port } = await startServer(({ headers, url }, response) => {
    response.setHeader("Connection", "close");
    response.end(`${headers.host} ${url}`);
  });
  const answer = await sendRaw(port, `GET ${target} HTTP/1.1\r\nHost: of-header\r\n\r\n`);
  expect(answer.split("\r\n\r\n")[1]).toContain(meant);
});

test("a refused client that keeps its connection loses it", async () => {
  const { http, port } = await startServer();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const closed = once(http.server, "connection").then(([socket]) => once(socket, "close"));
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    socket.write("this is not HTTP\r\n\r\n");
    await once(socket.resume(), "end");
    vi.advanceTimersByTime(SECOND_MS);
    await closed;
    socket.destroy();
  } finally {
    vi.useRealTimers();
  }
});

test("a request that offers an upgrade or expects something unknown is answered as if it had not", async () => {
  const { port } = await startServer(async (request, response) => {
    const body = await text(request);
    response.setHeader("Connection", "close");
    response.end(`got ${body}`);
  });
  const offers = ["Connection: Upgrade\r\nUpgrade: h2c", "Expect: miracles"];
  for (const offer of offers) {
    const answer = await sendRaw(port, `${POST}${offer}\r\nContent-Length: 2\r\n\r\n{}`);
    expect(answer, offer).toMatch(/^HTTP\/1\.1 200 .*got \{\}/s);
  }
});

test("draining lets a running answer end, answers probes, and tells everybody else to come back", async () => {
  let finish = () => {};
  const { http, port, url } = await startServer((request, response) => {
    if (request.url !== "/") return void response.end(`asked ${request.url}`);
    response.write("first ");
    finish = () => response.end("last");
  });
  const response = await fetch(url);
  const drained = http.drain(10_000);
  const late = await fetch(`${url}v1/models`);
  expect([late.status, late.headers.get("retry-after"), late.headers.get("connection")]).toEqual([
    503,
    "1",
    "close",
  ]);
  expect(await late.json()).toMatchObject({ error: { code: "unavailable" } });
  expect(await (await fetch(`${url}api/ready?now`)).text()).toBe("asked /api/ready?now");
  finish();
  expect(await response.text()).toBe("first last");
  await drained;
  const [refusal] = await once(connect(port, "127.0.0.1"), "error");
  expect(refusal).toMatchObject({ code: "ECONNREFUSED" });
});

test("draining ends at once when nothing is being answered, however long connections stay open", async () => {
  const { http, url } = await startServer((_request, response) => response.end("fine"));
  expect(await (await fetch(url)).text()).toBe("fine");
  const before = performance.now();
  await http.drain(10_000);
  expect(performance.now() - before).toBeLessThan(5_000);
});

test("draining cuts what does not end in time", async () => {
  const { http, url } = await startServer((_request, response) => response.write("first "));
  const response = await fetch(url);
  await http.drain(20);
  await expect(response.text()).rejects.toThrow();
});
