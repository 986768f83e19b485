import { expect, test } from "vitest";
import { copyName } from "./copy-name";

test.each([
  ["a", [], "a copy"],
  ["a", ["a copy"], "a copy 2"],
  ["a", ["a copy", "a copy 2", "a copy 4"], "a copy 3"],
  ["a copy", ["a copy"], "a copy 2"],
  ["a copy 9", [], "a copy"],
  [" copy", [], " copy copy"],
  ["Zo\u00eb", ["Zoe\u0308 copy"], "Zo\u00eb copy 2"],
  ["x".repeat(100), [], `${"x".repeat(95)} copy`],
  [`${"x".repeat(94)} ${"y".repeat(5)}`, [], `${"x".repeat(94)} copy`],
])("a copy of %j beside %j is called %j", (name, taken, expected) => {
  expect(copyName(name, taken)).toBe(expected);
});
