import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { Answer } from "@/lib/gateway/answer";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";
import { type GatewayRoute, gatewayListener } from "./node-http";

const LIMIT = 256 * 1024;
const provider = await startRawProvider();
const gateway = await startGatewayServer(provider.baseUrl, { LAYER_MAX_BODY_BYTES: String(LIMIT) });
const { makeCaller, rowsOf } = gateway;
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});

/** Writes bytes to the gateway as fast as they go and reads until the connection ends. */
async function raw(head: string, pieces: Iterable<Buffer> = []) {
  const socket = connect(gateway.port, "127.0.0.1");
  const parts: Buffer[] = [];
  let failure: string | null = null;
  let sent = 0;
  socket.on("data", (part) => parts.push(part));
  socket.on("error", (error: NodeJS.ErrnoException) => {
    failure = error.code ?? error.message;
  });
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.write(head);
  for (const piece of pieces) {
    if (socket.destroyed) break;
    sent += piece.length;
    if (!socket.write(piece)) await Promise.race([once(socket, "drain").catch(() => {}), closed]);
  }
  await closed;
  const text = Buffer.concat(parts).toString("utf8");
  const [headers = "", body = ""] = text.split("\r\n\r\n");
  return { status: Number(text.slice(9, 12)), headers: headers.toLowerCase(), body, sent, failure };
}

const headOf = (authorization: string, rest: string) =>
  `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\nconnection: close\r\n${rest}\r\n\r\n`;
function* chunks(count: number, size = 64 * 1024) {
  for (let n = 0; n < count; n++) {
    yield Buffer.concat([
      Buffer.from(`${size.toString(16)}\r\n`),
      Buffer.alloc(size, " "),
      Buffer.from("\r\n"),
    ]);
  }
  yield Buffer.from("0\r\n\r\n");
}
function* plain(count: number, size = 64 * 1024) {
  for (let n = 0; n < count; n++) yield Buffer.alloc(size, " ");
}

describe("a body over the limit", () => {
  test("is refused by its announced length before it is sent, and the connection is closed", async () => {
    const { authorization, keyId } = await makeCaller();
    const head = headOf(authorization, "content-length: 104857600").replace("connection: close\r\n", "");
    const answer = await raw(head, [Buffer.from("{")]);
    expect(answer).toMatchObject({ status: 413, failure: null });
    expect(answer.headers).toContain("connection: close");
    expect(JSON.parse(answer.body).error).toMatchObject({
      code: "payload_too_large",
      type: "invalid_request_error",
    });
    expect(await rowsOf(keyId)).toMatchObject([
      { status: 413, errorCode: "payload_too_large", costNanoUsd: 0n },
    ]);
  });

  test.each<[string, string, () => Iterable<Buffer>]>([
    ["announced and sent whole, 4 MiB", "content-length: 4194304", () => plain(64)],
    ["in chunks, 4 MiB", "transfer-encoding: chunked", () => chunks(64)],
  ])(
    "%s: the refusal arrives whole each time, though the client goes on sending",
    async (_how, header, pieces) => {
      const { authorization, keyId } = await makeCaller();
      const answers = [];
      for (let round = 0; round < 15; round++)
        answers.push(await raw(headOf(authorization, header), pieces()));
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 413, failure: null });
        expect(JSON.parse(answer.body).error.code).toBe("payload_too_large");
      }
      expect(await rowsOf(keyId)).toHaveLength(15);
    },
  );

  test("without an end is not listened to for long", async () => {
    const { authorization } = await makeCaller();
    const endless = (function* () {
      for (;;) yield* [...chunks(16)].slice(0, -1);
    })();
    expect((await raw(headOf(authorization, "transfer-encoding: chunked"), endless)).status).toBe(413);
  });

  test("from an unknown key is not read at all", async () => {
    const answer = await raw(headOf(`Bearer layer_${"0".repeat(64)}`, "content-length: 104857600"));
    expect(answer.status).toBe(401);
    expect(answer.sent).toBe(0);
  });

  test("leaves the limit itself allowed, to the byte", async () => {
    provider.answer = (_request, response) =>
      response.end('{"usage":{"prompt_tokens":1,"completion_tokens":1}}');
    const { authorization } = await makeCaller();
    const body = '{"messages":[{"role":"user","content":""}]}';
    const exact = body.replace('""', `"${"a".repeat(LIMIT - body.length)}"`);
    expect((await gateway.chat(authorization, exact)).status).toBe(200);
    expect((await gateway.chat(authorization, `${exact} `)).status).toBe(413);
  });
});

