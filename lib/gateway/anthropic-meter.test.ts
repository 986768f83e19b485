import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_USAGE } from "@/lib/prices/price-usage";
import { AnthropicMeter } from "./anthropic-meter";

const START = {
  input_tokens: 9,
  cache_read_input_tokens: 4,
  cache_creation_input_tokens: 2,
  output_tokens: 1,
};

function event(type: string, fields: object = {}, eol = "\n"): string {
  return `event: ${type}${eol}data: ${JSON.stringify({ type, ...fields })}${eol}${eol}`;
}

const delta = (said: object, eol = "\n") => event("content_block_delta", { index: 0, delta: said }, eol);
const started = (usage: object = START, eol = "\n") =>
  event("message_start", { message: { id: "m", usage } }, eol);
const ended = (usage: unknown = { output_tokens: 7 }, eol = "\n") =>
  event("message_delta", { delta: { stop_reason: "end_turn" }, usage }, eol);

/** A transcript as Anthropic sends it. */
function transcript(words: string[], eol = "\n"): string[] {
  return [
    started(START, eol),
    event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }, eol),
    event("ping", {}, eol),
    ...words.map((text) => delta({ type: "text_delta", text }, eol)),
    event("content_block_stop", { index: 0 }, eol),
    ended({ output_tokens: 7 }, eol),
    event("message_stop", {}, eol),
  ];
}

function feed(text: string, cuts: number[] = []) {
  const bytes = Buffer.from(text);
  const edges = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  const meter = new AnthropicMeter();
  const passed: Buffer[] = [];
  for (let at = 1; at < edges.length; at++) {
    passed.push(Buffer.from(meter.push(Buffer.from(bytes.subarray(edges[at - 1], edges[at])))));
  }
  const { usage, started: began, finished, failure, tail } = meter;
  return {
    passed: Buffer.concat(passed).toString("utf8"),
    tail: tail.toString("utf8"),
    rest: meter.rest().toString("utf8"),
    tokens: meter.passedTokens(),
    ended: meter.ended,
    ...{ usage, began, finished, failure },
  };
}

const words = fc.array(
  fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("é", "😀", "\n\n", "event: message_stop")),
  {
    maxLength: 8,
  },
);

test("wherever the bytes are cut, the same pass, the end is held back and the same usage is read", () => {
  fc.assert(
    fc.property(
      words,
      fc.constantFrom("\n", "\r\n"),
      fc.array(fc.nat(5_000), { maxLength: 30 }),
      (said, eol, cuts) => {
        const events = transcript(said, eol);
        const outcome = feed(events.join(""), cuts);
        expect(outcome).toEqual(feed(events.join("")));
        expect(outcome.passed).toBe(events.slice(0, -1).join(""));
        expect(outcome.tail).toBe(events.at(-1));
        expect(outcome).toMatchObject({ rest: "", ended: true, finished: true, failure: null });
      },
    ),
    { numRuns: 300 },
  );
});

test("input is told at the start and output at the end, which may correct it", () => {
  expect(feed(transcript(["Hi"]).join("")).usage).toEqual({
    ...NO_USAGE,
    input: 9,
    cachedInput: 4,
    cacheWrite: 2,
    output: 7,
  });
  const corrected = { input_tokens: 11, cache_read_input_tokens: null, output_tokens: 8 };
  expect(feed(started() + ended(corrected)).usage).toMatchObject({ input: 11, cachedInput: 4, output: 8 });
  // Each number is the sum so far, so that the last one counts.
  expect(feed(started() + ended({ output_tokens: 3 }) + ended({ output_tokens: 8 })).usage).toMatchObject({
    output: 8,
  });
});

test("the start alone is no usage, nor is an end that counts nothing or what cannot be true", () => {
  expect(feed(started()).usage).toBeNull();
  expect(feed(started() + ended({ output_tokens: null })).usage).toBeNull();
  expect(feed(started() + ended(null)).usage).toBeNull();
  expect(feed(started() + ended({ output_tokens: -1 })).usage).toBeNull();
  expect(feed(ended({ output_tokens: 5 })).usage).toBeNull();
  expect(feed(started() + ended() + ended({ output_tokens: -1 })).usage).toMatchObject({ output: 7 });
});

test("an error in the middle stops the stream: earlier events pass, later ones do not", () => {
  const before = started() + delta({ type: "text_delta", text: "Hi" });
  const error = event("error", { error: { type: "overloaded_error", message: "Overloaded" } });
  const outcome = feed(before + error + delta({ type: "text_delta", text: "never" }));
  expect(outcome).toMatchObject({ passed: before, failure: "Overloaded", ended: false });
  expect(feed(event("error", {})).failure).toBe("The provider failed in the middle of its answer.");
});

test("what comes after message_stop means nothing", () => {
  const end = event("message_stop");
  expect(feed(end + event("layer_metadata") + end)).toMatchObject({ passed: "", tail: end, rest: "" });
});

test("an answer is complete with a stop reason or message_stop, and not before", () => {
  expect(feed(started() + delta({ type: "text_delta", text: "x" })).finished).toBe(false);
  expect(
    feed(event("message_delta", { delta: { stop_reason: null }, usage: { output_tokens: 1 } })).finished,
  ).toBe(false);
  expect(feed(ended()).finished).toBe(true);
});

describe("the answer itself", () => {
  const begins = (text: string) => feed(text).began;
  test("begins with text, a thought or a tool, not with empty blocks, pings or signatures", () => {
    expect(begins(started() + event("ping"))).toBe(false);
    expect(begins(event("content_block_start", { content_block: { type: "text", text: "" } }))).toBe(false);
    expect(begins(delta({ type: "signature_delta", signature: "abc" }))).toBe(false);
    expect(begins(delta({ type: "text_delta", text: "H" }))).toBe(true);
    expect(begins(delta({ type: "thinking_delta", thinking: "H" }))).toBe(true);
    expect(begins(delta({ type: "input_json_delta", partial_json: "{" }))).toBe(true);
    expect(begins(event("content_block_start", { content_block: { type: "tool_use", name: "t" } }))).toBe(
      true,
    );
  });

  test("without reported usage, it is at least one token for each piece and for each four bytes", () => {
    expect(feed(transcript(["a", "b", "c"]).join("")).tokens).toBe(3);
    expect(feed(delta({ type: "text_delta", text: "x".repeat(400) })).tokens).toBe(100);
  });
});

test("garbage, comments and events of tomorrow pass as they are", () => {
  for (const text of [
    ": hi\n\n",
    "data: {\n\n",
    "data: 12\n\n",
    'data: {"type":"x"}\n\n',
    'data: {"type":"message_start"}\n\n',
  ]) {
    expect(feed(text)).toMatchObject({ passed: text, failure: null, usage: null });
  }
});
