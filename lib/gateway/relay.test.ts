import { once } from "node:events";
import { request, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { PROVIDER_KEY, startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";

const provider = await startRawProvider();
const gateway = await startGatewayServer(provider.baseUrl, { LAYER_PROVIDER_TIMEOUT_MS: "3000" });
const { chat, makeCaller, rowsOf, sql } = gateway;
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});
beforeEach(() => {
  provider.received.length = 0;
});

const messages = [{ role: "user", content: "hello" }];
const ask = { messages, stream: true };
const event = (fields: object) => `data: ${JSON.stringify({ id: "c", ...fields })}\n\n`;
const delta = (content: string, finish: string | null = null) =>
  event({ choices: [{ index: 0, delta: { content }, finish_reason: finish }] });
const usage = event({ choices: [], usage: { prompt_tokens: 10, completion_tokens: 3 } });
const DONE = "data: [DONE]\n\n";
const words = [delta("Hé"), delta(" wörld"), delta("!", "stop")];

const stream = (response: ServerResponse) => response.writeHead(200, { "content-type": "text/event-stream" });
const sends = (...events: string[]) => {
  provider.answer = (_request, response) => stream(response).end(events.join(""));
};

/** Reads a stream event by event. */
function reader(response: Response) {
  const pieces = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    /** Everything that has arrived, at least up to `mark`. */
    async until(mark: string): Promise<string> {
      while (!text.includes(mark)) {
        const next = await pieces?.read();
        if (next?.done !== false) break;
        text += next.value;
      }
      return text;
    },
    leave: () => pieces?.cancel(),
  };
}

describe("a stream passes byte for byte", () => {
  test("without the usage chunk when the client did not ask for it, though we do", async () => {
    sends(...words, usage, DONE);
    const { authorization, keyId } = await makeCaller();
    const body = `{"stream":true, "messages":${JSON.stringify(messages)},"seed":12345678901234567890,"model":"gpt-4o-mini"}`;
    const response = await chat(authorization, body);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.text()).toBe([...words, DONE].join(""));
    expect(provider.received[0]?.toString()).toBe(
      `{"stream":true,"messages":${JSON.stringify(messages)},"seed":12345678901234567890,"model":"gpt-4o-mini","stream_options":{"include_usage":true}}`,
    );
    expect(await rowsOf(keyId)).toMatchObject([
      {
        id: response.headers.get("x-request-id"),
        streamed: true,
        inputTokens: 10,
        outputTokens: 3,
        costNanoUsd: 3_300n,
        settlement: "final",
        status: 200,
        errorCode: null,
      },
    ]);
  });

  test("with the usage chunk when the client asked for it, and then its body is not touched", async () => {
    sends(...words, usage, DONE);
    const { authorization } = await makeCaller();
    const body = `{"stream_options":{ "include_usage":true},"stream":true,"messages":${JSON.stringify(messages)},"model":"gpt-4o-mini"}`;
    expect(await (await chat(authorization, body)).text()).toBe([...words, usage, DONE].join(""));
    expect(provider.received[0]?.toString()).toBe(body);
  });

  test("with its other stream options kept", async () => {
    sends(...words, DONE);
    const { authorization } = await makeCaller();
    await (await chat(authorization, { ...ask, stream_options: { include_usage: false, x: [1] } })).text();
    expect(JSON.parse(provider.received[0]?.toString() ?? "").stream_options).toEqual({
      include_usage: true,
      x: [1],
    });
  });

  test("as one whole answer when the provider does not stream", async () => {
    provider.answer = (_request, response) =>
      response
        .writeHead(200, { "content-type": "application/json" })
        .end('{"usage":{"prompt_tokens":1,"completion_tokens":2}}');
    const { authorization, keyId } = await makeCaller();
    expect((await chat(authorization, ask)).headers.get("content-type")).toMatch(/^application\/json/);
    expect(await rowsOf(keyId)).toMatchObject([{ outputTokens: 2, settlement: "final" }]);
  });

  test("each word as soon as the provider says it", async () => {
    let say = (_text: string) => {};
    provider.answer = (_request, response) => {
      say = (text) => response.write(text);
      stream(response).flushHeaders();
    };
    const { authorization } = await makeCaller();
    const client = reader(await chat(authorization, ask));
    for (const word of words) {
      say(word);
      expect(await client.until(word)).toContain(word);
    }
    await client.leave();
  });
});

