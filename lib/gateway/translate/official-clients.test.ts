import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Departure } from "@/lib/providers/departure";
import { RIG_NAMES, startRig, type TranslationRig } from "@/lib/testing/translation-rig";
import { askTranslated } from "./ask-translated";
import { CountGuard } from "./count-guard";

const CALLS = [
  { id: "callone01", name: "weather", input: { city: "Bern" } },
  { id: "calltwo02", name: "time", input: {} },
];

let server: Server;
let baseURL: string;
let rig: TranslationRig;

/** The least of a gateway: hands bodies to the translation and bytes back. */
beforeEach(async () => {
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const format = request.url === "/v1/messages" ? "messages" : "chat/completions";
    const json = JSON.parse(Buffer.concat(parts).toString("utf8"));
    const ask = {
      format,
      json,
      modelName: "shown",
      providerLabel: "p",
      departure: new Departure(),
      counts: new CountGuard(() => {}),
      onLost() {},
    } as const;
    const { status, contentType, body } = await askTranslated(await rig.chat(), ask);
    response.writeHead(status, { "content-type": contentType });
    if (body instanceof Uint8Array) return response.end(body);
    for await (const piece of body) response.write(piece);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rig.stop();
});

describe.each(RIG_NAMES)("behind %s", (name) => {
  beforeEach(async () => {
    rig = await startRig(name);
    rig.behave({
      kind: "answer",
      text: "Let me see.",
      calls: CALLS,
      inputTokens: 20,
      cachedTokens: 5,
      outputTokens: 9,
    });
  });

  test("the client of OpenAI puts a stream together to what it gets whole", async () => {
    const client = new OpenAI({ baseURL: `${baseURL}/v1`, apiKey: "k", maxRetries: 0 });
    const ask = { model: "m", messages: [{ role: "user" as const, content: "Hi" }] };
    const plain = await client.chat.completions.create(ask);
    const streamed = await client.chat.completions
      .stream({ ...ask, stream_options: { include_usage: true } })
      .finalChatCompletion();
    for (const { choices, usage } of [plain, streamed]) {
      expect(choices[0]?.finish_reason).toBe("tool_calls");
      expect(choices[0]?.message.content).toBe("Let me see.");
      const calls = (choices[0]?.message.tool_calls ?? []).map((call) =>
        "function" in call ? call.function : null,
      );
      expect(calls).toMatchObject([
        { name: "weather", arguments: '{"city":"Bern"}' },
        { name: "time", arguments: "{}" },
      ]);
      expect(usage).toMatchObject({ prompt_tokens: 20, completion_tokens: 9, total_tokens: 29 });
      expect(usage?.prompt_tokens_details?.cached_tokens).toBe(5);
    }
  });

  test("the client of Anthropic puts a stream together to what it gets whole", async () => {
    const client = new Anthropic({ baseURL, apiKey: "k", maxRetries: 0 });
    const ask = { model: "m", max_tokens: 50, messages: [{ role: "user" as const, content: "Hi" }] };
    const plain = await client.messages.create(ask);
    const streamed = await client.messages.stream(ask).finalMessage();
    for (const { content, stop_reason, usage } of [plain, streamed]) {
      expect(stop_reason).toBe("tool_use");
      expect(content).toMatchObject([
        { type: "text", text: "Let me see." },
        { type: "tool_use", name: "weather", input: { city: "Bern" } },
        { type: "tool_use", name: "time", input: {} },
      ]);
      expect(usage).toMatchObject({ input_tokens: 15, cache_read_input_tokens: 5, output_tokens: 9 });
    }
  });
});

test("both clients read a failure in the middle as an error", async () => {
  rig = await startRig("anthropic");
  rig.behave({ kind: "answer", failsWith: "Overloaded, sorry" });
  const openai = new OpenAI({ baseURL: `${baseURL}/v1`, apiKey: "k", maxRetries: 0 });
  const messages = [{ role: "user" as const, content: "Hi" }];
  await expect(openai.chat.completions.stream({ model: "m", messages }).done()).rejects.toThrow(
    "Overloaded, sorry",
  );
  const anthropic = new Anthropic({ baseURL, apiKey: "k", maxRetries: 0 });
  const stream = anthropic.messages.stream({ model: "m", max_tokens: 9, messages });
  await expect(stream.done()).rejects.toThrow("Overloaded, sorry");
});
