import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { newSecret } from "@/db/factories";
import { accounts } from "@/db/schema/accounts";
import { gates } from "@/db/schema/gates";
import { apiKeys } from "@/db/schema/keys";
import type { GateSettings } from "@/lib/core/gate-settings";
import type { RequestId } from "@/lib/core/ids";
import { NO_PAYLOADS, type PayloadPolicy } from "@/lib/core/payload-policy";
import { DAY_MS } from "@/lib/core/time";
import { findPayload } from "@/lib/payloads/queries";
import { testContext } from "@/lib/testing/context";
import { PROVIDER_KEY, startGatewayServer } from "@/lib/testing/gateway-server";
import { startRawProvider } from "@/lib/testing/raw-provider";
import { gatewayDeps } from "@/lib/transport/gateway-deps";

const provider = await startRawProvider();
const gateway = await startGatewayServer(provider.baseUrl, { LAYER_MAX_BODY_BYTES: "3000000" });
const { db, chat, post, rowsOf, sql } = gateway;
afterAll(async () => {
  await gateway.stop();
  await provider.stop();
  expect(gateway.faults).toEqual([]);
});

const KEEP: PayloadPolicy = { store: true, keepDays: 3, redact: ["ssn"] };
const messages = [{ role: "user", content: "hello" }];
const usage = { prompt_tokens: 10, completion_tokens: 3 };
const plain = (content: string) =>
  JSON.stringify({ choices: [{ message: { role: "assistant", content }, finish_reason: "stop" }], usage });
const event = (fields: object) => `data: ${JSON.stringify({ id: "c", ...fields })}\n\n`;
const delta = (content: string) => event({ choices: [{ index: 0, delta: { content } }] });
const END = `${event({ choices: [], usage })}data: [DONE]\n\n`;

const answers = (body: string | Uint8Array, type = "application/json", status = 200) => {
  provider.answer = (_request, response) => response.writeHead(status, { "content-type": type }).end(body);
};
beforeEach(() => answers(plain("hi")));

type Caller = Awaited<ReturnType<typeof gateway.makeCaller>>;

async function makeKeeper(model?: string, settings: Partial<GateSettings> = {}): Promise<Caller> {
  const caller = await gateway.makeCaller(model, settings);
  await db
    .update(accounts)
    .set({ payloads: { ...KEEP, ceiling: false } })
    .where(eq(accounts.id, caller.accountId));
  return caller;
}

/** What is kept of the only call of a key, once nothing waits to be written any more; null when nothing is. */
async function keptOf({ accountId, keyId }: Caller) {
  expect(await gatewayDeps().payloads.drain(5_000)).toBe(0);
  const [row, ...others] = await rowsOf(keyId);
  expect(others).toEqual([]);
  return findPayload(testContext(db, accountId), row?.id ?? "");
}

test("off, nothing is kept and nothing waits", async () => {
  const caller = await gateway.makeCaller();
  expect((await chat(caller.authorization, { messages })).status).toBe(200);
  expect(await keptOf(caller)).toBeNull();
});

test("a plain call is kept as it was asked and answered, for as long as was said", async () => {
  const caller = await makeKeeper();
  const body = `{"messages": ${JSON.stringify(messages)},  "user":"u", "metadata":{"SSN":"123"}}`;
  const answer = await (await chat(caller.authorization, body)).text();
  const kept = await keptOf(caller);
  expect(kept).toMatchObject({
    request: body.replace('"123"', '"[left out]"'),
    response: answer,
    requestBytes: body.length,
    responseBytes: answer.length,
    redactions: 1,
  });
  expect(((kept?.expiresAt.getTime() ?? 0) - Date.now()) / DAY_MS).toBeCloseTo(3, 2);
});