describe("the row is in the ledger before the client can know its answer complete", () => {
  test("a stream's [DONE] waits until the transaction has committed", async () => {
    sends(...words, usage, DONE);
    const { authorization, keyId } = await makeCaller();
    let whole = Promise.resolve("");
    await sql.begin(async (held) => {
      await held`lock table requests in share mode`;
      const client = reader(await chat(authorization, ask));
      expect(await client.until("stop")).toBe(words.join(""));
      whole = client.until("[DONE]");
      const arrived = settledOf(whole);
      await insertWaits();
      expect(arrived()).toBe(false);
    });
    expect(await whole).toBe([...words, DONE].join(""));
    expect(await rowsOf(keyId)).toHaveLength(1);
  });

  test("a plain answer waits as a whole", async () => {
    provider.answer = (_request, response) =>
      response.end('{"usage":{"prompt_tokens":1,"completion_tokens":2}}');
    const { authorization, keyId } = await makeCaller();
    let answer: Promise<Response> | undefined;
    await sql.begin(async (held) => {
      await held`lock table requests in share mode`;
      answer = chat(authorization, { messages });
      const arrived = settledOf(answer);
      await insertWaits();
      expect(arrived()).toBe(false);
    });
    expect((await answer)?.status).toBe(200);
    expect(await rowsOf(keyId)).toHaveLength(1);
  });
});

describe("a provider that fails in the middle", () => {
  type Cut = [string, typeof provider.answer, { code: string; said?: string; text: string; tokens: number }];
  const saying =
    (text: string, then: (response: ServerResponse) => void): typeof provider.answer =>
    (_request, response) => {
      stream(response).flushHeaders();
      if (text === "") then(response);
      else response.write(text, () => then(response));
    };
  const hello = delta("Hello");

  test.each<Cut>([
    [
      "resets before its first token",
      saying("", (r) => r.socket?.resetAndDestroy()),
      { code: "provider_unreachable", text: "", tokens: 0 },
    ],
    [
      "closes before its first token",
      saying("", (r) => r.end()),
      { code: "provider_failed", text: "", tokens: 0 },
    ],
    [
      "breaks off after its first token",
      saying(hello, (r) => r.socket?.destroy()),
      { code: "provider_unreachable", text: hello, tokens: 2 },
    ],
    [
      "ends without a finish",
      saying(hello, (r) => r.end()),
      { code: "provider_failed", text: hello, tokens: 2 },
    ],
    [
      "ends inside an event",
      saying(`${hello}data: {"cho`, (r) => r.end()),
      { code: "provider_failed", text: hello, tokens: 2 },
    ],
    ["falls silent", saying(hello, () => {}), { code: "provider_timeout", text: hello, tokens: 2 }],
    [
      "tells an error with its key",
      saying(
        hello + event({ error: { message: `no ${PROVIDER_KEY} at ${provider.baseUrl}` } }) + delta("never"),
        (r) => r.end(),
      ),
      { code: "provider_failed", said: "no [hidden] at [address]", text: hello, tokens: 2 },
    ],
    [
      "sends garbage",
      saying('data: {"id": "chatcmpl-\n\nfoo\n\ndata: 12\n\n', (r) => r.end()),
      { code: "provider_failed", text: 'data: {"id": "chatcmpl-\n\nfoo\n\ndata: 12\n\n', tokens: 0 },
    ],
  ])(
    "%s: an error event and no [DONE]; what passed is in the log",
    async (_how, answer, { code, said, text, tokens }) => {
      provider.answer = answer;
      const { authorization, keyId } = await makeCaller();
      const received = await (await chat(authorization, ask)).text();
      expect(received.startsWith(text)).toBe(true);
      const last = JSON.parse(received.slice(text.length).replace(/^data: /, ""));
      expect(last.error).toMatchObject({ code, type: "server_error" });
      if (said !== undefined) expect(last.error.message).toBe(said);
      expect(received).not.toContain("[DONE]");
      expect(await rowsOf(keyId)).toMatchObject([
        {
          id: last.error.request_id,
          status: 200,
          errorCode: code,
          errorMessage: last.error.message,
          outputTokens: tokens,
          settlement: "interrupted",
          streamed: true,
        },
      ]);
    },
  );

  test("sends 256 MiB without an event's end: it is given up after one, and its connection closed", async () => {
    let sent = 0;
    let gone: Promise<unknown> | undefined;
    provider.answer = (_request, response) => {
      const pieces = function* () {
        yield Buffer.from("data: ");
        for (; sent < 256 * 1024 * 1024; sent += 64 * 1024) yield Buffer.alloc(64 * 1024, "a");
      };
      gone = pipeline(Readable.from(pieces()), stream(response)).catch(() => "cut");
    };
    const { authorization, keyId } = await makeCaller();
    expect(await (await chat(authorization, ask)).text()).toContain("an event without an end");
    expect(await gone).toBe("cut");
    expect(sent).toBeLessThan(64 * 1024 * 1024);
    expect(await rowsOf(keyId)).toMatchObject([{ errorCode: "provider_failed" }]);
  });
});

