import fc from "fast-check";
import { expect, test } from "vitest";
import { keyHint } from "./key-hint";

test.each([
  ["my-own-key-of-a-lab-abcdefghij-0123456789", "my-own-…6789"],
  ["EMPTY", "E…"],
  ["ab", "…"],
  ["123456789012", "12…12"],
])("of %s is shown %s", (key, hint) => {
  expect(keyHint(key)).toBe(hint);
});

test("never more than a third of a key is shown, and at most its first 7 and last 4 characters", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\x21-\x7e]{1,200}$/), (key) => {
      const [start = "", end = ""] = [
        keyHint(key).slice(0, keyHint(key).lastIndexOf("…")),
        keyHint(key).split("…").at(-1),
      ];
      expect(start.length + end.length).toBeLessThanOrEqual(key.length / 3);
      expect(start.length).toBeLessThanOrEqual(7);
      expect(end.length).toBeLessThanOrEqual(4);
      expect(key.startsWith(start) && key.endsWith(end)).toBe(true);
    }),
  );
});
