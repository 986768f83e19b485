import { gzipSync } from "node:zlib";
import { expect, test } from "../fixtures/gateway";
import { rawRequest } from "../fixtures/raw-http";

const ask = { model: "sandbox/echo", messages: [{ role: "user", content: "hello" }] };
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const withField = (field: string, value: unknown) => JSON.stringify({ ...ask, [field]: value });

const refusals: Array<[name: string, body: string | Buffer, status: number, code: string | RegExp]> = [
  ["broken JSON", '{"messages": [', 400, "invalid_json"],
  ["an empty body", "", 400, "invalid_json"],
  ["JSON that is no object", "[1, 2]", 400, /^invalid_/],
  ["invalid UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, "invalid_json"],
  ["messages of a wrong type", withField("messages", "hello"), 400, "invalid_field"],
  ["no messages", JSON.stringify({ model: "sandbox/echo" }), 400, "invalid_field"],
  ["a message of a wrong type", withField("messages", ["hello"]), 400, "invalid_field"],
  ["stream of a wrong type", withField("stream", "yes"), 400, "invalid_field"],
  ["model of a wrong type", withField("model", 12), 400, "invalid_field"],
  ["a model name with NUL bytes", withField("model", "sand\0box"), 400, "invalid_field"],
  [
    "a lone surrogate as model",
    '{"model":"\\ud800","messages":[{"role":"user","content":"x"}]}',
    400,
    "invalid_field",
  ],
  ["an over-long model name", withField("model", "m".repeat(5_000)), 400, "invalid_field"],
  ["an unknown model", withField("model", "nobody/knows"), 404, "model_not_found"],
  ["an unknown gate", withField("gate_id", "00000000-0000-7000-8000-000000000000"), 404, "gate_not_found"],
  ["an unknown gate name", withField("gate", "nowhere"), 404, "gate_not_found"],
  ["a gate name with NUL bytes", withField("gate", "a\0b"), 404, "gate_not_found"],
];

test.describe("chat completions", () => {
  for (const [name, body, status, code] of refusals) {
    test(`${name}: ${status} in OpenAI's shape, one log row, the next request unharmed`, async ({
      app,
      caller,
      ledger,
      openai,
    }) => {
      const response = await fetch(`${app.url}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${caller.secret}`, "content-type": "application/json" },
        body: typeof body === "string" ? body : new Uint8Array(body),
      });
      expect(response.status).toBe(status);
      const { error } = await response.json();
      expect(error).toMatchObject({ message: expect.any(String), type: "invalid_request_error" });
      expect(error.code).toMatch(code);
      expect(error).toHaveProperty("param");
      const rows =
        await ledger.sql`select status, cost_nano_usd from requests where key_id = ${caller.keyId}`;
      expect(rows).toEqual([{ status, cost_nano_usd: 0n }]);
      await openai.chat.completions.create({
        model: "sandbox/echo",
        messages: [{ role: "user", content: "x" }],
      });
    });
  }

  test("a compressed body is refused with a sentence that says so", async ({ app, caller, ledger }) => {
    const response = await fetch(`${app.url}/v1/chat/completions`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${caller.secret}`,
        "content-type": "application/json",
        "content-encoding": "gzip",
      },
      body: new Uint8Array(gzipSync(JSON.stringify(ask))),
    });
    expect(response.status).toBe(415);
    const { error } = await response.json();
    expect(error).toMatchObject({ code: "unsupported_media_type", type: "invalid_request_error" });
    expect(error.message).toContain("compressed");
    expect(await ledger.sql`select status from requests where key_id = ${caller.keyId}`).toEqual([
      { status: 415 },
    ]);
  });

  test("a body nested 100,000 deep is answered, whatever is thought of it", async ({
    app,
    caller,
    openai,
  }) => {
    const body = `{"model":"sandbox/echo","messages":[{"role":"user","content":"x"}],"metadata":${nested(100_000)}}`;
    const headers = { authorization: `Bearer ${caller.secret}` };
    const response = await fetch(`${app.url}/v1/chat/completions`, { method: "POST", headers, body });
    expect(response.status).toBeLessThan(500);
    await response.text();
    await openai.chat.completions.create({
      model: "sandbox/echo",
      messages: [{ role: "user", content: "x" }],
    });
  });

  test("a body over the limit is refused with 413 before it is sent", async ({ app, caller, openai }) => {
    const declared = await rawRequest(app.port, head(caller.secret, `Content-Length: ${100 * 1024 * 1024}`));
    expect(declared.status).toBe(413);
    expect(declared.body).toContain('"payload_too_large"');
    await openai.models.list();
  });

  test("a chunked body over the limit is refused with 413 while it is being sent", async ({
    app,
    caller,
    openai,
  }) => {
    const chunk = Buffer.concat([
      Buffer.from("100000\r\n"),
      Buffer.alloc(0x100000, 0x20),
      Buffer.from("\r\n"),
    ]);
    let sent = 0;
    const answer = await rawRequest(
      app.port,
      head(caller.secret, "Transfer-Encoding: chunked"),
      async (send) => {
        while (sent < 100 && (await send(chunk))) sent += 1;
      },
    );
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(100);
    await openai.models.list();
  });

  test("a stranger's large body is refused for its key, unread", async ({ app }) => {
    const answer = await rawRequest(app.port, head("not-a-key", `Content-Length: ${100 * 1024 * 1024}`));
    expect(answer.status).toBe(401);
  });

  test("headers that are too large are refused with 431", async ({ app, caller, openai, servedBy }) => {
    const answer = await rawRequest(
      app.port,
      head(caller.secret, `X-Long: ${"x".repeat(70_000)}\r\nContent-Length: 0`),
    );
    expect(answer.status).toBe(431);
    // Next's own server refuses them before any code of ours runs.
    if (servedBy === "server") expect(answer.body).toContain('"headers_too_large"');
    await openai.models.list();
  });

  test("a request that offers HTTP/2, as Java's client does, is answered over what it came with", async ({
    app,
    caller,
    servedBy,
  }) => {
    test.skip(servedBy !== "server", "Next's own server takes every offer of an upgrade for itself");
    // Next would begin to listen for upgrades with its first page.
    expect((await fetch(`http://127.0.0.1:${app.port}/docs`)).status).toBe(200);
    const body = JSON.stringify(ask);
    const offer = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAA";
    const length = `Content-Length: ${body.length}`;
    const answer = await rawRequest(app.port, `${head(caller.secret, `${offer}\r\n${length}`)}${body}`);
    expect(answer.status).toBe(200);
  });
});