describe("a provider that ends in its own way is still complete", () => {
  test.each<[string, string, (response: ServerResponse) => void]>([
    ["breaks off after [DONE]", DONE, (r) => r.socket?.destroy()],
    ["talks on after [DONE]", `${DONE}: more\n\n${delta("never")}`, (r) => r.end()],
    ["stays connected and silent after [DONE]", DONE, () => {}],
    ["says no [DONE]", "", (r) => r.end()],
    ["says [DONE] without a blank line", "data: [DONE]", (r) => r.end()],
  ])("%s", async (_how, end, then) => {
    provider.answer = (_request, response) => {
      stream(response).write([...words, usage, end].join(""), () => then(response));
    };
    const { authorization, keyId } = await makeCaller();
    const received = await (await chat(authorization, ask)).text();
    expect(received).toBe(words.join("") + (end.startsWith(DONE) ? DONE : end));
    expect(await rowsOf(keyId)).toMatchObject([
      { status: 200, errorCode: null, outputTokens: 3, settlement: "final" },
    ]);
  });
});

test("usage nobody reports is estimated from what passed, at least one token for each piece", async () => {
  sends(...Array.from({ length: 40 }, () => delta("a")), delta("", "stop"), DONE);
  const { authorization, keyId } = await makeCaller();
  await (await chat(authorization, ask)).text();
  expect(await rowsOf(keyId)).toMatchObject([{ outputTokens: 40, settlement: "estimated", status: 200 }]);
});

describe("a client that leaves", () => {
  test.each([0, 1, 2, 5, 20])(
    "after %i pieces stops the provider, and what it was given is in the log",
    async (count) => {
      let gone: Promise<unknown> | undefined;
      provider.answer = (request, response) => {
        gone = new Promise((resolve) => request.socket.once("close", resolve));
        stream(response).flushHeaders();
        for (let piece = 0; piece < count; piece++) response.write(delta(`word ${piece} `));
      };
      const { authorization, keyId } = await makeCaller();
      const client = reader(await chat(authorization, ask));
      if (count > 0) await client.until(`word ${count - 1} `);
      await client.leave();
      await gone;
      const [row] = await eventualRows(keyId);
      expect(row).toMatchObject({
        status: 499,
        errorCode: "client_closed",
        settlement: "interrupted",
        streamed: true,
      });
      expect(row?.outputTokens).toBeGreaterThanOrEqual(count);
      expect(row?.costNanoUsd).toBeGreaterThan(0n);
    },
  );

  test("before the provider has answered stops it too; its prompt was used", async () => {
    const { authorization, keyId } = await makeCaller();
    const leaving = new AbortController();
    let gone: Promise<unknown> | undefined;
    const arrived = new Promise<void>((resolve) => {
      provider.answer = (request) => {
        gone = new Promise((closed) => request.socket.once("close", closed));
        resolve();
      };
    });
    const answer = chat(authorization, ask, { signal: leaving.signal }).catch(() => {});
    await arrived;
    leaving.abort();
    await Promise.all([answer, gone]);
    const [row] = await eventualRows(keyId);
    expect(row).toMatchObject({
      status: 499,
      errorCode: "client_closed",
      settlement: "interrupted",
      outputTokens: 0,
    });
    expect(row?.inputTokens).toBeGreaterThan(0);
  });

  test.each([true, false])(
    "before its answer has begun is in the log, streamed or not: %s",
    async (streamed) => {
      const { authorization, keyId } = await makeCaller("sandbox/echo");
      const left = new Promise((resolve) => {
        gateway.server.once("connection", (socket) => socket.once("close", resolve));
      });
      await sql.begin(async (held) => {
        // Admission waits for the lock, so that the client can leave while it is under way.
        await held`lock table gates in access exclusive mode`;
        const path = `${gateway.url}/v1/chat/completions`;
        const client = request(path, { method: "POST", headers: { authorization }, agent: false });
        client.on("error", () => {});
        client.end(JSON.stringify({ messages, stream: streamed }));
        await lockWaits("gates");
        client.destroy();
        await left;
      });
      expect(await eventualRows(keyId)).toHaveLength(1);
    },
  );
});

