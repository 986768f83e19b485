import { inspect } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { json, startScriptedServer } from "@/lib/testing/scripted-server";
import {
  AbortError,
  ConnectionError,
  InternalError,
  Layer,
  LayerError,
  type LayerOptions,
  OverloadedError,
  RateLimitError,
  TimeoutError,
  UnexpectedAnswerError,
} from "./index";

const SECRET = `layer_${"0123456789abcdef".repeat(4)}`;
type Server = Awaited<ReturnType<typeof startScriptedServer>>;
const running: Server[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

async function scripted(...turns: Parameters<typeof startScriptedServer>) {
  const server = await startScriptedServer(...turns);
  running.push(server);
  const layer = (options: LayerOptions = {}) =>
    new Layer({ apiKey: SECRET, baseUrl: server.url, ...options });
  return { ...server, layer };
}

const AT_ONCE = { "retry-after-ms": "1" };
const busy = json(503, { error: "unavailable", message: "Try again." }, AT_ONCE);
const broken = json(500, { error: "internal_error", message: "Something failed." }, AT_ONCE);
const fine = json(200, { content: "hello" });
const chat = { data: { messages: [{ role: "user" as const, content: "Hi" }] } };
const failure = (call: Promise<unknown>) =>
  call.then(
    () => expect.unreachable("the call should have failed"),
    (thrown: unknown) => thrown as LayerError,
  );

describe("trying again", () => {
  test("a server that fails twice is asked three times, with the same idempotency key", async () => {
    const { layer, received } = await scripted(busy, broken, fine);
    expect((await layer().chat(chat)).content).toBe("hello");
    expect(received).toHaveLength(3);
    expect(new Set(received.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  });

  test("after the last try the error is thrown, with its status, code and request id", async () => {
    const headers = { ...AT_ONCE, "x-request-id": "a-request" };
    const { layer, received } = await scripted(
      json(503, { error: "unavailable", message: "Wait." }, headers),
    );
    const error = await failure(layer().chat(chat));
    expect(error).toBeInstanceOf(OverloadedError);
    expect(error).toMatchObject({
      status: 503,
      code: "unavailable",
      requestId: "a-request",
      message: "Wait.",
    });
    expect(received).toHaveLength(3);
    await failure(layer({ maxRetries: 0 }).chat(chat));
    expect(received).toHaveLength(4);
    await failure(layer().chat(chat, { maxRetries: 1 }));
    expect(received).toHaveLength(6);
  });

  test.each([
    ["what the server says not to repeat", 503, { "x-should-retry": "false", ...AT_ONCE }, 1],
    ["what it says to repeat", 409, { "x-should-retry": "true", ...AT_ONCE }, 3],
    ["a conflict", 409, AT_ONCE, 1],
    ["a wrong request", 400, AT_ONCE, 1],
    ["a rate limit", 429, AT_ONCE, 3],
    ["a rate limit of whole seconds", 429, { "retry-after": "0" }, 3],
    ["a rate limit until a date", 429, { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }, 3],
    ["a wait of more than a minute", 429, { "retry-after": "61" }, 1],
    ["a failed provider", 502, AT_ONCE, 3],
  ])("%s (%s) is asked so often", async (_what, status, headers, times) => {
    const { layer, received } = await scripted(json(status, { error: "x", message: "X." }, headers));
    await failure(layer().chat(chat));
    expect(received).toHaveLength(times);
  });

  test("a write that the server cannot tell from a second one is repeated only when it was refused", async () => {
    const raise = async (turn: typeof broken) => {
      const { layer, received } = await scripted(turn);
      await failure(layer().spending.raiseLimit("x", { amountUsd: "1" }));
      return received.length;
    };
    expect([await raise(broken), await raise(busy)]).toEqual([1, 3]);
    const { layer, received } = await scripted((response) => response.destroy());
    expect(await failure(layer().spending.raiseLimit("x", { amountUsd: "1" }))).toBeInstanceOf(
      ConnectionError,
    );
    expect(received).toHaveLength(1);
  });

  test("a rate limit tells how long it lasts", async () => {
    const { layer } = await scripted(
      json(429, { error: "rate_limit_exceeded", message: "Slow." }, { "retry-after": "90" }),
    );
    const error = await failure(layer().chat(chat));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ retryAfterMs: 90_000 });
  });

  test("a key whose secret was lost on the way is told, and not given out without it", async () => {
    const made = { id: "an-id", key: null, secret_available: false };
    const { layer, received } = await scripted((response) => response.destroy(), json(200, made));
    const error = await failure(layer().keys.create({ name: "x" }));
    expect(error.message).toContain("Rotate the key");
    expect(received).toHaveLength(2);
    const own = await layer().keys.create({ name: "x" }, { idempotencyKey: "deploy-7" });
    expect(own).toEqual(made);
    expect(received[2]?.headers["idempotency-key"]).toBe("deploy-7");
  });
});

describe("ending a call", () => {
  const hang = () => undefined;

  test("a signal ends it, before, while waiting for the answer, and between two tries", async () => {
    const { layer, received } = await scripted((_response) => controller.abort(), hang);
    const controller = new AbortController();
    expect(await failure(layer().chat(chat, { signal: controller.signal }))).toBeInstanceOf(AbortError);
    expect(await failure(layer().chat(chat, { signal: controller.signal }))).toMatchObject({
      name: "AbortError",
    });
    expect(received).toHaveLength(1);
    const second = new AbortController();
    const waiting = await scripted((response, request) => {
      json(503, { error: "x", message: "X." }, { "retry-after": "50" })(response, request);
      response.once("close", () => second.abort());
    });
    expect(await failure(waiting.layer().chat(chat, { signal: second.signal }))).toBeInstanceOf(AbortError);
  });

  test("a server that does not answer in time is a time-out, and is not asked again", async () => {
    const { layer, received } = await scripted(hang);
    const error = await failure(layer({ timeoutMs: 150 }).chat(chat));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ timeoutMs: 150, message: expect.stringContaining("150 ms") });
    // On a busy machine the time can be over before the call has arrived.
    expect(received.length).toBeLessThanOrEqual(1);
  });

  test("an answer that begins and does not go on is a time-out too", async () => {
    const { layer } = await scripted((response) => response.writeHead(200).write('{"content":'));
    expect(await failure(layer({ timeoutMs: 60 }).chat(chat))).toBeInstanceOf(TimeoutError);
  });
});

