import { expect, test } from "vitest";
import { replayVerdict } from "./replay-verdict";

const chat = { endpoint: "chat/completions" };
const kept = (messages: unknown) => ({ request: JSON.stringify({ messages }) });

test("a chat of plain text is asked again word for word", () => {
  const messages = [
    { role: "developer", content: "Be brief." },
    { role: "user", content: [{ type: "text", text: "Hi" }] },
    { role: "assistant", content: "Yes?" },
  ];
  expect(replayVerdict(chat, kept(messages))).toEqual({
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Yes?" },
    ],
  });
});

test.each([
  ["nothing was kept", chat, null, /not kept/],
  ["another task", { endpoint: "embeddings" }, kept([{ role: "user", content: "x" }]), /Only chats/],
  ["a body that was cut", chat, { request: '{"messages":[{"role"' }, /cut off/],
  ["a picture", chat, kept([{ role: "user", content: [{ type: "image_url" }] }]), /plain text/],
  ["a tool's answer", chat, kept([{ role: "tool", content: "7" }]), /plain text/],
  ["a call of a tool", chat, kept([{ role: "assistant", content: null, tool_calls: [] }]), /plain text/],
])("%s cannot be replayed, and it says why", (_, entry, payload, why) => {
  expect(replayVerdict(entry, payload)).toEqual({ messages: null, why: expect.stringMatching(why) });
});
