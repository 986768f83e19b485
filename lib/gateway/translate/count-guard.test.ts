import type { LanguageModelV3Usage } from "@ai-sdk/provider";
import { expect, test } from "vitest";
import { finish } from "./answer-events";
import { CountGuard } from "./count-guard";

const USAGE: LanguageModelV3Usage = {
  inputTokens: { total: 9, noCache: 9, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 3, text: 3, reasoning: 0 },
};

/** What the AI SDK reads of an answer that arrives in pieces of some bytes, and what the guard notes of it. */
async function read(text: string, { type = "text/event-stream", status = 200, pieceBytes = 1 } = {}) {
  const faults: string[] = [];
  const counts = new CountGuard((fault) => faults.push(fault));
  const bytes = Buffer.from(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += pieceBytes)
        controller.enqueue(bytes.subarray(at, at + pieceBytes));
      controller.close();
    },
  });
  const answer = new Response(body, { status, headers: { "content-type": type, "x-request-id": "r" } });
  const guarded = await counts.guarded(async () => answer)("http://provider.test/");
  expect([guarded.status, guarded.headers.get("x-request-id")]).toEqual([status, "r"]);
  const received = await guarded.text();
  const { usage } = counts.told(finish({ unified: "stop", raw: "stop" }, USAGE, undefined));
  return { text: received, faults, usage };
}

const SOUND = [
  'data: {"text":"Ünal 🔑\u2028 \\"total_tokens\\": NaN"}\r\n\r\n',
  'data: {"usage":{"prompt_tokens": 9, "completion_tokens":3, "prompt_tokens_details":{"cached_tokens":null}}}\n\n',
  'data: {"usageMetadata":{"candidatesTokenCount":-1.5e3}}\r\n\r\n: a note\n\ndata: [DONE]\n\n',
  "data: the end has no line end",
].join("");

test.each([1, 2, 7, 10_000])("what is sound passes as it is, in pieces of %i bytes", async (pieceBytes) => {
  expect(await read(SOUND, { pieceBytes })).toEqual({ text: SOUND, faults: [], usage: USAGE });
});

test.each([1, 2, 7, 10_000])(
  "a report without numbers is emptied and nothing else changed, in pieces of %i bytes",
  async (pieceBytes) => {
    const untrue = `data: {"said":"Ünal\u2028","usage":{"prompt_tokens":9,"completion_tokens":NaN}}\r\n\r\n`;
    const told = await read(SOUND.replace("\r\n\r\n", `\r\n\r\n${untrue}`), { pieceBytes });
    expect(told.faults).toEqual(["The provider reported completion_tokens as NaN"]);
    expect(told.usage.outputTokens.total).toBeUndefined();
    const emptied = /data:({"said":"Ünal\u2028".*})\r\n\r\n/.exec(told.text);
    expect(JSON.parse(emptied?.[1] ?? "").usage).toMatchObject({ prompt_tokens: 0, completion_tokens: 0 });
    expect(told.text.replace(emptied?.[0] ?? "", "")).toBe(SOUND);
  },
);

test.each([
  ['{"usage":{"iterations":[{"input_tokens":"7"}]}}', 'input_tokens as the text "7"'],
  ['{"usageMetadata":{"promptTokensDetails":[{"tokenCount":{}}]}}', "tokenCount as an object"],
  ['{"message":{"usage":{"input_tokens":1e999}}}', "input_tokens as Infinity"],
  ['{"usage":"secret-1234"}', "usage as a text"],
  ['{"usage":{"prompt_tokens":9,"completion_tokens" : null}}', "completion_tokens as null"],
  ['{"usage":{"completion_tokens":3}}', "no prompt_tokens"],
  ['{"usage":{"input_tokens":9}}', "no output_tokens"],
])("wherever a count stands, it is found: %s", async (json, told) => {
  const { faults, text } = await read(json, { type: "application/json" });
  expect(faults).toEqual([`The provider reported ${told}`]);
  expect(JSON.parse(text)).not.toEqual(JSON.parse(json));
});

test("a whole answer without a report has an empty one, which is no fault", async () => {
  const told = await read('{"choices":[]}', { type: "application/json" });
  expect(told).toMatchObject({ faults: [], usage: { outputTokens: { total: undefined } } });
  expect(JSON.parse(told.text)).toMatchObject({ choices: [], usage: { completion_tokens: 0 } });
});

test("what is no answer is left alone", async () => {
  for (const [text, status] of [
    ['{"usage":{"output_tokens":NaN', 200],
    ['{"usage":{"output_tokens":"x"}}', 500],
  ] as const) {
    expect(await read(text, { type: "application/json", status })).toMatchObject({ text, faults: [] });
  }
});