describe("streams", () => {
  const sse =
    (text: string, end = true) =>
    (response: import("node:http").ServerResponse) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write(text);
      if (end) response.end();
    };
  const read = async (layer: Layer) => {
    const pieces: unknown[] = [];
    for await (const chunk of layer.chatStream(chat)) pieces.push(chunk.content);
    return pieces;
  };

  test("pieces come whole however the bytes are cut, pings and line ends of all kinds are passed over", async () => {
    const text =
      'data: {"content":"Grü"}\r\n\r\n: ping\n\nevent: x\ndata: {"content":"ße"}\n\ndata: [DONE]\n\n';
    const { layer } = await scripted((response) => {
      response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
      for (const byte of Buffer.from(text)) response.write(Buffer.from([byte]));
      response.end();
    });
    expect(await read(layer())).toEqual(["Grü", "ße"]);
  });

  test("a stream that ends without its last word is told to be cut", async () => {
    const { layer } = await scripted(sse('data: {"content":"a"}\n\n'));
    const error = await failure(read(layer()));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.message).toContain("ended before it was whole");
  });

  test("a stream whose connection breaks, or that falls silent, says so", async () => {
    const { layer } = await scripted((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write('data: {"content":"a"}\n\n');
      setImmediate(() => response.destroy());
    });
    expect(await failure(read(layer()))).toBeInstanceOf(ConnectionError);
    const silent = await scripted(sse('data: {"content":"a"}\n\n', false));
    expect(await failure(read(silent.layer({ timeoutMs: 40 })))).toBeInstanceOf(TimeoutError);
  });

  test("whoever stops reading ends the call", async () => {
    let leave: () => void;
    const gone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const { layer } = await scripted((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write('data: {"content":"a"}\n\n');
      response.once("close", () => leave());
    });
    for await (const chunk of layer().chatStream(chat)) {
      expect(chunk.content).toBe("a");
      break;
    }
    await gone;
  });

  test("a stream that never begins is tried again, and a web page instead of one is named", async () => {
    const { layer, received } = await scripted(busy, sse("data: [DONE]\n\n"));
    expect(await read(layer())).toEqual([]);
    expect(received).toHaveLength(2);
    const page = await scripted((response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<h1>Hi</h1>"),
    );
    expect(await failure(read(page.layer()))).toBeInstanceOf(UnexpectedAnswerError);
  });
});

