import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { chatCurl, chatJavaScript, chatPython, messageJavaScript, messagePython } from "./call-snippets";

const input = { address: "http://localhost:3000", gate: `it's "mine"\\` };

test("a name with quotes reaches the shell's command as it is", () => {
  const echo = chatCurl(input).replace(/^curl/, "printf '%s\\n'");
  const words = execFileSync("sh", ["-c", echo], { env: { ...process.env, LAYER_API_KEY: "k" } })
    .toString()
    .split("\n");
  expect(words).toContain("http://localhost:3000/v1/chat/completions");
  expect(words).toContain("Authorization: Bearer k");
  expect(JSON.parse(words.find((word) => word.startsWith("{")) ?? "")).toMatchObject({ model: input.gate });
});

test("the clients' code holds the name as a text of the language, and no secret unless it is given one", () => {
  const secret = "layer_secret";
  for (const write of [chatJavaScript, chatPython, messageJavaScript, messagePython]) {
    const code = write(input);
    expect(JSON.parse(/model[:=] ?(".*"),/.exec(code)?.[1] ?? "")).toBe(input.gate);
    expect(code).toContain("LAYER_API_KEY");
    const own = write({ ...input, secret });
    expect(own).toContain(`"${secret}"`);
    expect(own).not.toContain("LAYER_API_KEY");
  }
});