describe("paths and methods", () => {
  const ask = (method: string, path: string) => fetch(`${gateway.url}${path}`, { method });

  test.each(["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])(
    "%s on the chat endpoint is 405 with Allow",
    async (method) => {
      const answer = await ask(method, "/v1/chat/completions");
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toContain("POST");
      expect((await answer.json()).error).toMatchObject({ code: "method_not_allowed" });
    },
  );

  test.each([
    "/v1",
    "/v1/nope",
    "/v2/chat",
    "/v3/",
    "/v1/chat",
    "/v1/chat/completions/x",
    "/v1//models",
    "/v1/keys/a/b",
  ])("%s is a JSON 404", async (path) => {
    for (const method of ["GET", "POST", "DELETE"]) {
      const answer = await ask(method, path);
      expect(answer.status).toBe(404);
      const body = await answer.json();
      expect(body.error).toMatchObject({ code: "not_found", request_id: answer.headers.get("x-request-id") });
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  test("HEAD /health answers as GET does, without a body; a slash at the end and a query change nothing", async () => {
    for (const path of ["/health", "/health/", "/health?x=1", "/health/?x=/v1"]) {
      const head = await ask("HEAD", path);
      expect([head.status, await head.text()]).toEqual([200, ""]);
      const get = await ask("GET", path);
      expect(get.status).toBe(200);
      expect(head.headers.get("content-length")).toBe(get.headers.get("content-length"));
    }
  });

  test("a connection serves one refusal after another, short bodies that nobody read included", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    let connections = 0;
    gateway.server.on("connection", () => {
      connections += 1;
    });
    for (const [method, path] of [
      ["GET", "/health"],
      ["HEAD", "/health"],
      ["GET", "/v1/nope"],
      ["PUT", "/v1/chat/completions"],
      ["POST", "/v1/chat/completions"],
      ["GET", "/v1/models"],
    ]) {
      const asked = request(`${gateway.url}${path}`, { method, agent });
      asked.end(method === "POST" || method === "PUT" ? "{}" : undefined);
      const [answer] = await once(asked, "response");
      answer.resume();
      await once(answer, "end");
    }
    expect(connections).toBe(1);
    agent.destroy();
  });
});

describe("what a handler sees and says", () => {
  async function serve(module: GatewayRoute["module"], pingAfterMs?: number) {
    const listener = gatewayListener([{ path: "/v1/things/:id/parts/:part", module }], pingAfterMs);
    const server = createServer((incoming, response) => void listener(incoming, response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/things/7/parts/b`;
    return { url, [Symbol.asyncDispose]: async () => void server.close(() => {}).closeAllConnections() };
  }

  test("the parts of its path, its headers and its body", async () => {
    await using served = await serve({
      POST: async (asked: Request, { params }: { params: Promise<unknown> }) =>
        Response.json({
          params: await params,
          text: await asked.text(),
          url: asked.url,
          header: asked.headers.get("X-Thing"),
          absent: asked.headers.get("x-absent"),
          isRequest: asked instanceof Request && asked.headers instanceof Headers,
        }),
    });
    const answer = await fetch(`${served.url}?q=%20`, {
      method: "POST",
      body: "bödy",
      headers: { "x-thing": "1" },
    });
    expect(await answer.json()).toEqual({
      params: { id: "7", part: "b" },
      text: "bödy",
      url: "http://localhost/v1/things/7/parts/b?q=%20",
      header: "1",
      absent: null,
      isRequest: true,
    });
  });

  test("the address its connection comes from, whatever a header claims", async () => {
    await using served = await serve({
      GET: async (asked: Request) =>
        Response.json([
          asked.headers.get("x-layer-peer"),
          Object.fromEntries(asked.headers.entries())["x-layer-peer"],
        ]),
    });
    const answer = await fetch(served.url, { headers: { "x-layer-peer": "6.6.6.6" } });
    expect(await answer.text()).not.toContain("6.6.6.6");
  });

  test("that the client has left, only when it left before the answer was complete", async () => {
    const signals: AbortSignal[] = [];
    let note = () => {};
    const asked = new Promise<void>((resolve) => {
      note = resolve;
    });
    await using served = await serve({
      GET: async (incoming: Request) => {
        signals.push(incoming.signal);
        return Response.json({});
      },
      POST: (incoming: Request) => {
        signals.push(incoming.signal);
        note();
        return new Promise<Response>((resolve) =>
          incoming.signal.addEventListener("abort", () => resolve(Response.json({}))),
        );
      },
    });
    await (await fetch(served.url)).json();
    const leaving = new AbortController();
    const gone = fetch(served.url, { method: "POST", signal: leaving.signal }).catch(() => {});
    await asked;
    leaving.abort();
    await gone;
    const [complete, left] = signals;
    if (left?.aborted === false) await once(left, "abort");
    expect([complete?.aborted, left?.aborted]).toEqual([false, true]);
  });

  test("a silent stream is kept open with comments, and its own bytes stay whole", async () => {
    let say = () => {};
    const pieces = async function* () {
      yield Buffer.from("data: 1\n\n");
      await new Promise<void>((resolve) => {
        say = resolve;
      });
      yield Buffer.from("data: 2\n\n");
    };
    const headers = { "content-type": "text/event-stream" };
    await using served = await serve({ GET: async () => new Answer(pieces(), { status: 200, headers }) }, 5);
    const response = await fetch(served.url);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
      text += next.value;
      if (text.split(": ping\n\n").length > 2) say();
    }
    expect(text.replaceAll(": ping\n\n", "")).toBe("data: 1\n\ndata: 2\n\n");
  });

  test("a silent stream of sound gets no comments, which would be noise in it", async () => {
    let say = () => {};
    const said = new Promise<void>((resolve) => {
      say = resolve;
    });
    const pieces = async function* (first: string, last: string) {
      yield Buffer.from(first);
      await said;
      yield Buffer.from(last);
    };
    const of = (type: string, first: string, last: string) => async () =>
      new Answer(pieces(first, last), { status: 200, headers: { "content-type": type } });
    const module = { POST: of("audio/mpeg", "so", "und"), GET: of("text/event-stream", "data: 1\n\n", "") };
    await using served = await serve(module, 5);
    const sound = await fetch(served.url, { method: "POST" });
    const events = (await fetch(served.url)).body?.pipeThrough(new TextDecoderStream()).getReader();
    // Comments in another stream tell that there was time for some here.
    let text = "";
    while (text.split(": ping\n\n").length <= 3) text += (await events?.read())?.value;
    say();
    expect(await sound.text()).toBe("sound");
  });

  test("an answer without content has no length", async () => {
    await using served = await serve({ GET: async () => new Response(null, { status: 204 }) });
    const answer = await fetch(served.url);
    expect([answer.status, answer.headers.get("content-length")]).toEqual([204, null]);
  });
});