test("of a stream what reached the client is kept, without what a model says in pieces and must not be", async () => {
  const caller = await makeKeeper();
  const said = [caller.secret, PROVIDER_KEY, newSecret()].join(" and ");
  const pieces = said.match(/.{1,7}/gs) ?? [];
  answers(pieces.map(delta).join("") + END, "text/event-stream");
  const answer = await (await chat(caller.authorization, { messages, stream: true })).text();
  expect(answer).toContain("[DONE]");
  const kept = await keptOf(caller);
  const told = (kept?.response ?? "")
    .split("\n\n")
    .filter((line) => line.startsWith("data: {"))
    .map((line) => JSON.parse(line.slice(6)).choices[0]?.delta.content ?? "");
  expect(told.join("")).toBe("[secret] and [secret] and [secret]");
  expect(kept?.response).toMatch(/data: \[DONE\]\n\n$/);
  expect(kept?.responseBytes).toBe(Buffer.byteLength(answer));
});

test("a client that leaves in the middle leaves what it has seen", async () => {
  const caller = await makeKeeper();
  const gone = new Promise<void>((resolve) => {
    provider.answer = (_request, response) => {
      response.on("close", resolve);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(delta("first"));
    };
  });
  const leaving = new AbortController();
  const answer = await chat(caller.authorization, { messages, stream: true }, { signal: leaving.signal });
  await answer.body?.getReader().read();
  leaving.abort();
  await gone;
  await expect.poll(() => rowsOf(caller.keyId)).toHaveLength(1);
  // The payload follows its row, and nobody waits for it.
  await expect.poll(() => keptOf(caller)).toMatchObject({ response: delta("first") });
});

describe("what was refused or failed is kept with what was told instead", () => {
  test("an error of the provider, with its key in it", async () => {
    const caller = await makeKeeper();
    answers(JSON.stringify({ error: { message: `bad key ${PROVIDER_KEY}` } }), "application/json", 400);
    const answer = await chat(caller.authorization, { messages, note: `mine is ${PROVIDER_KEY}` });
    const kept = await keptOf(caller);
    expect(kept).toMatchObject({ response: await answer.text() });
    expect(kept?.request).toContain("mine is [secret]");
    expect(JSON.stringify(kept)).not.toContain(PROVIDER_KEY);
  });

  test.each([
    ["broken JSON", '{"messages": [{"ssn": "1', 400, '{"messages": [{"ssn": "[left out]"'],
    ["a text", "tell me a joke", 400, "tell me a joke"],
    ["what is no text", "\u0000\u0001", 400, "\uFFFD\u0001"],
  ])("%s", async (_what, body, status, request) => {
    const caller = await makeKeeper();
    const answer = await chat(caller.authorization, body);
    expect(answer.status).toBe(status);
    expect(await keptOf(caller)).toMatchObject({ request, response: await answer.text() });
  });

  test("a key that may not call", async () => {
    const caller = await makeKeeper();
    await db.update(apiKeys).set({ disabledAt: new Date() }).where(eq(apiKeys.id, caller.keyId));
    const answer = await chat(caller.authorization, { messages });
    expect(answer.status).toBe(401);
    expect(await keptOf(caller)).toMatchObject({
      request: JSON.stringify({ messages }),
      response: await answer.text(),
    });
  });

  test("a body that is too large was never read, and only its size is known", async () => {
    const caller = await makeKeeper();
    const body = JSON.stringify({ messages, long: "x".repeat(3_000_000) });
    expect((await chat(caller.authorization, body)).status).toBe(413);
    expect(await keptOf(caller)).toMatchObject({ request: null, requestBytes: body.length });
  });
});

test("a body of 1 MB is kept as far as it goes, and its size is told", async () => {
  const caller = await makeKeeper();
  const body = JSON.stringify({ messages: [{ role: "user", content: "word ".repeat(200_000) }] });
  answers(plain("long ".repeat(100_000)));
  const answer = await (await chat(caller.authorization, body)).text();
  const kept = await keptOf(caller);
  expect(kept).toMatchObject({ requestBytes: body.length, responseBytes: answer.length });
  expect(kept?.request).toBe(body.slice(0, 256 * 1024));
  expect(kept?.response).toBe(answer.slice(0, 256 * 1024));
});

