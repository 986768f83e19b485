import { expect, test } from "vitest";
import { tookWords } from "./took-words";

test.each([
  [0, "less than a second"],
  [59_999, "59 s"],
  [60_000, "1 min 0 s"],
  [134_900, "2 min 14 s"],
  [3_600_000, "1 h 0 min"],
  [86_399_999, "23 h 59 min"],
  [86_400_000, "1 day"],
  [345_600_000, "4 days"],
])("%i ms are %s", (ms, words) => expect(tookWords(ms)).toBe(words));