describe("answers that are not Layer's", () => {
  const page = (status: number) => (response: import("node:http").ServerResponse) =>
    response
      .writeHead(status, { "content-type": "text/html" })
      .end("<html><head><title>Welcome to nginx!</title></head><body><p>It works</p></body></html>");

  test("a web page names the address, its first words and what to check", async () => {
    const { layer, url } = await scripted(page(200));
    const error = await failure(layer().whoami());
    expect(error).toBeInstanceOf(UnexpectedAnswerError);
    expect(error.message).toContain(`${url}/v1/key answered 200 with a web page instead of JSON`);
    expect(error.message).toContain("Welcome to nginx! It works");
    expect(error.message).toContain("Check baseUrl (LAYER_BASE_URL)");
  });

  test("a proxy that answers in Layer's place is tried again, then named", async () => {
    const { layer, received } = await scripted((response) =>
      response.writeHead(502, { "content-type": "text/html", ...AT_ONCE }).end("<h1>Bad Gateway</h1>"),
    );
    const error = await failure(layer().whoami());
    expect(error.message).toContain("A proxy answers in Layer's place");
    expect(error).toMatchObject({ status: 502, firstWords: "Bad Gateway" });
    expect(received).toHaveLength(3);
  });

  test("a redirect is not followed, and the right address is offered", async () => {
    const { layer } = await scripted((response) =>
      response.writeHead(301, { location: "https://layer.example.com/v1/key" }).end(),
    );
    const error = await failure(layer().whoami());
    expect(error.message).toContain("use https://layer.example.com as baseUrl");
  });

  test("nothing at all, and JSON that is no object, are named too", async () => {
    const { layer } = await scripted((response) => response.writeHead(200).end(), json(500, []));
    expect((await failure(layer().whoami())).message).toContain("with nothing instead of JSON");
    expect(await failure(layer({ maxRetries: 0 }).whoami())).toBeInstanceOf(InternalError);
  });

  test("an address where nothing listens, and a host nobody knows, say what to do", async () => {
    const { url, stop } = await startScriptedServer(fine);
    await stop();
    const refused = await failure(new Layer({ apiKey: SECRET, baseUrl: url, maxRetries: 0 }).whoami());
    expect(refused).toMatchObject({ name: "ConnectionError", code: "ECONNREFUSED" });
    expect(refused.message).toContain(`Nothing listens at ${url}`);
    const lost = new Layer({ apiKey: SECRET, baseUrl: "http://nowhere.invalid", maxRetries: 0 });
    expect((await failure(lost.whoami())).message).toContain("nowhere.invalid");
  });
});

describe("the key", () => {
  test("comes from the option, else from the environment; without one the constructor says what to do", () => {
    vi.stubEnv("LAYER_API_KEY", "");
    expect(() => new Layer()).toThrow(/API key is required.*LAYER_API_KEY/);
    expect(() => new Layer({ apiKey: "  " })).toThrow(LayerError);
    vi.stubEnv("LAYER_API_KEY", SECRET);
    vi.stubEnv("LAYER_BASE_URL", "https://layer.example.com/v1/");
    expect(new Layer().baseUrl).toBe("https://layer.example.com");
    vi.stubEnv("LAYER_BASE_URL", "");
    expect(new Layer().baseUrl).toBe("http://localhost:3000");
  });

  test("is sent trimmed, with the caller's headers, and never replaced by them", async () => {
    const { layer, received } = await scripted(fine);
    const headers = { "x-client-request-id": "mine", authorization: "Bearer other" };
    await layer({ apiKey: ` ${SECRET}\n`, headers }).whoami();
    expect(received[0]?.headers).toMatchObject({
      authorization: `Bearer ${SECRET}`,
      "x-client-request-id": "mine",
      "user-agent": expect.stringMatching(/^layer-sdk\//),
    });
  });

  test.each([
    ["a key with a blank inside", { apiKey: `${SECRET.slice(0, 30)} ${SECRET.slice(30)}` }],
    ["a key with a line break inside", { apiKey: `${SECRET.slice(0, 30)}\n${SECRET.slice(30)}` }],
    ["a base URL with a password", { baseUrl: `http://user:${SECRET}@localhost` }],
    ["a base URL that is none", { baseUrl: SECRET }],
    ["a base URL of another kind", { baseUrl: `ftp://${SECRET}` }],
    ["a time of nothing", { timeoutMs: 0 }],
    ["half a try", { maxRetries: 0.5 }],
  ])("is not in the refusal of %s", (_what, options) => {
    let error: unknown;
    try {
      new Layer({ apiKey: SECRET, ...options });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(LayerError);
    expect(inspect(error)).not.toContain(SECRET.slice(6, 20));
  });

  test("is in no print of the client and no error, even when a server echoes it", async () => {
    const echo = await scripted((response, request) => {
      response
        .writeHead(418, { "content-type": "text/plain" })
        .end(`You sent ${request.headers.authorization}`);
    });
    const nested = await scripted((response, { headers }) =>
      json(400, { error: { message: headers.authorization } })(response, { headers } as never),
    );
    const cut = await scripted((response) => response.destroy());
    const layer = echo.layer();
    const shown = [
      layer,
      await failure(layer.whoami()),
      await failure(nested.layer().whoami()),
      await failure(cut.layer({ maxRetries: 0 }).whoami()),
    ];
    for (const one of shown) {
      for (const text of [
        inspect(one, { depth: 10, showHidden: true }),
        String(one),
        `${JSON.stringify(one)}`,
      ])
        expect(text).not.toContain(SECRET.slice(6, 30));
    }
  });

  test("stays out of the refusal of a header, and of a body that is no JSON", async () => {
    const { layer } = await scripted(fine);
    const wrong = await failure(layer().send({ method: "GET", path: "/v1/key", headers: { "x-a": "a\nb" } }));
    expect(wrong).toBeInstanceOf(LayerError);
    const body = { amount: 1n };
    expect(await failure(layer().send({ method: "POST", path: "/v1/x", body }))).toBeInstanceOf(LayerError);
  });
});
