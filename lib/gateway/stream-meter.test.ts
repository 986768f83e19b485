import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StreamMeter } from "./stream-meter";

const USAGE = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
const chunk = (fields: object, eol = "\n") => `data: ${JSON.stringify({ id: "c", ...fields })}${eol}${eol}`;
const delta = (content: string, finish: string | null = null) => ({
  choices: [{ index: 0, delta: { content }, finish_reason: finish }],
});

/** A transcript as OpenAI sends it: role, words, finish, usage, end. */
function transcript(words: string[], { eol = "\n", usage = true } = {}): string[] {
  return [
    chunk({ choices: [{ index: 0, delta: { role: "assistant", content: "" }, finish_reason: null }] }, eol),
    ...words.map((word) => chunk(delta(word), eol)),
    chunk({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] }, eol),
    ...(usage ? [chunk({ choices: [], usage: USAGE }, eol)] : []),
    `data: [DONE]${eol}${eol}`,
  ];
}

type Outcome = {
  passed: string;
  tail: string;
  rest: string;
  usage: unknown;
  finished: boolean;
  failure: string | null;
  tokens: number;
};

function feed(text: string, cuts: number[] = [], passUsage = false): Outcome {
  const bytes = Buffer.from(text);
  const edges = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  const meter = new StreamMeter(passUsage);
  const passed: Buffer[] = [];
  for (let at = 1; at < edges.length && meter.failure === null; at++) {
    // A copy each time, as sockets give new buffers: nothing may depend on neighbours in memory.
    passed.push(Buffer.from(meter.push(Buffer.from(bytes.subarray(edges[at - 1], edges[at])))));
  }
  return {
    passed: Buffer.concat(passed).toString("utf8"),
    tail: meter.tail.toString("utf8"),
    rest: meter.rest().toString("utf8"),
    usage: meter.usage,
    finished: meter.finished,
    failure: meter.failure,
    tokens: meter.passedTokens(),
  };
}

const words = fc.array(
  fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom("é", "😀", "日本", "\n\n", "data: [DONE]")),
  {
    maxLength: 8,
  },
);
const cuts = fc.array(fc.nat(5_000), { maxLength: 30 });
const shape = fc.record({ eol: fc.constantFrom("\n", "\r\n"), usage: fc.boolean() });

describe("wherever the bytes are cut", () => {
  test("the same bytes pass, the same end is held back and the same usage is read", () => {
    fc.assert(
      fc.property(words, shape, fc.boolean(), cuts, (said, options, passUsage, at) => {
        const text = transcript(said, options).join("");
        expect(feed(text, at, passUsage)).toEqual(feed(text, [], passUsage));
      }),
      { numRuns: 300 },
    );
  });

  test("one byte at a time is the same as all at once", () => {
    for (const eol of ["\n", "\r\n"]) {
      const text = transcript(["Hé", "😀", " [DONE]"], { eol }).join("");
      expect(
        feed(
          text,
          Array.from(Buffer.from(text), (_byte, place) => place),
        ),
      ).toEqual(feed(text));
    }
  });

  test("garbage, errors and comments give the same result too", () => {
    const line = fc.constantFrom(
      ": keep-alive\n\n",
      "event: ping\ndata: {}\n\n",
      "data: {\n\n",
      "data: 12\n\n",
      "\n",
      "\r\n\r\n",
      "id: 7\n",
      "data: null\n\n",
      'data: {"choices":[null,7,{"delta":null},{"delta":"text"}]}\n\n',
      'data: {"choices":"no list","usage":"none"}\n\n',
      chunk(delta("word")),
      chunk({ error: { message: "overloaded" } }),
      "data: [DONE]\n\n",
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), cuts, (lines, at) => {
        const { passed, tail, usage, finished, failure, tokens } = feed(lines.join(""), at);
        const whole = feed(lines.join(""));
        expect({ passed, tail, usage, finished, failure, tokens }).toEqual({
          passed: whole.passed,
          tail: whole.tail,
          usage: whole.usage,
          finished: whole.finished,
          failure: whole.failure,
          tokens: whole.tokens,
        });
      }),
      { numRuns: 500 },
    );
  });
});

test("everything but the end passes byte for byte when the client wants the usage chunk", () => {
  const events = transcript(["Hello", " wörld"]);
  const outcome = feed(events.join(""), [], true);
  expect(outcome.passed).toBe(events.slice(0, -1).join(""));
  expect(outcome.tail).toBe("data: [DONE]\n\n");
});

test.each(["\n", "\r\n"])("events may end in %j", (eol) => {
  const events = transcript(["Hello", " wörld"], { eol });
  const outcome = feed(events.join(""));
  expect(outcome.passed).toBe(events.slice(0, -2).join(""));
  expect(outcome.tail).toBe(`data: [DONE]${eol}${eol}`);
});

