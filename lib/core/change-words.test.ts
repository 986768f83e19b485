import { describe, expect, test } from "vitest";
import { changeWords } from "./change-words";

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
