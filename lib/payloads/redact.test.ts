import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newSecret } from "@/db/factories";
import { redact } from "./redact";
import type { RedactionRules } from "./redaction-rules";

const PROVIDER_KEY = "fake-provider-key-7781";
const rules = (...fields: string[]): RedactionRules => ({
  secrets: [PROVIDER_KEY],
  fields: new Set(fields.map((name) => name.toLowerCase())),
});
const kept = (body: string | Uint8Array, contentType = "", known = rules()) => {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  return redact({ bytes, size: bytes.byteLength, contentType }, known);
};

const SECRETS = [
  newSecret(),
  PROVIDER_KEY,
  "sk-".concat("ant-api03-Zk3_9-aaBB77ccDD88eeFF99"),
  "sk-".concat("proj-8Fq2mV0a-T3BlbkFJ1x2y3z4"),
  "sk-".concat("9f8e7d6c5b4a39281706f5e4"),
  "AIzaSyD-1234567890abcdefghijklmnopqrstu",
  "xoxb-123456789012-abcdefGHIJKL",
  "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
  "glpat-x9y8z7w6v5u4t3s2r1q0",
  "AKIAIOSFODNN7EXAMPLE",
  "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.s5c7sig_n-ature",
];
const secret = fc.constantFrom(...SECRETS);
/** Words that no secret is in, with all that is awkward in JSON. */
const words = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    '"',
    "\\",
    "{",
    "[1,",
    "data: ",
    "\n\n",
    "\u0000",
    "é😀",
    " Bearer ",
    "risk-2026",
    "://a:b@c",
  ),
);
const withSecret = fc
  .tuple(words, secret, words)
  .map(([before, inside, after]) => `${before} ${inside} ${after}`);