test("the usage chunk is read but left out when the client did not ask for it", () => {
  const events = transcript(["Hello"]);
  const outcome = feed(events.join(""));
  expect(outcome.passed).toBe(events.slice(0, -2).join(""));
  expect(outcome.usage).toMatchObject({ input: 9, output: 4 });
});

test("usage inside a chunk that also carries an answer passes with it", () => {
  const event = chunk({ ...delta("x", "stop"), usage: USAGE });
  const outcome = feed(event);
  expect(outcome.passed).toBe(event);
  expect(outcome.usage).toMatchObject({ input: 9, output: 4 });
});

test("a chunk without choices and without usage is not taken for the usage chunk", () => {
  const event = chunk({ choices: [], prompt_filter_results: [] });
  expect(feed(event).passed).toBe(event);
});

test("usage that cannot be true is not believed, and does not replace what was reported before", () => {
  const good = chunk({ choices: [], usage: USAGE });
  const bad = chunk({ choices: [], usage: { ...USAGE, completion_tokens: -1 } });
  expect(feed(bad).usage).toBeNull();
  expect(feed(good + bad).usage).toMatchObject({ output: 4 });
});

test("what comes after [DONE] means nothing: it neither passes nor is gathered", () => {
  const end = "data: [DONE]\n\n";
  const outcome = feed(`${end}: bye\n\n${chunk({ error: "late" })}${end}unfinished`);
  expect(outcome).toMatchObject({ passed: "", tail: end, rest: "", failure: null, finished: true });
});

test("[DONE] spoken by the model is not the end", () => {
  const outcome = feed(chunk(delta("[DONE]")) + chunk(delta("data: [DONE]\n\n")));
  expect(outcome.tail).toBe("");
  expect(outcome.finished).toBe(false);
});

test("an answer is complete after [DONE] or a finish reason, and not before", () => {
  expect(feed(chunk(delta("x"))).finished).toBe(false);
  expect(feed(chunk(delta("x", "length"))).finished).toBe(true);
  expect(feed("data: [DONE]\n\n").finished).toBe(true);
});

test("an error event in the middle stops the stream: earlier events pass, later ones do not", () => {
  const before = chunk(delta("Hello"));
  const error = chunk({ error: { message: "The server had an error", type: "server_error" } });
  const outcome = feed(before + error + chunk(delta("never")));
  expect(outcome.passed).toBe(before);
  expect(outcome.failure).toBe("The server had an error");
});

test.each([
  [{ error: "plain words" }, "plain words"],
  [{ error: { code: 500 } }, "The provider failed in the middle of its answer."],
])("the error %j is told in words", (event, words) => {
  expect(feed(chunk(event)).failure).toBe(words);
});

test("an event that never ends is given up after 1 MiB", () => {
  const meter = new StreamMeter(false);
  const piece = Buffer.alloc(64 * 1024, "a");
  let pushed = 0;
  while (meter.failure === null && pushed < 10 * 1024 * 1024) {
    meter.push(piece);
    pushed += piece.length;
  }
  expect(meter.failure).toBe("The provider sent an event without an end.");
  expect(pushed).toBeLessThanOrEqual(1024 * 1024 + piece.length);
});

test("the first piece of an answer is text, a tool call or a refusal, not the role", () => {
  const started = (said: object) => {
    const meter = new StreamMeter(false);
    meter.push(Buffer.from(chunk({ choices: [{ index: 0, delta: said }] })));
    return meter.started;
  };
  expect(started({ role: "assistant", content: "" })).toBe(false);
  expect(started({ role: "assistant", content: null, refusal: null })).toBe(false);
  expect(started({ content: "H" })).toBe(true);
  expect(started({ tool_calls: [{ index: 0, function: { arguments: "{" } }] })).toBe(true);
  expect(started({ refusal: "No" })).toBe(true);
});

test("without reported usage, passed output is at least one token for each piece and for each four bytes", () => {
  expect(feed(transcript(["a", "b", "c"]).join("")).tokens).toBe(3);
  expect(feed(chunk(delta("x".repeat(400)))).tokens).toBe(100);
  expect(feed(chunk(delta(""))).tokens).toBe(0);
});

test("a delta too deep to write down again does not break the stream", () => {
  const deep = `data: {"choices":[{"delta":{"x":${"[".repeat(50_000)}${"]".repeat(50_000)}}}]}\n\n`;
  expect(feed(deep).passed).toBe(deep);
});

test("several data lines are one event", () => {
  const event =
    'event: message\ndata: {"choices":[],\ndata: "usage":{"prompt_tokens":1,"completion_tokens":2}}\n\n';
  expect(feed(event).usage).toMatchObject({ input: 1, output: 2 });
});
