import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { createHttpServer, type Handler, type HttpServer, listen } from "./http-server";

const open: HttpServer[] = [];
afterEach(async () => {
  for (const http of open.splice(0)) await http.drain(0);
});

async function startServer(handler?: Handler): Promise<{ http: HttpServer; port: number; url: string }> {
  const http = createHttpServer();
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

test("the port is taken before there is an answer, and says so with 503", async () => {
  const { url } = await startServer();
  const response = await fetch(url);
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("1");
  expect(await response.json()).toMatchObject({ error: { code: "unavailable" } });
});

test("a port in use is told in one sentence that names another", async () => {
  const { port } = await startServer();
  await expect(listen(createHttpServer().server, "127.0.0.1", port)).rejects.toThrow(
    `Port ${port} is in use. Stop the other program, or choose another port: PORT=${port + 1} npm start`,
  );
});

test("huge headers and garbage get a JSON error, and the next request is unharmed", async () => {
  const { port, url } = await startServer((_request, response) => response.end("fine"));
  const huge = await sendRaw(port, `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${"a".repeat(17_000)}\r\n\r\n`);
  expect(huge).toMatch(/^HTTP\/1\.1 431 /);
  expect(JSON.parse(huge.slice(huge.indexOf("{")))).toMatchObject({ error: { code: "headers_too_large" } });
  const garbage = await sendRaw(port, "this is not HTTP\r\n\r\n");
  expect(garbage).toMatch(/^HTTP\/1\.1 400 /);
  expect(JSON.parse(garbage.slice(garbage.indexOf("{")))).toMatchObject({ error: { code: "bad_request" } });
  expect(await (await fetch(url)).text()).toBe("fine");
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
