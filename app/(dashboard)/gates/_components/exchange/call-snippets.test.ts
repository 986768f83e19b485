import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlSnippet, sdkSnippet } from "./call-snippets";

const input = { address: "http://localhost:3000", gate: `it's "mine"\\` };

test("a name with quotes reaches the shell's command as it is", () => {
  const echo = curlSnippet(input).replace(/^curl/, "printf '%s\\n'");
  const words = execFileSync("sh", ["-c", echo], { env: { ...process.env, LAYER_API_KEY: "k" } })
    .toString()
    .split("\n");
  expect(words).toContain("http://localhost:3000/v1/chat/completions");
  expect(words).toContain("Authorization: Bearer k");
  expect(JSON.parse(words.find((word) => word.startsWith("{")) ?? "")).toMatchObject({ model: input.gate });
});

test("the client's code holds the name as a text of the language, and no secret", () => {
  const code = sdkSnippet(input);
  const literal = /model: (".*"),/.exec(code)?.[1] ?? "";
  expect(JSON.parse(literal)).toBe(input.gate);
  expect(code).toContain("process.env.LAYER_API_KEY");
});
