import { expect, test } from "vitest";
import { conversationOf } from "./conversation-of";

const request = JSON.stringify({
  system: "Be brief.",
  messages: [
    { role: "user", content: "<b>Hi</b>" },
    {
      role: "user",
      content: [
        { type: "text", text: "and" },
        { type: "image_url", image_url: { url: "x" } },
      ],
    },
  ],
});
const asked = [
  { role: "system", text: "Be brief.", isPlain: true },
  { role: "user", text: "<b>Hi</b>", isPlain: true },
  { role: "user", text: "and\n[image_url]", isPlain: false },
];

test.each([
  ["OpenAI's chat", JSON.stringify({ choices: [{ message: { role: "assistant", content: "Hello" } }] })],
  ["Anthropic's messages", JSON.stringify({ content: [{ type: "text", text: "Hello" }] })],
  ["OpenAI's responses", JSON.stringify({ output: [{ content: [{ type: "output_text", text: "Hello" }] }] })],
  [
    "a stream of OpenAI's",
    'data: {"choices":[{"delta":{"content":"Hel"}}]}\n\ndata: {"choices":[{"delta":{"content":"lo"}}]}\n\ndata: [DONE]\n',
  ],
  [
    "a stream of Anthropic's",
    'event: x\r\ndata: {"type":"content_block_delta","delta":{"type":"text_delta","text":"Hello"}}\r\n\r\n',
  ],
])("the conversation is read from %s", (_, response) => {
  expect(conversationOf({ request, response })).toEqual([
    ...asked,
    { role: "answer", text: "Hello", isPlain: true },
  ]);
});

test("what cannot be read is left out, never thrown over", () => {
  for (const broken of [null, "", "{", "[1]", '{"choices":[7]}', '{"messages":[null,3]}', "data: {"]) {
    expect(conversationOf({ request: broken, response: broken })).toEqual([]);
  }
});
