import { afterAll, describe, expect, test } from "vitest";
import { cutMoments } from "@/lib/keys/cut-moments";
import { cutRunningCalls } from "@/lib/keys/cut-running-calls";
import { replaceLeakedSecret } from "@/lib/keys/leak/replace-leaked-secret";
import { reportLeak } from "@/lib/keys/leak/report-leak";
import { testContext } from "@/lib/testing/context";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { gatewayDeps } from "@/lib/transport/gateway-deps";
import { chatCompletions } from "./formats/chat-completions";
import { runGateway } from "./pipeline";
import { openRunningCalls } from "./running-calls";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl);
const { chat, makeCaller, rowsOf, db, sql } = gateway;
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  expect(gateway.faults).toEqual([]);
});

type Caller = Awaited<ReturnType<typeof makeCaller>>;
const messages = [{ role: "user", content: "hello" }];
const slow = { kind: "answer", text: "one two three four five six", stepwise: true } as const;

/** Another instance on the same database: it has running calls of its own. */
function secondInstance() {
  const deps = { ...gatewayDeps(), running: openRunningCalls(() => cutMoments(sql), 50) };
  return {
    running: deps.running,
    chat: (authorization: string, body: object) =>
      runGateway(
        new Request("http://second.test/v1/chat/completions", {
          method: "POST",
          headers: { authorization, "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
        deps,
        chatCompletions,
      ),
  };
}

type Send = (authorization: string, body: object) => Promise<Response>;

/** Starts a stream of which two events have left, on either instance. */
async function startStream(send: Send, { authorization }: Caller) {
  const place = fake.requests.length;
  const answering = send(authorization, { messages, stream: true });
  const received = await fake.received(place);
  received.release(2);
  const response = await answering;
  return { response, received, text: response.text() };
}

const report = ({ accountId, keyId }: Caller) =>
  reportLeak(testContext(db, accountId), { keyId, action: "disable" });

describe("when a key is stopped with its calls", () => {
  test("its streams end on every instance with an event that says why, and their providers are let go", async () => {
    fake.script = () => slow;
    const [caller, other, second] = [await makeCaller(), await makeCaller(), secondInstance()];
    const mine = [await startStream(chat, caller), await startStream(second.chat, caller)];
    const others = await startStream(chat, other);
    await report(caller);
    for (const { response, received, text } of mine) {
      expect(response.status).toBe(200);
      const told = await text;
      expect(told).toContain('"code":"key_disabled"');
      expect(told).toContain("was cut off because its API key was stopped");
      expect(told).not.toContain("[DONE]");
      await received.clientGone;
    }
    others.received.release();
    expect(await others.text).toContain("[DONE]");
    expect(await rowsOf(other.keyId)).toMatchObject([{ settlement: "final", errorCode: null }]);
    const rows = await rowsOf(caller.keyId);
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatchObject({ settlement: "interrupted", errorCode: "key_disabled", status: 200 });
      expect(row.outputTokens).toBeGreaterThan(0);
      expect(row.costNanoUsd).toBeGreaterThan(0n);
    }
    expect([gatewayDeps().running.count(), second.running.count()]).toEqual([0, 0]);
  });

  test("a call that was not answered yet gets the 401, and what it sent is recorded as used", async () => {
    fake.script = () => ({ kind: "hang" });
    const caller = await makeCaller();
    const place = fake.requests.length;
    const answering = chat(caller.authorization, { messages });
    const received = await fake.received(place);
    await report(caller);
    const response = await answering;
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: "key_disabled" } });
    await received.clientGone;
    expect(await rowsOf(caller.keyId)).toMatchObject([
      { settlement: "interrupted", status: 401, errorCode: "key_disabled", inputTokens: expect.any(Number) },
    ]);
  });

  test("a rotation without grace ends them too", async () => {
    fake.script = () => slow;
    const caller = await makeCaller();
    const { text } = await startStream(chat, caller);
    await replaceLeakedSecret(testContext(db, caller.accountId), { keyId: caller.keyId });
    expect(await text).toContain('"code":"key_disabled"');
  });

  test("no other model takes over", async () => {
    fake.script = () => ({ kind: "hang" });
    const caller = await makeCaller("gpt-4o-mini", { fallbackModels: ["gpt-4o"] });
    const place = fake.requests.length;
    const answering = chat(caller.authorization, { messages });
    await fake.received(place);
    await report(caller);
    expect((await answering).status).toBe(401);
    expect(fake.requests).toHaveLength(place + 1);
  });
});

test("a call that began after the cut goes on", async () => {
  fake.script = () => slow;
  const caller = await makeCaller();
  const ctx = testContext(db, caller.accountId);
  await cutRunningCalls(ctx, caller.keyId);
  const { received, text } = await startStream(secondInstance().chat, caller);
  const other = await makeCaller();
  const cut = await startStream(secondInstance().chat, other);
  await cutRunningCalls(testContext(db, other.accountId), other.keyId);
  // The look that ends this one would have ended the other too.
  expect(await cut.text).toContain("key_disabled");
  received.release();
  expect(await text).toContain("[DONE]");
});

test("the ledger is asked only while calls run, and asked again when it could not answer", async () => {
  fake.script = () => slow;
  const caller = await makeCaller();
  let asked = 0;
  const running = openRunningCalls(async () => {
    asked += 1;
    if (asked === 1) throw new Error("The ledger is away.");
    return cutMoments(sql);
  }, 20);
  const deps = { ...gatewayDeps(), running };
  const send = (authorization: string, body: object) =>
    runGateway(
      new Request("http://third.test/", {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
      deps,
      chatCompletions,
    );
  const { text } = await startStream(send, caller);
  await expect.poll(() => asked).toBeGreaterThan(1);
  await report(caller);
  expect(await text).toContain("key_disabled");
  expect(running.count()).toBe(0);
});