test.describe("management endpoints", () => {
  const refused: Array<
    [name: string, method: string, path: string, body: string | undefined, status: number]
  > = [
    ["broken JSON", "POST", "/v1/keys", "{", 400],
    ["a name of a wrong type", "POST", "/v1/keys", '{"name": 12}', 400],
    ["an empty name", "POST", "/v1/keys", '{"name": "  "}', 400],
    ["an over-long name", "POST", "/v1/keys", JSON.stringify({ name: "n".repeat(101) }), 400],
    ["a name with NUL bytes", "POST", "/v1/keys", JSON.stringify({ name: "a\0b" }), 400],
    ["an unknown field", "POST", "/v1/keys", '{"name": "A", "admin": true}', 400],
    ["an unknown query value", "GET", "/v1/keys?limit=many", undefined, 400],
    ["an id that is none", "DELETE", "/v1/keys/nothing", undefined, 404],
    ["a random id", "DELETE", "/v1/keys/00000000-0000-7000-8000-000000000000", undefined, 404],
    ["a path that does not exist", "GET", "/v1/nowhere", undefined, 404],
    ["a method that does not fit", "PUT", "/v1/keys", "{}", 405],
  ];
  for (const [name, method, path, body, status] of refused) {
    test(`${name}: ${method} ${path} is ${status} with a code and a sentence`, async ({
      app,
      caller,
      ledger,
    }) => {
      const response = await fetch(`${app.url}${path}`, {
        method,
        headers: { authorization: `Bearer ${caller.secret}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body }),
      });
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({
        error: expect.anything(),
        message: expect.any(String),
        requestId: expect.any(String),
      });
      const keys = await ledger.sql`select 1 from api_keys where account_id = ${caller.accountId}`;
      expect(keys).toHaveLength(1);
    });
  }
});

function head(secret: string, more: string): string {
  return [
    "POST /v1/chat/completions HTTP/1.1",
    "Host: localhost",
    `Authorization: Bearer ${secret}`,
    "Content-Type: application/json",
    more,
    "",
    "",
  ].join("\r\n");
}
