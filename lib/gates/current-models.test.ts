import { expect, test } from "vitest";
import { catalogueModel } from "@/lib/testing/catalogue-model";
import { currentModels } from "./current-models";

const current = (names: string[], given: Parameters<typeof catalogueModel>[1] = {}) =>
  currentModels(names.map((name) => catalogueModel(name, given))).map(({ id }) => id);

test.each<[string, string[], string[]]>([
  ["a higher version", ["gpt-5", "gpt-5.4", "gpt-5.1"], ["gpt-5.4"]],
  ["a version in two parts", ["claude-opus-4-5", "claude-opus-4-8", "claude-opus-4"], ["claude-opus-4-8"]],
  ["another order of words", ["claude-3-7-sonnet", "claude-sonnet-4-5"], ["claude-sonnet-4-5"]],
  ["a later month", ["mistral-large-2407", "mistral-large-2512", "mistral-large"], ["mistral-large-2512"]],
  ["a later day", ["gpt-5-2025-08-07", "gpt-5-2025-11-13"], ["gpt-5-2025-11-13"]],
  ["a version before any date", ["mistral-medium-2312", "mistral-medium-3-5"], ["mistral-medium-3-5"]],
  ["a number joined to its word", ["o3", "o1-preview", "llama3.1", "llama3.3"], ["o3", "llama3.3"]],
  ["the plainer name of the same thing", ["gemini-3-flash-preview", "gemini-3-flash"], ["gemini-3-flash"]],
])("%s replaces", (_rule, names, expected) => {
  expect(current(names)).toEqual(expected);
  expect(current(names.toReversed()).toSorted()).toEqual(expected.toSorted());
});

test("tiers, sizes and kinds of a model do not replace each other", () => {
  const names = [
    "gpt-5.4",
    "gpt-5.4-mini",
    "gpt-5.4-nano",
    "gpt-5.4-pro",
    "ministral-3b-2512",
    "ministral-8b-2512",
  ];
  expect(current(names)).toEqual(names);
});

test("a chat model two whole versions behind its brand is gone, one version behind is not", () => {
  expect(current(["gpt-6-luna", "gpt-5.5", "gpt-4-turbo"])).toEqual(["gpt-6-luna", "gpt-5.5"]);
});

test("models of other tasks are told apart by the place of their number", () => {
  const names = ["gpt-image-2", "gpt-5-image", "gpt-5.4-image-2"];
  expect(current(["gpt-image-1", ...names], { taskType: "image" })).toEqual(names);
});

test("providers do not replace each other's models", () => {
  const mine = catalogueModel("llama3.1", { provider: "ollama" });
  const theirs = catalogueModel("llama3.3", { provider: "groq" });
  expect(currentModels([mine, theirs])).toEqual([mine, theirs]);
});
