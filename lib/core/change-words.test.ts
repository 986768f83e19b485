import { describe, expect, test } from "vitest";
import { changeWords, directionWords, pointsWords } from "./change-words";

describe("a change against the period before", () => {
  test.each([
    ["118", "100", "count", "+18 %"],
    ["50", "100", "usd", "-50 %"],
    ["5", "0", "usd", "new"],
    ["0", "0", "count", "same"],
    ["7", "7", "count", "same"],
    ["0", "7", "count", "-100 %"],
    ["0.05", "0.04", "ratio", "+25 %"],
    ["0.0", "0", "ratio", "same"],
    [null, "1", "usd", "—"],
    ["1", null, "ms", "—"],
  ] as const)("%s after %s (%s) reads %s", (now, before, unit, words) => {
    expect(changeWords(now, before, unit)).toBe(words);
  });
});

test.each([
  ["118", "100", "up 18 %"],
  ["50", "100", "down 50 %"],
  ["0", "100", "down 100 %"],
  ["5", "5", "as before"],
  ["0", "0", "as before"],
  ["5", "0", "new"],
  [null, "5", null],
  ["5", null, null],
] as const)("%s after %s stands behind a number as %s", (now, before, words) =>
  expect(directionWords(now, before, "count")).toBe(words),
);

test("a share changes by points, not by parts of itself", () => {
  expect(pointsWords(0.98, 0.99)).toBe("down 1.0 points");
  expect(pointsWords(0.9899, 0.99)).toBe("as before");
  expect(pointsWords(1, null)).toBeNull();
});
