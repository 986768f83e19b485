import { afterAll, expect, test } from "vitest";
import { startFakeOpenAI } from "@/lib/testing/fake-openai";
import { startGatewayServer } from "@/lib/testing/gateway-server";
import { Layer, ProviderError } from "./index";

const fake = await startFakeOpenAI();
const gateway = await startGatewayServer(fake.baseUrl);
afterAll(async () => {
  await gateway.stop();
  await fake.stop();
  expect(gateway.faults).toEqual([]);
});

async function client(model = "sandbox/echo") {
  const caller = await gateway.makeCaller(model);
  return { ...caller, layer: new Layer({ apiKey: caller.secret, baseUrl: gateway.url }) };
}
const data = { messages: [{ role: "user" as const, content: "Say hello" }] };

test("chat answers with content, usage and cost, and the log has it", async () => {
  const { layer, gateId, keyId } = await client();
  const answer = await layer.chat({ gateId, data });
  expect(answer).toMatchObject({ content: "Say hello", model: "sandbox/echo", finishReason: "completed" });
  expect(answer.usage?.totalTokens).toBeGreaterThan(0);
  expect(await gateway.rowsOf(keyId)).toMatchObject([{ endpoint: "v3/chat", status: 200 }]);
});

test("chatStream brings the pieces, and usage and cost in the last", async () => {
  const { layer, gateId } = await client();
  const chunks = [];
  for await (const chunk of layer.chatStream({ gateId, data })) chunks.push(chunk);
  expect(chunks.map(({ content }) => content ?? "").join("")).toBe("Say hello");
  expect(chunks.at(-1)?.usage?.totalTokens).toBeGreaterThan(0);
  expect(chunks.at(-1)).toHaveProperty("cost");
});

test("a stream that fails in the middle throws what the server says of it, with its request id", async () => {
  const { layer, gateId } = await client("gpt-4o-mini");
  fake.script = () => ({ kind: "reset", when: "after first chunk" });
  const read = async () => {
    for await (const _ of layer.chatStream({ gateId, data }, { maxRetries: 0 }));
  };
  const error = await read().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProviderError);
  expect(error).toMatchObject({ requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  fake.script = undefined;
});

test("embeddings, images, speech and both ages of complete answer", async () => {
  const { layer, gateId } = await client();
  const vectors = await layer.embeddings({ gateId, model: "sandbox/embed", data: { input: "Say hello" } });
  expect(vectors.embeddings?.[0]?.length).toBeGreaterThan(0);
  const picture = await layer.image({ gateId, model: "sandbox/image", data: { prompt: "A pixel" } });
  expect(picture.images?.[0]?.base64).toMatch(/^iVBOR/);
  const sound = await layer.tts({ gateId, model: "sandbox/tts", data: { input: "Say hello" } });
  expect(sound.audio?.base64).toBeTypeOf("string");
  expect((await layer.complete({ gateId, data })).content).toBe("Say hello");
  expect((await layer.complete({ gate: gateId, messages: data.messages })).content).toBe("Say hello");
});
