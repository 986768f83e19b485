import type { LanguageModelV3StreamPart, LanguageModelV3Usage } from "@ai-sdk/provider";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AnthropicMeter } from "@/lib/gateway/anthropic-meter";
import { StreamMeter } from "@/lib/gateway/stream-meter";
import { NO_USAGE } from "@/lib/prices/price-usage";
import { Departure } from "@/lib/providers/departure";
import { eventsOf } from "@/lib/testing/translated-answer";
import { AnthropicStream } from "./anthropic-stream";
import { CountGuard } from "./count-guard";
import { OpenAiStream } from "./openai-stream";
import { translatedStream } from "./translated-stream";

const USAGE: LanguageModelV3Usage = {
  inputTokens: { total: 10, noCache: 7, cacheRead: 2, cacheWrite: 1 },
  outputTokens: { total: 5, text: 3, reasoning: 2 },
};
const HEAD = { id: "id", created: 0, model: "m" };

const id = fc.constantFrom("a", "b", "c");
const delta = fc.string({ maxLength: 6 });
const part: fc.Arbitrary<LanguageModelV3StreamPart> = fc.oneof(
  fc.record({ type: fc.constant("text-start" as const), id }),
  fc.record({ type: fc.constant("text-delta" as const), id, delta }),
  fc.record({ type: fc.constant("text-end" as const), id }),
  fc.record({ type: fc.constant("reasoning-start" as const), id }),
  fc.record({
    type: fc.constant("reasoning-delta" as const),
    id,
    delta,
    providerMetadata: fc.constantFrom({ anthropic: { signature: "s" } }, { anthropic: {} }),
  }),
  fc.record({
    type: fc.constant("reasoning-start" as const),
    id,
    providerMetadata: fc.constant({ anthropic: { redactedData: "secret" } }),
  }),
  fc.record({ type: fc.constant("tool-input-start" as const), id, toolName: fc.constant("t") }),
  fc.record({ type: fc.constant("tool-input-delta" as const), id, delta }),
  fc.record({ type: fc.constant("tool-input-end" as const), id }),
  fc.record({
    type: fc.constant("tool-call" as const),
    toolCallId: id,
    toolName: fc.constant("t"),
    input: fc.constantFrom("", "{}", '{"x":1}', "{broken"),
    providerExecuted: fc.constantFrom(false, false, true),
  }),
  fc.record({
    type: fc.constant("file" as const),
    mediaType: fc.constantFrom("image/png", "image/png", "image/png", "audio/wav"),
    data: fc.constant("AAAA"),
  }),
  fc.constant({ type: "source" as const, sourceType: "url" as const, id: "s", url: "https://example.com" }),
);
const end: fc.Arbitrary<readonly LanguageModelV3StreamPart[]> = fc.oneof(
  fc
    .constantFrom("stop", "length", "content-filter", "tool-calls", "error", "other")
    .map((unified) => [
      { type: "finish" as const, usage: USAGE, finishReason: { unified, raw: "raw" } as never },
    ]),
  fc.constant([{ type: "error" as const, error: { message: "sorry" } }]),
  fc.constant([{ type: "error" as const, error: new Error("inner words") }]),
  // A provider that just stops.
  fc.constant([]),
);

async function write(
  parts: LanguageModelV3StreamPart[],
  writer: AnthropicStream | OpenAiStream,
): Promise<string> {
  const stream = new ReadableStream<LanguageModelV3StreamPart>({
    start(controller) {
      for (const each of parts) controller.enqueue(each);
      controller.close();
    },
  });
  const source = {
    parts: stream.getReader(),
    writer,
    target: { family: "sandbox" as const, label: "p", urls: {} },
    departure: new Departure(),
    counts: new CountGuard(() => {}),
    hangUp: new AbortController(),
  };
  let text = "";
  for await (const piece of translatedStream(source)) text += Buffer.from(piece).toString("utf8");
  return text;
}

function meterOf(text: string, meter: AnthropicMeter | StreamMeter) {
  meter.push(Buffer.from(text));
  return meter;
}