describe("no secret that was put anywhere in a body is kept", () => {
  const tree = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      withSecret,
      words,
      fc.integer(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.oneof(words, secret), tie("value"), { maxKeys: 3 }),
      // As the arguments of a tool are sent.
      tie("value").map((value) => JSON.stringify(value)),
    ),
  })).value;
  const clean = (text: string | null) => {
    for (const one of SECRETS) expect(text).not.toContain(one);
  };

  test("and JSON stays JSON, with every other value as it was", () => {
    fc.assert(
      fc.property(tree, (value) => {
        const { text } = kept(JSON.stringify(value));
        clean(text);
        JSON.parse(text ?? "");
        // Also where it is escaped.
        clean(JSON.stringify(JSON.parse(text ?? "")));
      }),
      { numRuns: 1_000 },
    );
  });

  test("nor when the body is cut off or torn anywhere", () => {
    fc.assert(
      fc.property(tree, fc.nat(), fc.nat(), (value, from, to) => {
        const whole = JSON.stringify({ messages: value });
        const [start, end] = [from % whole.length, to % whole.length];
        clean(kept(whole.slice(0, start) + whole.slice(end)).text);
      }),
      { numRuns: 500 },
    );
  });

  test("nor when a model says it in pieces, in several answers at once", () => {
    const cuts = fc.array(fc.nat(40), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(secret, cuts, fc.boolean(), (inside, lengths, isMessages) => {
        const said = `here: ${inside} ok`;
        const other = "a quick brown fox jumps over the lazy dog".repeat(2);
        const piecesOf = (text: string) => {
          let at = 0;
          const pieces = lengths.map((length) => {
            at += length;
            return text.slice(at - length, at);
          });
          return [...pieces, text.slice(at)];
        };
        const [first, second] = [piecesOf(said), piecesOf(other)];
        const event = (content: string, index: number) =>
          isMessages
            ? `event: content_block_delta\ndata: ${JSON.stringify({ type: "content_block_delta", index, delta: { type: "text_delta", text: content } })}\n\n`
            : `data: ${JSON.stringify({ id: "chatcmpl-1", choices: [{ index, delta: { content } }] })}\n\n`;
        const stream = first.map((piece, at) => event(piece, 0) + event(second[at] ?? "", 1)).join("");
        const { text } = kept(`${stream}data: [DONE]\n\n`, "text/event-stream");
        const told = ["", ""];
        for (const line of (text ?? "").split("\n")) {
          if (!line.startsWith("data: {")) continue;
          const json = JSON.parse(line.slice(6));
          const index = json.index ?? json.choices[0].index;
          told[index] += json.delta?.text ?? json.choices?.[0].delta.content;
        }
        expect(told).toEqual(["here: [secret] ok", other]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("chosen members are left out", () => {
  const known = rules("SSN", "card");
  test.each([
    [
      '{"ssn":"1","a":{"Card":{"n":[1,"x"]},"b":2},"ssn2":3}',
      '{"ssn":"[left out]","a":{"Card":"[left out]","b":2},"ssn2":3}',
    ],
    ['{"ssn" :  12.5, "c": true }', '{"ssn" :  "[left out]", "c": true }'],
    ['{"list":[{"ssn":null},{"ssn":["a","b"]}]}', '{"list":[{"ssn":"[left out]"},{"ssn":"[left out]"}]}'],
    ['{"\\u0073sn":"1"}', '{"\\u0073sn":"[left out]"}'],
    [
      '{"arguments":"{\\"ssn\\": \\"1\\", \\"x\\": 2}"}',
      '{"arguments":"{\\"ssn\\": \\"[left out]\\", \\"x\\": 2}"}',
    ],
    [
      '{"password":"p","properties":{"password":{"type":"string"}}}',
      '{"password":"[left out]","properties":{"password":{"type":"string"}}}',
    ],
    ['{"logprobs":{"content":[{"token":"se"},{"token":"cret"}]},"x":1}', '{"logprobs":"[left out]","x":1}'],
    // Broken and cut off.
    ['{"ssn":"123-45', '{"ssn":"[left out]"'],
    ['{"a":1,"ssn":{"deep":[1,2', '{"a":1,"ssn":"[left out]"'],
  ])("%s", (body, expected) => {
    expect(kept(body, "application/json", known).text).toBe(expected);
  });

  test("in every event of a stream, and in arguments that come in pieces", () => {
    const args = ['{"ss', 'n": "12', '3", "x": 1}'];
    const stream = args
      .map((piece) => `data: ${JSON.stringify({ card: 1, delta: { partial_json: piece } })}\n\n`)
      .join("");
    const { text, redactions } = kept(stream, "text/event-stream", known);
    const events = (text ?? "")
      .split("\n\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line.slice(6)));
    expect(events.map(({ card }) => card)).toEqual(Array(3).fill("[left out]"));
    expect(JSON.parse(events.map(({ delta }) => delta.partial_json).join(""))).toEqual({
      ssn: "[left out]",
      x: 1,
    });
    expect(redactions).toBe(4);
  });
});

test("pictures and sound are told by their size", () => {
  const png = Buffer.alloc(3_000, 7).toString("base64");
  const body = {
    image_url: { url: `data:image/png;base64,${png}` },
    input_audio: { data: png },
    b64_json: png,
  };
  expect(JSON.parse(kept(JSON.stringify(body)).text ?? "")).toEqual({
    image_url: { url: "[image, 3000 bytes]" },
    input_audio: { data: "[data, 3000 bytes]" },
    b64_json: "[data, 3000 bytes]",
  });
});

test("words that only begin like a secret stay", () => {
  const text =
    '{"a":"task-internationalization of risk-assessment-2026 and key-value-store-2026","n":"a".repeat}';
  expect(kept(text)).toEqual({ text, redactions: 0 });
});

test("bytes that are no text are told by their size alone, and a Postgres text holds the rest", () => {
  expect(kept(new Uint8Array([255, 216, 255]))).toEqual({ text: null, redactions: 0 });
  expect(kept("ID3", "audio/mpeg").text).toBeNull();
  expect(kept("a\0b").text).toBe("a\uFFFDb");
  expect(kept("").text).toBeNull();
});

test("what was cut off ends before its last word, and a stream before its last event", () => {
  const cut = (body: string, contentType = "") =>
    redact({ bytes: Buffer.from(body), size: 1_000_000, contentType }, rules()).text;
  expect(cut('{"a":"the key is sk-ant-ap')).toBe('{"a":"the key is ');
  expect(cut('data: {"a":1}\n\ndata: {"a":', "text/event-stream")).toBe('data: {"a":1}\n\n');
});

test.each([
  ["quotes", '"'.repeat(1_000_000)],
  ["slashes", '"\\'.repeat(500_000)],
  ["brackets", "[".repeat(1_000_000)],
  ["beginnings of keys", "sk-sk_eyJAIza".repeat(80_000)],
  ["tokens without an end", "eyJ".repeat(300_000)],
  ["addresses", "data:a/b;c;".repeat(90_000)],
  ["private keys without an end", "-----BEGIN ".concat("PRIVATE KEY-----").repeat(40_000)],
  ["texts in texts", JSON.stringify(JSON.stringify(JSON.stringify({ a: '"'.repeat(50_000) })))],
])("1 MB of %s is read in bounded time", (_what, body) => {
  for (const contentType of ["", "text/event-stream"]) {
    const began = process.cpuUsage();
    kept(
      contentType === "" ? body : `data: ${body}\n\ndata: {"a":${JSON.stringify(body)}}\n\n`,
      contentType,
      rules("x"),
    );
    expect(process.cpuUsage(began).user).toBeLessThan(5_000_000);
  }
});
