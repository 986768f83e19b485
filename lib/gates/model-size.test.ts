import { expect, test } from "vitest";
import { modelSize, SIZE_SCORES } from "./model-size";

test.each<[string, number, string | null]>([
  ["gpt-5.4-nano", 1, "nano"],
  ["gemini-3.5-flash-lite", 1, "lite"],
  ["ministral-8b-2512", 1, "8b"],
  ["claude-haiku-4-5-20251001", 2, "haiku"],
  ["gemini-3.8-flash", 2, "flash"],
  ["ollama/qwen2.5:32b", 2, "32b"],
  ["gpt-5.5", 3, null],
  ["claude-sonnet-5", 3, "sonnet"],
  ["llama3.3:70b", 3, "70b"],
  ["claude-opus-5-5", 4, "opus"],
  ["gemini-3.1-pro-preview", 4, "pro"],
  ["mistral-large-2512", 4, "large"],
  ["llama3.1:405b", 4, "405b"],
  // A tier is a whole word of the name.
  ["promoter-1", 3, null],
])("%s is of size %i by %s", (model, size, word) => {
  expect(modelSize(model)).toEqual({ size, word });
});

test("a larger tier is never faster, a smaller one never more capable", () => {
  const sizes = [1, 2, 3, 4] as const;
  for (const [smaller, larger] of sizes.slice(1).map((size, place) => [sizes[place] ?? 1, size] as const)) {
    expect(SIZE_SCORES[larger].speed).toBeLessThan(SIZE_SCORES[smaller].speed);
    expect(SIZE_SCORES[larger].capability).toBeGreaterThan(SIZE_SCORES[smaller].capability);
  }
});
