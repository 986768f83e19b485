import fc from "fast-check";
import { expect, test } from "vitest";
import { storableText } from "./request-record";

test("text from outside becomes storable: no NUL, no lone surrogate, at most 1,000 characters", () => {
  const unit = fc.oneof(fc.constantFrom(0, 0xd800, 0xdc00, 0xd83d, 0xde00), fc.nat(0xffff));
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 1_200 }), (codes) => {
      const stored = storableText(String.fromCharCode(...codes));
      expect(stored).not.toContain("\0");
      expect(stored.isWellFormed()).toBe(true);
      expect(stored.length).toBeLessThanOrEqual(1_000);
    }),
  );
});

test("ordinary text stays as it is, a long one ends in an ellipsis, never inside a character", () => {
  expect(storableText("naïve 😀\n")).toBe("naïve 😀\n");
  expect(storableText("a".repeat(1_000))).toBe("a".repeat(1_000));
  expect(storableText("a".repeat(1_001))).toBe(`${"a".repeat(999)}…`);
  expect(storableText("a\0b")).toBe("a\uFFFDb");
});
