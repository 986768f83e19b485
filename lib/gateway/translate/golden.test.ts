import { expect, test } from "vitest";
import { askOf, takeAnswer } from "@/lib/testing/translated-answer";
import { type RigName, startRig } from "@/lib/testing/translation-rig";

const CALLS = [
  { id: "callone01", name: "weather", input: { city: "Bern" } },
  { id: "calltwo02", name: "time", input: {} },
];

/** The stream of a scripted answer, with the parts that differ each time taken out. */
async function transcript(name: RigName, format: "chat/completions" | "messages"): Promise<string> {
  const rig = await startRig(name);
  rig.behave({
    kind: "answer",
    thoughts: "Hm.",
    text: "Let me",
    calls: CALLS,
    inputTokens: 20,
    cachedTokens: 8,
    outputTokens: 9,
    thoughtTokens: 2,
  });
  const { text } = await takeAnswer(await rig.chat(), { format, json: askOf(format, { stream: true }) });
  await rig.stop();
  return text
    .replace(/"id":"(chatcmpl-|msg_)[0-9a-f-]+"/g, '"id":"$1ID"')
    .replace(/"created":\d+/g, '"created":0');
}

test("Claude's answer as a client of OpenAI sees it", async () => {
  const chunk = (fields: string) =>
    `data: {"id":"chatcmpl-ID","object":"chat.completion.chunk","created":0,"model":"shown-model",${fields}}\n\n`;
  const choice = (delta: string, finish = "null") =>
    chunk(`"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finish}}]`);
  const begun = (index: number, id: string, tool: string) =>
    choice(
      `{"tool_calls":[{"index":${index},"id":"${id}","type":"function","function":{"name":"${tool}","arguments":""}}]}`,
    );
  const more = (index: number, json: string) =>
    choice(`{"tool_calls":[{"index":${index},"function":{"arguments":"${json}"}}]}`);
  expect(await transcript("anthropic", "chat/completions")).toBe(
    [
      choice('{"role":"assistant","content":"","refusal":null}'),
      choice('{"reasoning_content":"Hm."}'),
      choice('{"content":"Let "}'),
      choice('{"content":"me"}'),
      begun(0, "callone01", "weather"),
      more(0, '{\\"city\\"'),
      more(0, ':\\"Bern\\"'),
      more(0, "}"),
      begun(1, "calltwo02", "time"),
      more(1, "{}"),
      choice("{}", '"tool_calls"'),
      chunk(
        '"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29,' +
          '"prompt_tokens_details":{"cached_tokens":8,"cache_write_tokens":0},' +
          '"completion_tokens_details":{"reasoning_tokens":2}}',
      ),
      "data: [DONE]\n\n",
    ].join(""),
  );
});

test("an answer in OpenAI's format as a client of Anthropic sees it: calls that come mixed are put one after the other", async () => {
  const event = (type: string, fields: string) =>
    `event: ${type}\ndata: {"type":"${type}"${fields === "" ? "" : `,${fields}`}}\n\n`;
  const block = (index: number, start: string, ...deltas: string[]) =>
    [
      event("content_block_start", `"index":${index},"content_block":${start}`),
      ...deltas.map((delta) => event("content_block_delta", `"index":${index},"delta":${delta}`)),
      event("content_block_stop", `"index":${index}`),
    ].join("");
  const json = (text: string) => `{"type":"input_json_delta","partial_json":"${text}"}`;
  expect(await transcript("openai-compatible", "messages")).toBe(
    [
      event(
        "message_start",
        '"message":{"id":"msg_ID","type":"message","role":"assistant","model":"shown-model","content":[],' +
          '"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"output_tokens":0}}',
      ),
      block(
        0,
        '{"type":"thinking","thinking":"","signature":""}',
        '{"type":"thinking_delta","thinking":"Hm."}',
      ),
      block(
        1,
        '{"type":"text","text":""}',
        '{"type":"text_delta","text":"Let "}',
        '{"type":"text_delta","text":"me"}',
      ),
      block(
        2,
        '{"type":"tool_use","id":"callone01","name":"weather","input":{}}',
        json('{\\"city\\"'),
        json(':\\"Bern\\"'),
        json("}"),
      ),
      block(3, '{"type":"tool_use","id":"calltwo02","name":"time","input":{}}', json("{}")),
      event(
        "message_delta",
        '"delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":12,' +
          '"cache_creation_input_tokens":0,"cache_read_input_tokens":8,"output_tokens":9,' +
          '"output_tokens_details":{"thinking_tokens":2}}',
      ),
      event("message_stop", ""),
    ].join(""),
  );
});