test("sound is told by its size, and so is a file in a form", async () => {
  const caller = await makeKeeper("tts-1", { taskType: "tts" });
  answers(Buffer.alloc(5_000, 7), "audio/mpeg");
  await (
    await post("/v1/audio/speech", caller.authorization, { model: "tts-1", input: "hi", voice: "alloy" })
  ).arrayBuffer();
  expect(await keptOf(caller)).toMatchObject({ response: null, responseBytes: 5_000 });
  const other = await makeKeeper("whisper-1");
  answers('{"text":"hi"}');
  const form = new FormData();
  form.set("model", "whisper-1");
  form.set("ssn", "1");
  form.set("file", new Blob([Buffer.alloc(900)]), "a.mp3");
  await (await post("/v1/audio/transcriptions", other.authorization, form)).text();
  const kept = await keptOf(other);
  expect(JSON.parse(kept?.request ?? "")).toEqual({
    model: "whisper-1",
    ssn: "[left out]",
    file: "[file, 900 bytes]",
  });
});

describe("the most specific word counts", () => {
  const off = { ...NO_PAYLOADS, store: false };
  test.each<[string, PayloadPolicy | null, PayloadPolicy | null, boolean, boolean]>([
    ["a key that wants it off", off, null, false, false],
    ["a gate that wants it off", null, off, false, false],
    ["a key over its gate", KEEP, off, false, true],
    ["a ceiling over a key", KEEP, KEEP, true, false],
  ])("%s", async (_case, key, gate, ceiling, isKept) => {
    const caller = await gateway.makeCaller();
    const account = ceiling ? { ...off, ceiling } : { ...KEEP, ceiling };
    await db.update(accounts).set({ payloads: account }).where(eq(accounts.id, caller.accountId));
    await db.update(apiKeys).set({ payloads: key }).where(eq(apiKeys.id, caller.keyId));
    await db.update(gates).set({ payloads: gate }).where(eq(gates.id, caller.gateId));
    await (await chat(caller.authorization, { messages })).text();
    expect((await keptOf(caller)) !== null).toBe(isKept);
  });

  test("also for a trial of a gate, by the gate that is tried", async () => {
    const caller = await makeKeeper();
    const trial = { messages, gateId: caller.gateId };
    expect((await post("/v1/gates/test", caller.authorization, trial)).status).toBe(200);
    expect((await keptOf(caller))?.request).toContain("hello");
    await sql`delete from requests where key_id = ${caller.keyId}`;
    await db.update(gates).set({ payloads: off }).where(eq(gates.id, caller.gateId));
    await post("/v1/gates/test", caller.authorization, trial);
    expect(await keptOf(caller)).toBeNull();
  });
});

test("a payload that cannot be stored leaves its answer and its row as they are", async () => {
  const caller = await makeKeeper();
  await sql`alter table request_payloads rename to hidden_payloads`;
  const answer = await chat(caller.authorization, { messages });
  expect([answer.status, await answer.text()]).toEqual([200, plain("hi")]);
  expect(await gatewayDeps().payloads.drain(5_000)).toBe(0);
  await sql`alter table hidden_payloads rename to request_payloads`;
  expect(await rowsOf(caller.keyId)).toMatchObject([{ status: 200, settlement: "final" }]);
  expect(await keptOf(caller)).toBeNull();
});

test("another account finds nothing under the same id", async () => {
  const [caller, other] = [await makeKeeper(), await makeKeeper()];
  await (await chat(caller.authorization, { messages })).text();
  expect(await keptOf(caller)).not.toBeNull();
  const [row] = await rowsOf(caller.keyId);
  expect(await findPayload(testContext(db, other.accountId), row?.id as RequestId)).toBeNull();
});