test("a reader who does not read holds the provider back: nothing piles up in between", async () => {
  let sent = 0;
  provider.answer = (_request, response) => {
    const piece = delta("a".repeat(64 * 1024));
    const pieces = function* () {
      for (; sent < 512 * 1024 * 1024; sent += piece.length) yield piece;
    };
    pipeline(Readable.from(pieces()), stream(response)).catch(() => {});
  };
  const { authorization, keyId } = await makeCaller();
  const answering = once(gateway.server, "request");
  const unread = await chat(authorization, ask);
  const [, response] = await answering;
  // Still when nothing has moved during twenty round trips of others.
  for (let still = 0, seen = -1; still < 20; still = sent === seen ? still + 1 : 0) {
    seen = sent;
    await fetch(`${gateway.url}/health`);
  }
  // One event waits for its reader; the rest is in the sockets of the operating system, on both ways.
  expect(response.destroyed).toBe(false);
  expect(response.writableLength).toBeLessThan(1024 * 1024);
  expect(sent).toBeLessThan(64 * 1024 * 1024);
  await unread.body?.cancel();
  expect(await eventualRows(keyId)).toMatchObject([{ status: 499, errorCode: "client_closed" }]);
});

test("when the database goes before the end, no answer is told complete, and each is in the log once after the return", async () => {
  const end = new Promise<ServerResponse>((resolve) => {
    provider.answer = (_request, response) => {
      stream(response).write(words.join(""));
      resolve(response);
    };
  });
  const { authorization, keyId } = await makeCaller();
  const client = reader(await chat(authorization, ask));
  await client.until("stop");
  gateway.databaseDoor.close();
  (await end).end(usage + DONE);
  const received = await client.until("[DONE]");
  expect(received).not.toContain("[DONE]");
  expect(received).toContain('"code":"unavailable"');
  const refused = await chat(authorization, ask);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
  gateway.databaseDoor.open();
  expect(await eventualRows(keyId)).toMatchObject([{ outputTokens: 3, settlement: "final" }]);
});

/** Tells at any moment whether a promise has been settled. */
function settledOf(promise: Promise<unknown>): () => boolean {
  let settled = false;
  const note = () => {
    settled = true;
  };
  promise.then(note, note);
  return () => settled;
}

/** Resolves once the gateway has asked to write a row and cannot, and others have been answered since. */
async function insertWaits(): Promise<void> {
  await lockWaits("requests");
  for (let round = 0; round < 5; round++) await fetch(`${gateway.url}/health`);
}

/** Resolves once somebody waits for a table of this database: those of other test files, its copies, have the same number. */
async function lockWaits(table: string): Promise<void> {
  for (let waiting = 0n; waiting === 0n; ) {
    const [row] = await sql`
      select count(*) as waiting from pg_locks join pg_database on pg_database.oid = pg_locks.database
      where datname = current_database() and relation = ${table}::regclass and not granted`;
    waiting = row?.waiting;
  }
}

/** The rows of a key as soon as there is one. */
async function eventualRows(keyId: Parameters<typeof rowsOf>[0]) {
  await expect.poll(() => rowsOf(keyId)).not.toHaveLength(0);
  return rowsOf(keyId);
}
