import { expect, test } from "vitest";
import { changeWords, pointsWords } from "./change-words";

test.each([
  [118, 100, "up 18 %"],
  [50, 100, "down 50 %"],
  [0, 100, "down 100 %"],
  [5, 5, "as before"],
  [0, 0, "as before"],
  [5, 0, "new"],
  [null, 5, null],
  [5, null, null],
])("from %s, before %s", (now, before, words) => expect(changeWords(now, before)).toBe(words));

test("a share changes by points, not by parts of itself", () => {
  expect(pointsWords(0.98, 0.99)).toBe("down 1.0 points");
  expect(pointsWords(0.9899, 0.99)).toBe("as before");
  expect(pointsWords(1, null)).toBeNull();
});
