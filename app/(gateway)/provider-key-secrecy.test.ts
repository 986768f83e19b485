import { eq } from "drizzle-orm";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { accounts } from "@/db/schema/accounts";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";
import { gatewayDeps } from "@/lib/transport/gateway-deps";
import { log } from "@/lib/transport/log";

/** Printable signs that JSON and addresses write otherwise are in it on purpose. */
const SECRET = 'own-9c41"77%e0\\b2-unmistakable-5d3f80c6a1';
const NEXT = "own-5512cafe-also-unmistakable-90b3d7";

const lines: string[] = [];
beforeEach(() => {
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
});

const provider = await startRawProvider();
const gateway = await startGatewayServer("http://127.0.0.1:1/v1", { LOG_LEVEL: "debug" });
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});

/** An error that a careless server writes: the key, its own address and where it failed. */
const confession = (key: string) =>
  `Key ${key} refused by http://inner.test:8000/v1 (${provider.baseUrl})\n    at check (/srv/secret-place/keys.js:1:1)`;

provider.answer = (request, response) => {
  const key = String(request.headers.authorization).replace(/^Bearer /, "");
  const json = (status: number, body: object) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  const error = { error: { message: confession(key), code: key, param: key, type: key } };
  if (request.method === "GET") {
    return key === SECRET || key === NEXT ? json(200, { data: [{ id: "m" }] }) : json(401, error);
  }
  const { model, stream } = JSON.parse(request.body.toString("utf8"));
  if (stream !== true) return json(model === "refuses" ? 400 : model === "breaks" ? 500 : 401, error);
  response.writeHead(200, { "content-type": "text/event-stream" });
  if (model !== "refuses") response.write('data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n');
  response.end(`data: ${JSON.stringify(error)}\n\n`);
};

/** Every spelling of a secret in which it might have been put down. */
const spellings = [SECRET, NEXT].flatMap((secret) => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  Buffer.from(secret).toString("hex"),
  Buffer.from(secret).toString("base64").replace(/=+$/, ""),
  secret.slice(8, -8),
]);
const found = (text: string) => spellings.filter((spelling) => text.includes(spelling));

async function everyTable(): Promise<string> {
  const tables = await gateway.sql`select tablename as name from pg_tables where schemaname = 'public'`;
  const rows = await Promise.all(
    tables.map(({ name }) => gateway.sql`select t::text as row from ${gateway.sql(name)} t`),
  );
  return JSON.stringify(rows.flat().map(({ row }) => row));
}

test("a provider's key is in no answer, no line of the log and no table, whatever is done with it", async () => {
  const caller = await gateway.makeCaller("lab/m");
  // With everything kept that can be.
  const payloads = { store: true, keepDays: 1, redact: [], ceiling: false };
  await gateway.db.update(accounts).set({ payloads }).where(eq(accounts.id, caller.accountId));
  const answers: string[] = [];
  const statuses: number[] = [];
  const send = async (method: string, path: string, body?: object) => {
    const answer = await fetch(gateway.url + path, {
      method,
      headers: { authorization: caller.authorization, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    answers.push(`${JSON.stringify([...answer.headers])} ${await answer.text()}`);
    statuses.push(answer.status);
  };
  const lab = { provider: "openai-compatible", name: "lab", baseUrl: provider.baseUrl };
  const messages = [{ role: "user", content: "Hello" }];

  await send("POST", "/v1/provider-keys", { ...lab, apiKey: SECRET });
  await send("POST", "/v1/provider-keys", { ...lab, apiKey: SECRET });
  await send("POST", "/v1/provider-keys", { ...lab, name: "wrong", apiKey: `${SECRET}x` });
  await send("POST", "/v1/provider-keys", {
    ...lab,
    name: "far",
    apiKey: SECRET,
    baseUrl: "http://127.0.0.1:9",
  });
  await send("POST", "/v1/provider-keys", { ...lab, name: "odd", apiKey: `${SECRET}\0` });
  await send("POST", "/v1/provider-keys", { ...lab, name: SECRET, apiKey: SECRET, label: 1 });
  expect(statuses.splice(0)).toEqual([201, 409, 400, 400, 400, 400]);

  await send("GET", "/v1/provider-keys");
  await send("POST", "/v1/provider-keys/lab/test", {});
  await send("POST", "/v1/provider-keys/lab/test", { apiKey: `${SECRET}x` });
  await send("PUT", "/v1/provider-keys/lab", { apiKey: `${SECRET}x` });
  await send("PUT", "/v1/provider-keys/lab", { baseUrl: `${provider.baseUrl}/other` });
  await send("PATCH", "/v1/provider-keys/lab/toggle", { isActive: true });
  expect(statuses.splice(0)).toEqual([200, 200, 200, 400, 400, 200]);

  for (const model of ["refuses", "breaks", "m"]) {
    for (const stream of [false, true]) {
      await send("POST", "/v1/chat/completions", { model: `lab/${model}`, messages, stream });
      await send("POST", "/v1/messages", { model: `lab/${model}`, messages, stream, max_tokens: 9 });
      await send("POST", "/v3/chat", {
        gateId: caller.gateId,
        model: `lab/${model}`,
        data: { messages, stream },
      });
    }
    await send("POST", "/v1/embeddings", { model: `lab/${model}`, input: "Hello" });
    await send("POST", "/v1/audio/speech", { model: `lab/${model}`, input: "Hello", voice: "x" });
  }
  await send("POST", "/v1/gates/test", { gateId: caller.gateId, messages });
  expect(provider.received.length).toBeGreaterThan(20);

  await send("PUT", "/v1/provider-keys/lab", { apiKey: NEXT });
  const { baseUrl } = provider;
  await provider.stop();
  await send("POST", "/v1/provider-keys/lab/test", {});
  await send("POST", "/v1/chat/completions", { model: "lab/m", messages });
  expect(provider.baseUrl).toBe(baseUrl);

  expect(await gatewayDeps().payloads.drain(5_000)).toBe(0);
  const [kept] =
    await gateway.sql`select count(*)::int as calls from request_payloads where response is not null`;
  expect(kept?.calls).toBeGreaterThan(20);

  expect(found(answers.join("\n"))).toEqual([]);
  expect(found(await everyTable())).toEqual([]);
  expect(found(lines.join("\n"))).toEqual([]);
  const told = answers.filter((answer) => !answer.includes('"baseUrl"')).join("\n");
  expect(told).not.toMatch(/inner\.test|secret-place/);
  await send("DELETE", "/v1/provider-keys/lab");
  expect((await gateway.sql`select 1 from provider_keys`).length).toBe(0);
});

test("the log that was searched is one that is written", async () => {
  log().error({ authorization: SECRET, request: { secret: SECRET } }, "A line for the test");
  expect(lines.join("")).toContain("A line for the test");
  expect(found(lines.join(""))).toEqual([]);
});