describe("whatever a provider sends, in whatever order, its stream is well formed and ends exactly once", () => {
  test("for clients of OpenAI", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 25 }), end, async (parts, ending) => {
        const text = await write([...parts, ...ending, ...parts], new OpenAiStream(HEAD));
        expect(text).toMatch(/^(data: (\{.*\}|\[DONE\])\n\n)+$/);
        const meter = meterOf(text, new StreamMeter(true));
        const ends = text.split("data: [DONE]\n\n").length - 1;
        const errors = eventsOf(text).filter((event) => event.error !== undefined).length;
        expect(ends + errors).toBe(1);
        expect(meter.ended).toBe(ends === 1);
        expect(meter.failure === null).toBe(errors === 0);
        if (meter.ended) expect(meter.usage).toMatchObject({ output: 5, reasoning: 2 });
        const finishes = eventsOf(text).filter((event) => /"finish_reason":"/.test(JSON.stringify(event)));
        expect(finishes).toHaveLength(ends);
        const indexes = eventsOf(text).flatMap(
          (event) => /"tool_calls":\[\{"index":(\d+),"id"/.exec(JSON.stringify(event))?.[1] ?? [],
        );
        expect(indexes).toEqual(indexes.map((_index, place) => String(place)));
      }),
      { numRuns: 400 },
    );
  });

  test("for clients of Anthropic", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 25 }), end, async (parts, ending) => {
        const text = await write([...parts, ...ending, ...parts], new AnthropicStream(HEAD));
        expect(text).toMatch(/^(event: \w+\ndata: \{.*\}\n\n)+$/);
        const events = eventsOf(text);
        const types = events.map(({ type }) => type);
        expect(types[0]).toBe("message_start");
        expect(["message_stop", "error"]).toContain(types.at(-1));
        expect(types.filter((type) => type === "message_stop" || type === "error")).toHaveLength(1);
        const meter = meterOf(text, new AnthropicMeter());
        expect(meter.ended).toBe(types.at(-1) === "message_stop");
        expect(meter.failure === null).toBe(meter.ended);
        if (meter.ended) {
          expect(meter.usage).toEqual({
            ...NO_USAGE,
            input: 7,
            cachedInput: 2,
            cacheWrite: 1,
            output: 5,
            reasoning: 2,
          });
          expect(types.filter((type) => type === "message_delta")).toHaveLength(1);
        }
        expectBlocksInOrder(events, meter.ended);
      }),
      { numRuns: 400 },
    );
  });
});

/** One block after the other, each begun, told and ended; a failure may leave the last one open. */
function expectBlocksInOrder(events: Array<Record<string, unknown>>, isWhole: boolean): void {
  let open: number | null = null;
  let next = 0;
  for (const { type, index } of events) {
    if (type === "content_block_start") {
      expect({ open, index }).toEqual({ open: null, index: next });
      open = next++;
    } else if (type === "content_block_delta") expect(index).toBe(open);
    else if (type === "content_block_stop") {
      expect(index).toBe(open);
      open = null;
    }
  }
  if (isWhole) expect(open).toBeNull();
}

describe("what neither format has a place for", () => {
  const finish = { type: "finish", usage: USAGE, finishReason: { unified: "stop", raw: "stop" } } as const;

  test("an image becomes a part of the message, never text", async () => {
    const parts = [
      { type: "file", mediaType: "image/png", data: new Uint8Array([1, 2, 3]) } as const,
      finish,
    ];
    expect(await write(parts, new OpenAiStream(HEAD))).toContain(
      '{"images":[{"index":0,"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}}]}',
    );
    const blocks = eventsOf(await write(parts, new AnthropicStream(HEAD)));
    expect(blocks[1]).toMatchObject({
      content_block: { type: "image", source: { type: "base64", media_type: "image/png", data: "AQID" } },
    });
  });

  test("the words of an error of ours stay inside", async () => {
    const text = await write([{ type: "error", error: new Error("inner words") }], new OpenAiStream(HEAD));
    expect(text).not.toContain("inner words");
  });

  test("two calls under one id are two calls", async () => {
    const call = { type: "tool-call", toolCallId: "same", toolName: "t", input: "{}" } as const;
    const text = await write([call, call, finish], new OpenAiStream(HEAD));
    expect([...text.matchAll(/"id":"(same\w*)"/g)].map(([, id]) => id)).toEqual(["same", "samecall1"]);
  });
});
