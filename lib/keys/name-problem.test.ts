import { expect, test } from "vitest";
import { keyName } from "./contract";
import { nameProblem } from "./name-problem";

test.each([
  ["plain text", "Production"],
  ["one character", "x"],
  ["100 characters", "a".repeat(100)],
  ["100 emoji, which are 200 UTF-16 units", "🔑".repeat(100)],
  ["a joined emoji", "👩‍💻 laptop"],
  ["composed letters", "Zoë"],
  ["decomposed letters", "Zoe\u0308"],
  ["markup", "<script>alert(1)</script>"],
  ["a right-to-left script", "مفتاح الإنتاج"],
  ["prototype names", "__proto__"],
  ["quotes and SQL", "'; drop table api_keys; --"],
])("a key may be called with %s", (_case, name) => {
  expect(nameProblem(name)).toBeNull();
});

test.each([
  ["nothing", ""],
  ["blanks only", " \u00a0\u2003"],
  ["invisible characters only", "\u200b\u200d"],
  ["a NUL", "a\0b"],
  ["a line break", "a\nb"],
  ["an escape sequence", "\u001b[31mred"],
  ["a line separator", "a\u2028b"],
  ["a bidi override", "abc\u202edcba"],
  ["a bidi isolate", "abc\u2066dcba\u2069"],
  ["half of an emoji", "a\ud83d"],
  ["101 characters", "a".repeat(101)],
  ["101 emoji", "🔑".repeat(101)],
])("a name of %s is refused with a sentence", (_case, name) => {
  expect(nameProblem(name)).toMatch(/^[A-Z].*\.$/);
});

test("the contract takes outer blanks off and keeps the rest to the byte", () => {
  expect(keyName.parse("  Zoe\u0308  CI ")).toBe("Zoe\u0308  CI");
  expect(keyName.safeParse("   ").error?.issues[0]?.message).toBe(
    "Give the key a name, for example Production.",
  );
  expect(keyName.safeParse(7).error?.issues[0]?.message).toBe("The name must be text.");
});
