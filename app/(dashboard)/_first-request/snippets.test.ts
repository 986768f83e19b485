import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { type SnippetInput, shortCurl, snippets } from "./snippets";

const secret = `layer_${"ab".repeat(32)}`;
const input: SnippetInput = { address: "https://layer.example", gate: "default", secret: null };

function codeOf(id: string, change: Partial<SnippetInput> = {}): string {
  const found = snippets({ ...input, ...change }).find((snippet) => snippet.id === id);
  if (found === undefined) throw new Error(`no snippet ${id}`);
  return found.code;
}

/** What a POSIX shell would pass to curl, one argument per line. */
function argumentsOf(code: string, key: string): string[] {
  const script = `LAYER_API_KEY=${key}\ncurl() { for argument in "$@"; do printf '%s\\n' "$argument"; done; }\n${code}`;
  return execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).trimEnd().split("\n");
}

describe("snippets", () => {
  test("by default no snippet contains the secret, and each reads LAYER_API_KEY", () => {
    for (const snippet of snippets(input)) {
      expect(snippet.code).not.toContain("layer_");
      expect(snippet.code).toContain("LAYER_API_KEY");
    }
  });

  test("with the secret put in, each contains it and the code does not read the variable", () => {
    for (const snippet of snippets({ ...input, secret })) expect(snippet.code).toContain(secret);
    for (const id of ["curl", "javascript", "python"]) {
      expect(codeOf(id, { secret })).not.toContain("LAYER_API_KEY");
    }
  });

  test("every snippet points at this instance", () => {
    for (const snippet of snippets(input)) expect(snippet.code).toContain("https://layer.example/v1");
  });

  test("a shell sends the header, and the body survives a gate with quotes in its name", () => {
    const code = codeOf("curl", { gate: `it's "$HOME"` });
    const sent = argumentsOf(code, secret);
    expect(sent).toContain(`Authorization: Bearer ${secret}`);
    expect(sent).toContain("https://layer.example/v1/chat/completions");
    expect(JSON.parse(sent.at(-1) ?? "")).toMatchObject({ model: `it's "$HOME"` });
  });

  test("the short call has three lines and sends the same", () => {
    const short = shortCurl(input);
    expect(short.split("\n")).toHaveLength(3);
    expect(argumentsOf(short, secret)).toEqual(argumentsOf(codeOf("curl"), secret));
  });

  test("a gate's name cannot leave its string in the programs", () => {
    const gate = `x"), evil("`;
    for (const id of ["javascript", "python"]) expect(codeOf(id, { gate })).toContain(`"x\\"), evil(\\""`);
  });
});
