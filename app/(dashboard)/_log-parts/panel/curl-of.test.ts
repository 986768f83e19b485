import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlOf } from "./curl-of";

const entry = { endpoint: "chat/completions", modelAsked: "support", gateName: null, streamed: true };

/** What a shell hands to the command. */
function words(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  const env = { ...process.env, LAYER_API_KEY: "layer_x" };
  return execFileSync("sh", ["-c", script], { env, encoding: "utf8" }).split("\0").slice(0, -1);
}

test("a shell sends the body that was sent, to the letter", () => {
  const body = `{"messages":[{"content":"it's $HOME \`id\` \\\\ \\"q\\" \\n"}]}`;
  const sent = words(curlOf(entry, body, "https://layer.test"));
  expect(sent[0]).toBe("https://layer.test/v1/chat/completions");
  expect(sent).toContain("Authorization: Bearer layer_x");
  expect(sent.at(-1)).toBe(body);
});

test("without the body it says so and has one of the same shape; another version has its own path", () => {
  const command = curlOf({ ...entry, endpoint: "v3/chat" }, null, "http://a");
  expect(command).toMatch(/^# What was sent is not stored/);
  const sent = words(command);
  expect(sent[0]).toBe("http://a/v3/chat");
  expect(JSON.parse(sent.at(-1) ?? "")).toMatchObject({ model: "support", stream: true });
});
